import type { S3Client } from "@aws-sdk/client-s3";
import type { SheetObject } from "../../domain/payout/payout.ts";
import type { CheckStore } from "../../domain/payout/sheet-store.ts";
import { sheetCheckSchema } from "../../domain/sheet/sheet-check.ts";
import { getJson, putJson } from "./json-object.ts";

/** Checks beside their sheets: `checks/{sheet key below sheets/}/{version id}.json`. */
export function createS3CheckStore({
  s3,
  bucket,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
}): CheckStore {
  return {
    async save(sheet, check) {
      await putJson(s3, { bucket, key: keyOf(sheet) }, check);
    },
    async get(sheet) {
      const stored = await getJson(s3, { bucket, key: keyOf(sheet) });
      return stored === undefined ? undefined : sheetCheckSchema.parse(stored);
    },
  };
}

function keyOf(sheet: SheetObject): string {
  return `checks/${sheet.key.replace(/^sheets\//, "")}/${sheet.versionId}.json`;
}
