import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import {
  createS3ResultLinks,
  createS3ResultStore,
  type WriteWorkbook,
} from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { ChunkConflictError, ChunkMissingError } from "../../domain/distribution/chunk-store.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { SheetMissingError, type UploadForm } from "../../domain/payout/sheet-store.ts";
import type { ResultRow } from "../../domain/report/result-store.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import { openS3UnderTest, type S3UnderTest } from "./s3-under-test.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

let underTest: S3UnderTest;
let temporaryDirectory: string;

beforeAll(async () => {
  underTest = await openS3UnderTest();
  temporaryDirectory = await mkdtemp(join(tmpdir(), "s3-stores-"));
});

afterAll(async () => {
  await underTest.remove();
  await rm(temporaryDirectory, { recursive: true });
});

describe("S3 sheet store", () => {
  function setup(name: string) {
    const { s3, bucket, prefix } = underTest;
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
    expect(await readdir(temporaryDirectory)).toEqual([]);
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
    expect(await readdir(temporaryDirectory)).toEqual([]);
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

describe("S3 check store", () => {
  const check: SheetCheck = {
    payments: 1,
    totalPoints: 100,
    digest: "sha256:00",
    headers: { userId: "회원ID", points: "포인트" },
    problems: [],
    problemCount: 0,
    warnings: [],
    warningCount: 0,
    sample: [{ row: 2, userId: "007", points: 100 }],
    largest: [{ row: 2, userId: "007", points: 100 }],
  };

  function setup() {
    const { s3, bucket, prefix } = underTest;
    const sheet = { key: `sheets/${prefix}a.xlsx`, versionId: "version-1", sizeBytes: 1 };
    const key = `checks/${prefix}a.xlsx/version-1.json`;
    return { store: createS3CheckStore({ s3, bucket }), sheet, key, s3, bucket };
  }

  it("keeps the check of each version", async () => {
    const { store, sheet } = setup();
    expect(await store.get(sheet)).toBeUndefined();
    await store.save(sheet, check);
    expect(await store.get(sheet)).toEqual(check);
    expect(await store.get({ ...sheet, versionId: "version-2" })).toBeUndefined();
  });

  it("refuses to give back what is no check", async () => {
    const { store, sheet, key, s3, bucket } = setup();
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: '{"payments":-1}' }));
    await expect(store.get(sheet)).rejects.toThrow("totalPoints");
  });
});

describe("S3 chunk store", () => {
  function setup() {
    const { s3, bucket, prefix } = underTest;
    const payoutId = `${prefix}payout`;
    return { store: createS3ChunkStore({ s3, bucket }), payoutId, s3, bucket };
  }

  it("gives back the payments of a chunk, also when it was written twice", async () => {
    const { store, payoutId } = setup();
    const payments = [
      { row: 2, userId: "007", points: 100, reason: "설" },
      { row: 3, userId: "008", points: 200 },
    ];
    await store.write(payoutId, 123456, payments);
    await store.write(payoutId, 123456, payments);
    expect(await store.read(payoutId, 123456)).toEqual(payments);
  });

  it("keeps what was written first when somebody writes other payments", async () => {
    const { store, payoutId } = setup();
    const approved = [{ row: 2, userId: "007", points: 100 }];
    const others = [{ row: 2, userId: "007", points: 100_000 }];
    await store.write(payoutId, 7, approved);
    await expect(store.write(payoutId, 7, others)).rejects.toThrow(ChunkConflictError);
    expect(await store.read(payoutId, 7)).toEqual(approved);
  });

  it("says that a chunk is missing when it is", async () => {
    const { store, payoutId } = setup();
    await expect(store.read(payoutId, 1)).rejects.toThrow(ChunkMissingError);
  });

  it("refuses to give back what are no payments", async () => {
    const { store, payoutId, s3, bucket } = setup();
    const key = `chunks/${payoutId}/00002.json`;
    const body = '[{"row":2,"userId":7,"points":1}]';
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    await expect(store.read(payoutId, 2)).rejects.toThrow("userId");
  });
});

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
    const { s3, bucket, prefix } = underTest;
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
    const response = await fetch(link);
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
