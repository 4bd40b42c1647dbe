import { readFile } from "node:fs/promises";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createS3ResultLinks,
  createS3ResultStore,
  type WriteWorkbook,
} from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import { openS3StoresUnderTest } from "./s3-under-test.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

let underTest: Awaited<ReturnType<typeof openS3StoresUnderTest>>;

beforeAll(async () => {
  underTest = await openS3StoresUnderTest();
});

afterAll(() => underTest.remove());

describe("S3 result store", () => {
  const payment = { row: 2, userId: "007", points: 100 };

  async function* rows(count: number): AsyncGenerator<ResultRow> {
    for (let row = 1; row <= count; row += 1) yield { payment: { ...payment, row } };
  }

  const writeLines: WriteWorkbook = async (source, output) => {
    for await (const { payment } of source.rows) {
      const line = `${payment.row}`.padEnd(1024 * 1024, ".");
      if (!output.write(line)) await new Promise((resolve) => output.once("drain", resolve));
    }
  };

  function setup(name: string, writeWorkbook: WriteWorkbook = writeLines) {
    const { s3, bucket, prefix, temporaryDirectory } = underTest;
    const payout: Payout = {
      state: "uploading",
      payoutId: prefix + name,
      title: "설 이벤트",
      fileName: "a.xlsx",
      sizeBytes: 1,
      createdBy: { id: "marketer", name: "Marketer" },
      createdAt: "2026-11-21T00:00:00.000Z",
      updatedAt: "2026-11-21T00:00:00.000Z",
      revision: 1,
      generation: 0,
    };
    const key = `results/${payout.payoutId}/1.xlsx`;
    const sheets = createS3SheetStore({ s3, bucket, temporaryDirectory });
    const store = createS3ResultStore({ s3, bucket, sheets, writeWorkbook });
    const links = createS3ResultLinks({ s3, bucket });
    return { store, links, sheets, payout, key, s3, bucket };
  }

  it("stores a workbook of many parts as it is written, and links to it by its Korean name", async () => {
    const { store, links, payout, key } = setup("many-parts");
    const { resultKey } = await store.write(payout, rows(12));
    expect(resultKey).toBe(key);

    const fileName = '설 이벤트 "결과" (1).xlsx';
    const link = await links.link(resultKey, { fileName, expiresInSeconds: 60 });
    const response = await fetch(link ?? "");
    const content = await response.text();
    expect({
      status: response.status,
      type: response.headers.get("content-type"),
      disposition: response.headers.get("content-disposition"),
      sizeBytes: content.length,
      start: content.slice(0, 3),
    }).toEqual({
      status: 200,
      type: XLSX,
      disposition: `attachment; filename="_ ___ ____ (1).xlsx"; filename*=UTF-8''${encodeURIComponent(fileName).replace("(", "%28").replace(")", "%29")}`,
      sizeBytes: 12 * 1024 * 1024,
      start: "1..",
    });
  });

  it("stores a small workbook whose writer ends the stream itself", async () => {
    const { store, payout, key, s3, bucket } = setup("small", async (_, output) => {
      output.end("small");
    });
    await store.write(payout, rows(1));
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect([await Body?.transformToString(), ContentType]).toEqual(["small", XLSX]);
  });

  /** Writes down the sheet that it was given. */
  const writeSheet: WriteWorkbook = async ({ file }, output) => {
    output.end(file === undefined ? "no sheet" : await readFile(file.path));
  };

  it("hands the very version of the sheet that was paid to the writer", async () => {
    const { store, payout, s3, bucket } = setup("with-sheet", writeSheet);
    const sheetKey = `${payout.payoutId}/sheet.xlsx`;
    const put = (Body: string) =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key: sheetKey, Body }));
    const { VersionId: versionId = "" } = await put("as it was paid");
    await put("another one");
    const sheet = { key: sheetKey, versionId, sizeBytes: 14 };
    const { resultKey: key } = await store.write({ ...payout, state: "checking", sheet }, rows(1));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(await Body?.transformToString()).toBe("as it was paid");
  });

  it("writes the workbook without its sheet when that is gone", async () => {
    const { store, payout, s3, bucket } = setup("without-sheet", writeSheet);
    const sheet = { key: "sheets/none/sheet.xlsx", versionId: "none", sizeBytes: 14 };
    const { resultKey: key } = await store.write({ ...payout, state: "checking", sheet }, rows(1));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(await Body?.transformToString()).toBe("no sheet");
  });

  it.each([
    ["before the first part", 1],
    ["after parts were sent", 11],
  ])("leaves nothing behind when the writer fails %s", async (moment, written) => {
    const { store, payout, key, s3, bucket } = setup(moment, async (source, output) => {
      await writeLines(source, output);
      throw new Error("the ledger is gone");
    });
    await expect(store.write(payout, rows(written))).rejects.toThrow("the ledger is gone");
    await expect(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).rejects.toThrow();
    const { Uploads = [] } = await s3.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }),
    );
    expect(Uploads).toEqual([]);
  });

  it("tells of an upload that fails, though nobody takes what the writer writes", async () => {
    const { payout, s3, sheets } = setup("no-bucket");
    const store = createS3ResultStore({
      s3,
      sheets,
      bucket: "no-such-bucket-of-ours-9f2c",
      writeWorkbook: writeLines,
    });
    await expect(store.write(payout, rows(40))).rejects.toThrow(/bucket|denied/i);
  });
});
