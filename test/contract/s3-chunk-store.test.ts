import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { ChunkConflictError, ChunkMissingError } from "../../domain/distribution/chunk-store.ts";
import { openS3UnderTest, type S3UnderTest } from "./s3-under-test.ts";

let underTest: S3UnderTest;

beforeAll(async () => {
  underTest = await openS3UnderTest();
});

afterAll(() => underTest.remove());

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
