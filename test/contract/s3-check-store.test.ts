import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import { openS3UnderTest, type S3UnderTest } from "./s3-under-test.ts";

let underTest: S3UnderTest;

beforeAll(async () => {
  underTest = await openS3UnderTest();
});

afterAll(() => underTest.remove());

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
