import { readdir, readFile } from "node:fs/promises";
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { SheetMissingError, type UploadForm } from "../../domain/payout/sheet-store.ts";
import { openS3StoresUnderTest } from "./s3-under-test.ts";

let underTest: Awaited<ReturnType<typeof openS3StoresUnderTest>>;

beforeAll(async () => {
  underTest = await openS3StoresUnderTest();
});

afterAll(() => underTest.remove());

describe("S3 sheet store", () => {
  function setup(name: string) {
    const { s3, bucket, prefix, temporaryDirectory } = underTest;
    const key = `${prefix}sheets/${name}`;
    const store = createS3SheetStore({ s3, bucket, temporaryDirectory });
    const put = async (content: string) => {
      const { VersionId = "" } = await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }),
      );
      return { key, versionId: VersionId, sizeBytes: Buffer.byteLength(content) };
    };
    return { store, key, put, s3, bucket };
  }

  async function submit({ url, fields }: UploadForm, content: string): Promise<Response> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob([content]), "sheet.xlsx");
    return fetch(url, { method: "POST", body: form });
  }

  it("gives a form that uploads a file, whose version comes back as a local copy", async () => {
    const { store, key, s3, bucket } = setup("설 이벤트+1.xlsx");
    const form = await store.uploadForm({ key, maxBytes: 100, expiresInSeconds: 60 });
    const uploaded = await submit(form, "rows");
    expect(uploaded.status).toBe(204);

    const { VersionId = "" } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    const sheet = { key, versionId: VersionId, sizeBytes: 4 };
    const content = await store.withLocalCopy(sheet, (path) => readFile(path, "utf8"));
    expect(content).toBe("rows");
    expect(await readdir(underTest.temporaryDirectory)).toEqual([]);
  });

  it("gives a form that takes neither an empty file nor one too large", async () => {
    const { store, key } = setup("sizes.xlsx");
    const form = await store.uploadForm({ key, maxBytes: 4, expiresInSeconds: 60 });
    const tooLarge = await submit(form, "12345");
    const empty = await submit(form, "");
    expect([tooLarge.status, await tooLarge.text()]).toEqual([
      400,
      expect.stringContaining("<Code>EntityTooLarge</Code>"),
    ]);
    expect([empty.status, await empty.text()]).toEqual([
      400,
      expect.stringContaining("<Code>EntityTooSmall</Code>"),
    ]);
    expect((await submit(form, "1234")).status).toBe(204);
  });

  it("gives no form whose key the uploader would choose", async () => {
    const { store, key } = setup("$".concat("{filename}"));
    const form = store.uploadForm({ key, maxBytes: 4, expiresInSeconds: 60 });
    await expect(form).rejects.toThrow(RangeError);
  });

  it("brings the version asked for, not the newest", async () => {
    const { store, put } = setup("versions.xlsx");
    const first = await put("first");
    await put("second");
    const content = await store.withLocalCopy(first, (path) => readFile(path, "utf8"));
    expect(content).toBe("first");
  });

  it("removes the local copy also when its use fails", async () => {
    const { store, put } = setup("fails.xlsx");
    const sheet = await put("rows");
    const used = store.withLocalCopy(sheet, async () => {
      throw new Error("no good");
    });
    await expect(used).rejects.toThrow("no good");
    expect(await readdir(underTest.temporaryDirectory)).toEqual([]);
  });

  it("refuses a copy that has not the size of its version", async () => {
    const { store, put } = setup("size.xlsx");
    const sheet = await put("rows");
    const used = store.withLocalCopy({ ...sheet, sizeBytes: 5 }, async () => "used");
    await expect(used).rejects.toThrow("came with 4 bytes, but its version has 5");
  });

  it("says that a version is missing when it is", async () => {
    const { store, put, s3, bucket } = setup("missing.xlsx");
    const sheet = await put("rows");
    const { VersionId: marker = "" } = await s3.send(
      new DeleteObjectCommand({ Bucket: bucket, Key: sheet.key }),
    );
    await s3.send(
      new DeleteObjectCommand({ Bucket: bucket, Key: sheet.key, VersionId: sheet.versionId }),
    );
    for (const versionId of [sheet.versionId, marker, "never-a-version"]) {
      const used = store.withLocalCopy({ ...sheet, versionId }, async () => "used");
      await expect(used).rejects.toThrow(SheetMissingError);
    }
  });
});
