import type { DurableContext } from "@aws/durable-execution-sdk-js";
import middy from "@middy/core";
import { executionModeDurableContext } from "@middy/core/DurableContext";
import { functionMiddleware } from "../../adapters/lambda/function-middleware.ts";
import { createContainer } from "./container.ts";
import { createDistributeHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, unknown, Error, DurableContext>({
  executionMode: executionModeDurableContext,
  // An error of the handler ends the execution for good; a time limit that Lambda itself enforces
  // is followed by another invocation.
  timeoutEarlyInMillis: 0,
})
  .use(functionMiddleware(container.log))
  .handler(createDistributeHandler(container));
