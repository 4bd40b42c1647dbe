import middy from "@middy/core";
import { createContainer } from "./container.ts";
import { createTellHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, void>().handler(createTellHandler(container));
