import type { S3Event, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type { Payout, SheetObject } from "../../domain/payout/payout.ts";
import { type ReceiveSheetDeps, receiveSheet } from "../../domain/payout/receive-sheet.ts";
import {
  mayPreFlight,
  type RequestPreFlightDeps,
  requestPreFlight,
} from "../../domain/preflight/request-pre-flight.ts";

type Log = Record<"info" | "error", (message: string, fields: Record<string, unknown>) => void>;

export interface QueuedUploadsDeps {
  readonly check: (event: S3Event) => Promise<void>;
  readonly log: Log;
}

/** What S3 sends once, when it is configured to notify a queue. */
interface TestEvent {
  readonly Event: "s3:TestEvent";
}

/**
 * Takes S3's notifications out of the queue's messages. A message that fails is named, so that it
 * comes again, and after so many times ends in the dead-letter queue; the others are done with.
 */
export function createQueuedUploadsHandler({ check, log }: QueuedUploadsDeps) {
  async function handle(body: string): Promise<void> {
    const notification: S3Event | TestEvent = JSON.parse(body);
    if ("Event" in notification) return log.info("S3 tried the queue", { ...notification });
    await check(notification);
  }

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body, attributes } of Records) {
      try {
        await handle(body);
      } catch (error) {
        const tries = Number(attributes.ApproximateReceiveCount);
        log.error("an upload could not be checked", { messageId, tries, body, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}

export interface CheckSheetHandlerDeps {
  readonly sheets: ReceiveSheetDeps;
  /** By which a payout is looked at whose sheet is good; nothing is without it. */
  readonly preFlight?: RequestPreFlightDeps | undefined;
  readonly log: Log;
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
      if (result.kind === "checked") await lookAhead(deps, result.payout);
    }
  };
}

/** A sheet that was checked stays so though nobody looks at its users. */
async function lookAhead({ preFlight, log }: CheckSheetHandlerDeps, payout: Payout): Promise<void> {
  if (preFlight === undefined || !mayPreFlight(payout)) return;
  const { payoutId } = payout;
  try {
    await requestPreFlight(preFlight, payout);
  } catch (error) {
    log.error("the pre-flight could not be started", { payoutId, error });
  }
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
