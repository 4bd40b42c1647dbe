import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { functionMiddleware } from "../adapters/lambda/function-middleware.ts";
import { createContainer } from "./container.ts";
import { createApp } from "./create-app.ts";
import { createLambdaHandler } from "./lambda-handler.ts";

const { logger, ...deps } = createContainer(process.env);

export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(functionMiddleware(logger))
  .handler(createLambdaHandler(createApp(deps)));
