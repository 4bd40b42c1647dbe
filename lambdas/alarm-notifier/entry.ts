import middy from "@middy/core";
import { createContainer } from "./container.ts";
import { createAlarmNotifierHandler } from "./handler.ts";

const container = createContainer(process.env);

export const handler = middy<unknown, void>().handler(createAlarmNotifierHandler(container));
