import { PassThrough, type Writable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { Payout } from "../../domain/payout/payout.ts";
import type { ResultLinks, ResultRow, ResultStore } from "../../domain/report/result-store.ts";
import { linkToWorkbook, XLSX } from "./workbook-link.ts";

/** Writes a result workbook to `output`, at the pace it is taken, and may leave it open. */
export type WriteWorkbook = (
  payout: Payout,
  rows: AsyncIterable<ResultRow>,
  output: Writable,
) => Promise<void>;

/** Result workbooks at `results/{payout id}/result.xlsx`, streamed there as they are written. */
export function createS3ResultStore({
  s3,
  bucket,
  writeWorkbook,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly writeWorkbook: WriteWorkbook;
}): ResultStore {
  return {
    async write(payout, rows) {
      const resultKey = `results/${payout.payoutId}/result.xlsx`;
      const output = new PassThrough();
      const upload = new Upload({
        client: s3,
        params: { Bucket: bucket, Key: resultKey, Body: output, ContentType: XLSX },
      });
      await join(
        output,
        writeWorkbook(payout, rows, output).then(() => output.end()),
        upload.done(),
      );
      return { resultKey };
    },
  };
}

/** Links to result workbooks. */
export function createS3ResultLinks(store: {
  readonly s3: S3Client;
  readonly bucket: string;
}): ResultLinks {
  return { link: (resultKey, download) => linkToWorkbook(store, resultKey, download) };
}

/**
 * Waits for writer and upload. When one fails the stream between them is broken, so that the
 * other ends too: a workbook cut short must never be stored as if it were whole.
 */
async function join(
  output: PassThrough,
  writing: Promise<unknown>,
  uploading: Promise<unknown>,
): Promise<void> {
  // Both sides tell of a broken stream by rejecting; unheard, its event would end the process.
  output.on("error", () => {});
  try {
    await Promise.all([writing, uploading]);
  } catch (error) {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
    // The parts already sent are removed before the failure is told. The writer is not waited
    // for: one that is stuck on the broken stream would hide why it broke.
    await uploading.catch(() => undefined);
    throw error;
  }
}
