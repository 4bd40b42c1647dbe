import type { S3Event } from "aws-lambda";
import type { SheetObject } from "../../domain/payout/payout.ts";
import { type ReceiveSheetDeps, receiveSheet } from "../../domain/payout/receive-sheet.ts";

export interface CheckSheetHandlerDeps {
  readonly sheets: ReceiveSheetDeps;
  readonly log: Record<
    "info" | "error",
    (message: string, fields: Record<string, unknown>) => void
  >;
}

/** Translates S3's "object created" into the check of a sheet. */
export function createCheckSheetHandler(deps: CheckSheetHandlerDeps) {
  return async (event: S3Event): Promise<void> => {
    for (const record of event.Records) {
      const sheet = sheetObjectOf(record);
      const result = await receiveSheet(deps.sheets, sheet);
      if (result.kind === "checked" && result.workbookFailure !== undefined) {
        const error = result.workbookFailure;
        deps.log.error("the problem workbook could not be made", { key: sheet.key, error });
      }
      deps.log.info("sheet received", { key: sheet.key, result: describe(result) });
    }
  };
}

function sheetObjectOf({ s3: { object } }: S3Event["Records"][number]): SheetObject {
  if (object.versionId === undefined) {
    throw new Error(`${object.key} has no version: the bucket must be versioned.`);
  }
  return {
    // S3 encodes keys in its events as HTML forms do.
    key: decodeURIComponent(object.key.replaceAll("+", " ")),
    versionId: object.versionId,
    sizeBytes: object.size,
    sequencer: object.sequencer,
  };
}

function describe(result: Awaited<ReturnType<typeof receiveSheet>>) {
  if (result.kind === "ignored") return result;
  const { payoutId, state } = result.payout;
  return { kind: result.kind, payoutId, state };
}
