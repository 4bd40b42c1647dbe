import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { SheetObject } from "../../domain/payout/payout.ts";
import {
  type SheetContentsStore,
  sheetContentsSchema,
} from "../../domain/payout/sheet-contents.ts";
import { paymentSchema } from "../../domain/sheet/payment.ts";
import { getJson, putJson } from "./json-object.ts";

const rowsSchema = z.array(paymentSchema);

/**
 * Rows and breakdowns beside the checks of their sheets, and deleted with them:
 * `checks/{sheet key below sheets/}/{version id}/contents.json` and `…/rows-{part, five digits}.json`.
 */
export function createS3SheetContentsStore({
  s3,
  bucket,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
}): SheetContentsStore {
  const at = ({ key, versionId }: SheetObject, name: string) => ({
    bucket,
    key: `checks/${key.replace(/^sheets\//, "")}/${versionId}/${name}.json`,
  });
  const rowsAt = (sheet: SheetObject, part: number) =>
    at(sheet, `rows-${String(part).padStart(5, "0")}`);
  return {
    async saveRows(sheet, part, rows) {
      await putJson(s3, rowsAt(sheet, part), rows);
    },
    async rows(sheet, part) {
      const stored = await getJson(s3, rowsAt(sheet, part));
      return stored === undefined ? undefined : rowsSchema.parse(stored);
    },
    async save(sheet, contents) {
      await putJson(s3, at(sheet, "contents"), contents);
    },
    async get(sheet) {
      const stored = await getJson(s3, at(sheet, "contents"));
      return stored === undefined ? undefined : sheetContentsSchema.parse(stored);
    },
  };
}
