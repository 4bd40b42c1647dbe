import middy from "@middy/core";
import { createContainer } from "./container.ts";
import { createWatchHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, void>().handler(createWatchHandler(container));
