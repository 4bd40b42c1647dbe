import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type {
  ProblemWorkbookLinks,
  ProblemWorkbookStore,
} from "../../domain/payout/problem-workbook-store.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import { linkToWorkbook, XLSX } from "./workbook-link.ts";

/** Writes the problem workbook of a sheet file to `target`; false when the sheet can't be read. */
export type WriteProblemWorkbook = (
  file: { readonly path: string; readonly fileName: string },
  check: SheetCheck,
  target: string,
) => Promise<boolean>;

/**
 * Problem workbooks beside their checks: `problems/{sheet key below sheets/}/{version id}.xlsx`.
 * They are whole in `temporaryDirectory`, which must exist, before anything is stored.
 */
export function createS3ProblemWorkbookStore({
  s3,
  bucket,
  temporaryDirectory,
  writeWorkbook,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly temporaryDirectory: string;
  readonly writeWorkbook: WriteProblemWorkbook;
}): ProblemWorkbookStore {
  return {
    async write(sheet, file, check) {
      const directory = await mkdtemp(join(temporaryDirectory, "problems-"));
      try {
        const target = join(directory, "problems.xlsx");
        if (!(await writeWorkbook(file, check, target))) return undefined;
        const key = `problems/${sheet.key.replace(/^sheets\//, "")}/${sheet.versionId}.xlsx`;
        await s3.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: createReadStream(target),
            ContentLength: (await stat(target)).size,
            ContentType: XLSX,
          }),
        );
        return key;
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
  };
}

/** Links to problem workbooks. */
export function createS3ProblemWorkbookLinks(store: {
  readonly s3: S3Client;
  readonly bucket: string;
}): ProblemWorkbookLinks {
  return { link: (key, download) => linkToWorkbook(store, key, download) };
}
