import { createContainer } from "./container.ts";
import { createApp } from "./create-app.ts";
import { createLambdaHandler } from "./lambda-handler.ts";

const container = createContainer(process.env);
const app = createApp(container);

export const handler = createLambdaHandler(app);
