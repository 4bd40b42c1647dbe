import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { createS3ErasableFiles } from "../../adapters/s3/s3-erasable-files.ts";
import { createS3PreFlightStore } from "../../adapters/s3/s3-pre-flight-store.ts";
import { createS3ResultFiles } from "../../adapters/s3/s3-result-file.ts";
import { createS3ResultStore } from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetContentsStore } from "../../adapters/s3/s3-sheet-contents-store.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import { createSheetSearch } from "../../adapters/sheet/sheet-search.ts";
import { writeResultWorkbook } from "../../adapters/workbook/result-workbook.ts";
import type { SheetObject } from "../../domain/payout/payout.ts";
import type { SheetStore } from "../../domain/payout/sheet-store.ts";
import type { SheetSearch } from "../../domain/personal-data/erasable-files.ts";
import type { ResultFiles, ResultStore } from "../../domain/report/result-store.ts";
import type { SheetReader } from "../../domain/sheet/sheet-check.ts";
import { createMemoryResults } from "../doubles/memory-objects.ts";
import { clientOver } from "./objects-of-text.ts";

const BUCKET = "paysheet";
/** Sheets are texts here, whatever their names. */
const asText = <T>(file: T) => ({ ...file, fileName: "sheet.csv" });

/**
 * What the stores keep in the bucket, over texts by their keys. Result workbooks are written as they are
 * deployed only on demand: they take longer than all the rest of a payout.
 */
export function createReleaseBucket(
  objects: Map<string, string>,
  { nowMs, hasWorkbooks }: { readonly nowMs: () => number; readonly hasWorkbooks: boolean },
) {
  const s3 = { s3: clientOver(objects), bucket: BUCKET };
  let busy = 0;

  /** Files take time of their own, which the clock has to wait for. */
  async function whileBusy<T>(act: () => Promise<T>): Promise<T> {
    busy += 1;
    try {
      return await act();
    } finally {
      busy -= 1;
    }
  }

  const sheets = {
    uploadForm: async () => ({ url: "https://bucket.invalid/", fields: {} }),
    withLocalCopy: <T>(
      { key, versionId }: Pick<SheetObject, "key" | "versionId">,
      use: (path: string) => Promise<T>,
    ): Promise<T> =>
      whileBusy(async () => {
        const directory = await mkdtemp(join(tmpdir(), "paysheet-upgrade-"));
        try {
          const path = join(directory, "sheet.csv");
          await writeFile(path, objects.get(`${key}@${versionId}`) ?? "");
          return await use(path);
        } finally {
          await rm(directory, { recursive: true });
        }
      }),
  } satisfies SheetStore;
  const readCsv = createSheetReader();
  const reader: SheetReader = { read: (file) => readCsv.read(asText(file)) };
  const search = createSheetSearch();
  const sheetSearch: SheetSearch = { holds: (file, is) => search.holds(asText(file), is) };

  const memory = createMemoryResults();
  const stored = createS3ResultStore({
    ...{ ...s3, sheets },
    writeWorkbook: ({ file, ...source }, output) =>
      writeResultWorkbook({ ...source, file: file && asText(file) }, output, {
        ...{ language: "en", timeZone: "Asia/Seoul", nowMs },
      }),
  });
  const results: ResultStore = hasWorkbooks
    ? { write: (payout, rows) => whileBusy(() => stored.write(payout, rows)) }
    : memory;
  const storedFiles = createS3ResultFiles(s3);
  const resultFiles: ResultFiles = {
    async read(key, maxBytes) {
      const file = await whileBusy(() => storedFiles.read(key, maxBytes));
      return file ?? (memory.workbooks.has(key) ? new Uint8Array([1, 2, 3]) : undefined);
    },
  };

  return {
    chunks: createS3ChunkStore(s3),
    checks: createS3CheckStore(s3),
    contents: createS3SheetContentsStore(s3),
    preFlights: createS3PreFlightStore(s3),
    files: createS3ErasableFiles(s3),
    ...{ sheets, reader, sheetSearch, results, resultFiles },
    /** Rows of the workbooks that were not written as they are deployed. */
    workbooks: memory.workbooks,
    isBusy: () => busy > 0,
    /** As S3 does, by a version that follows from the content. */
    put(key: string, content: Uint8Array): SheetObject {
      const text = new TextDecoder().decode(content);
      const versionId = createHash("sha256").update(text).digest("hex").slice(0, 12);
      objects.set(`${key}@${versionId}`, text);
      return { key, versionId, sizeBytes: content.length };
    },
  };
}
