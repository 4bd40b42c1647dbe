import middy from "@middy/core";
import type { S3Event } from "aws-lambda";
import { createContainer } from "./container.ts";
import { createCheckSheetHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<S3Event, void>().handler(createCheckSheetHandler(container));
