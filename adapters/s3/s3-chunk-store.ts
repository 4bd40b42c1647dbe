import type { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { ChunkMissingError, type ChunkStore } from "../../domain/distribution/chunk-store.ts";
import { paymentSchema } from "../../domain/sheet/payment.ts";
import { getJson, putJson } from "./json-object.ts";

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
      await putJson(s3, { bucket, key: keyOf(payoutId, chunk) }, payments);
    },
    async read(payoutId, chunk) {
      const stored = await getJson(s3, { bucket, key: keyOf(payoutId, chunk) });
      if (stored === undefined) throw new ChunkMissingError(payoutId, chunk);
      return chunkSchema.parse(stored);
    },
  };
}

function keyOf(payoutId: string, chunk: number): string {
  return `chunks/${payoutId}/${String(chunk).padStart(5, "0")}.json`;
}
