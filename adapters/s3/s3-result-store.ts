import { PassThrough, type Writable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { Language } from "../../domain/language.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { SheetMissingError, type SheetStore } from "../../domain/payout/sheet-store.ts";
import {
  type ResultLinks,
  type ResultStore,
  translatedKeyOf,
} from "../../domain/report/result-store.ts";
import type { ResultSource } from "../workbook/result-workbook.ts";
import { linkToWorkbook, XLSX } from "./workbook-link.ts";

/** Writes a result workbook to `output`, no faster than it is read, and may leave it open. */
export type WriteWorkbook = (
  source: ResultSource,
  output: Writable,
  /** The deployment's when absent. */
  language?: Language,
) => Promise<void>;

/**
 * Result workbooks at `results/{payout id}/{payout revision}.xlsx`, streamed there as they are
 * written: one that is written again never replaces what the payout still refers to.
 */
export function createS3ResultStore({
  s3,
  bucket,
  sheets,
  writeWorkbook,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly sheets: Pick<SheetStore, "withLocalCopy">;
  readonly writeWorkbook: WriteWorkbook;
}): ResultStore {
  async function upload(
    key: string,
    source: ResultSource,
    language: Language | undefined,
  ): Promise<void> {
    const output = new PassThrough();
    const uploading = new Upload({
      client: s3,
      params: { Bucket: bucket, Key: key, Body: output, ContentType: XLSX },
    });
    await join(
      output,
      writeWorkbook(source, output, language).then(() => output.end()),
      uploading.done(),
    );
  }

  return {
    async write(payout, rows, language) {
      const { fileName } = payout;
      const resultKey = keyOf(payout, language);
      await withSheet(sheets, payout, (path) => {
        const file = path === undefined ? undefined : { path, fileName };
        return upload(resultKey, { payout, rows, file }, language);
      });
      return { resultKey };
    },
  };
}

function keyOf(payout: Payout, language: Language | undefined): string {
  if (language === undefined) return `results/${payout.payoutId}/${payout.revision}.xlsx`;
  if (payout.state !== "completed") {
    throw new Error(`Payout ${payout.payoutId} has no result workbook to translate.`);
  }
  return translatedKeyOf(payout.report.resultKey, language);
}

/** The sheet as it was paid; undefined when it no longer exists, as no report may fail for that. */
async function withSheet(
  sheets: Pick<SheetStore, "withLocalCopy">,
  payout: Payout,
  use: (path: string | undefined) => Promise<void>,
): Promise<void> {
  if (!("sheet" in payout) || payout.sheet === undefined) return await use(undefined);
  try {
    await sheets.withLocalCopy(payout.sheet, use);
  } catch (error) {
    if (!(error instanceof SheetMissingError)) throw error;
    await use(undefined);
  }
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
  // Both sides reject when the stream breaks; its error event, without a listener, would end the
  // process.
  output.on("error", () => {});
  try {
    await Promise.all([writing, uploading]);
  } catch (error) {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
    // The parts already sent are removed before the failure is thrown. The writer is not awaited:
    // if it were stuck on the broken stream, the reason would never be known.
    await uploading.catch(() => undefined);
    throw error;
  }
}
