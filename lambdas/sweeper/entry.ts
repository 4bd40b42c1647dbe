import middy from "@middy/core";
import { createContainer } from "./container.ts";
import { createSweeperHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, void>().handler(createSweeperHandler(container));
