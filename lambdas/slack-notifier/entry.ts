import middy from "@middy/core";
import { createContainer } from "./container.ts";
import { createSlackNotifierHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, void>().handler(createSlackNotifierHandler(container));
