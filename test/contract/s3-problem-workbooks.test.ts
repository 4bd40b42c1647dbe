import { readdir, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createS3ProblemWorkbookLinks,
  createS3ProblemWorkbookStore,
  type WriteProblemWorkbook,
} from "../../adapters/s3/s3-problem-workbook-store.ts";
import { checkOf } from "../doubles/memory-objects.ts";
import { openS3StoresUnderTest } from "./s3-under-test.ts";

let underTest: Awaited<ReturnType<typeof openS3StoresUnderTest>>;

beforeAll(async () => {
  underTest = await openS3StoresUnderTest();
});

afterAll(() => underTest.remove());

describe("S3 problem workbook store", () => {
  function setup(name: string, writeWorkbook: WriteProblemWorkbook) {
    const { s3, bucket, prefix, temporaryDirectory } = underTest;
    const store = createS3ProblemWorkbookStore({ s3, bucket, temporaryDirectory, writeWorkbook });
    const sheet = { key: `sheets/${prefix}${name}`, versionId: "v1", sizeBytes: 4 };
    const file = { path: "/local/copy", fileName: "11월.csv" };
    return {
      key: `problems/${prefix}${name}/v1.xlsx`,
      write: () => store.write(sheet, file, checkOf([])),
      link: createS3ProblemWorkbookLinks({ s3, bucket }).link,
    };
  }

  it("keeps a workbook beside its sheet's version, and links to it under a name", async () => {
    const { key, write, link } = setup("설 이벤트+1.xlsx", async (file, check, target) => {
      await writeFile(target, `${file.path} ${file.fileName} ${check.payments}`);
      return true;
    });

    expect(await write()).toBe(key);
    expect(await write()).toBe(key);
    const response = await fetch(
      (await link(key, { fileName: "11월.xlsx", expiresInSeconds: 60 })) ?? "",
    );
    expect(await response.text()).toBe("/local/copy 11월.csv 0");
    expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("11월.xlsx"));
    expect(await readdir(underTest.temporaryDirectory)).toEqual([]);
  });

  it("stores nothing when there is no workbook to be made, or when making it fails", async () => {
    const none = setup("none.xlsx", async () => false);
    const failing = setup("failing.xlsx", async (_file, _check, target) => {
      await writeFile(target, "half of a work");
      throw new Error("The disk is full.");
    });

    expect(await none.write()).toBeUndefined();
    await expect(failing.write()).rejects.toThrow("The disk is full.");
    const link = await failing.link(failing.key, { fileName: "a.xlsx", expiresInSeconds: 60 });
    expect(link).toBeUndefined();
    expect(await readdir(underTest.temporaryDirectory)).toEqual([]);
  });
});
