import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import {
  ChunkConflictError,
  ChunkMissingError,
  type ChunkStore,
} from "../../domain/distribution/chunk-store.ts";
import { paymentSchema } from "../../domain/sheet/payment.ts";
import { getJson, putNewJson } from "./json-object.ts";

const chunkSchema = z.array(paymentSchema);

/** Chunks as JSON arrays of payments: `chunks/{payout id}/{chunk, five digits or more}.json`. */
export function createS3ChunkStore({
  s3,
  bucket,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
}): ChunkStore {
  return {
    async write(payoutId, chunk, payments) {
      const address = { bucket, key: chunkKeyOf(payoutId, chunk) };
      const json = JSON.stringify(payments);
      if (await putNewJson(s3, address, json)) return;
      // Ours, by an earlier try whose answer was lost or an earlier run, or somebody else's.
      const stored = await getJson(s3, address);
      if (JSON.stringify(stored) !== json) throw new ChunkConflictError(payoutId, chunk);
    },
    async read(payoutId, chunk) {
      const stored = await getJson(s3, { bucket, key: chunkKeyOf(payoutId, chunk) });
      if (stored === undefined) throw new ChunkMissingError(payoutId, chunk);
      return chunkSchema.parse(stored);
    },
  };
}

/** Where a chunk lies. */
export function chunkKeyOf(payoutId: string, chunk: number): string {
  return `chunks/${payoutId}/${String(chunk).padStart(5, "0")}.json`;
}
