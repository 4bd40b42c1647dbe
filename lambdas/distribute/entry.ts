import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import { createContainer } from "./container.ts";
import { createDistributeHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, unknown, Error, DurableContext>({
  executionMode: executionModeDurableContext,
}).handler(createDistributeHandler(container));
