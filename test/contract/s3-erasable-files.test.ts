import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { createS3ErasableFiles } from "../../adapters/s3/s3-erasable-files.ts";
import { openS3UnderTest, type S3UnderTest } from "./s3-under-test.ts";

let underTest: S3UnderTest;

beforeAll(async () => {
  underTest = await openS3UnderTest();
});

afterAll(() => underTest.remove());

function setup(name: string) {
  const { s3, bucket, prefix } = underTest;
  const payoutId = `${prefix}${name}`;
  const put = async (key: string, body: string) => {
    const { VersionId } = await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }),
    );
    return VersionId;
  };
  const list = async (
    below: string,
    page: { MaxKeys?: number; KeyMarker?: string; VersionIdMarker?: string } = {},
  ) => await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: below, ...page }));
  return { files: createS3ErasableFiles({ s3, bucket }), payoutId, put, list, s3, bucket };
}

describe("every version of a payout's files", () => {
  it("is found where the newest hides it, and deleted, and no other payout's", async () => {
    const { files, payoutId, put, list, s3, bucket } = setup("all");
    const sheet = `sheets/${payoutId}/sheet.csv`;
    const first = await put(sheet, "first");
    const second = await put(sheet, "second!");
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: sheet }));
    await put(`checks/${payoutId}/sheet.csv/${first}.json`, "{}");
    await put(`results/${payoutId}/9.xlsx`, "r");
    await put(`sheets/${payoutId}0/sheet.csv`, "another payout's");

    expect(await files.sheets(payoutId)).toEqual([
      { key: sheet, versionId: second, sizeBytes: 7 },
      { key: sheet, versionId: first, sizeBytes: 5 },
    ]);
    expect(await files.deleteAll(payoutId)).toBe(4);
    expect(await files.deleteAll(payoutId)).toBe(0);
    const left = await list(`sheets/${payoutId}`);
    expect(left.Versions).toMatchObject([{ Key: `sheets/${payoutId}0/sheet.csv`, IsLatest: true }]);
    expect(left.DeleteMarkers).toBeUndefined();
    await files.deleteAll(`${payoutId}0`);
  });

  it("of a chunk gives way to one version of other payments", async () => {
    const { files, payoutId, s3, bucket } = setup("chunk");
    const chunks = createS3ChunkStore({ s3, bucket });
    await chunks.write(payoutId, 3, [{ row: 2, userId: "a@example.com", points: 1 }]);
    const payments = [{ row: 2, userId: "erased-1", points: 1 }];

    expect(await files.replaceChunk(payoutId, 3, payments)).toBe(1);

    expect(await chunks.read(payoutId, 3)).toEqual(payments);
    expect(await files.replaceChunk(payoutId, 3, payments)).toBe(1);
  });

  it("is listed page by page, by key and newest first", async () => {
    const { payoutId, put, list, s3, bucket } = setup("pages");
    const [a, b] = [`sheets/${payoutId}/a`, `sheets/${payoutId}/b`];
    const versions = [await put(b, "1"), await put(a, "2"), await put(a, "3")];
    const seen: (string | undefined)[] = [];
    let page = await list(`sheets/${payoutId}/`, { MaxKeys: 1 });
    for (;;) {
      seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
      if (page.IsTruncated !== true) break;
      const { NextKeyMarker: KeyMarker = "", NextVersionIdMarker: VersionIdMarker = "" } = page;
      page = await list(`sheets/${payoutId}/`, { MaxKeys: 1, KeyMarker, VersionIdMarker });
    }
    expect(seen).toEqual([versions[2], versions[1], versions[0]]);
    const get = new GetObjectCommand({ Bucket: bucket, Key: a, VersionId: versions[1] });
    expect(await (await s3.send(get)).Body?.transformToString()).toBe("2");
  });
});
