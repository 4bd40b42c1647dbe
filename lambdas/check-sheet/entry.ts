import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createContainer } from "./container.ts";
import { createCheckSheetHandler } from "./handler.ts";
import { createQueuedUploadsHandler } from "./queued-uploads.ts";

const container = createContainer(process.env);

export const handler = middy<SQSEvent, SQSBatchResponse>().handler(
  createQueuedUploadsHandler({ log: container.log, check: createCheckSheetHandler(container) }),
);
