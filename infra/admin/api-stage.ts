import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CfnStage,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import type { EdgeHttpApi } from "../edge/edge-stack.ts";
import { type AdminRoutes, WITHOUT_TOKEN } from "./admin-routes.ts";

/** Routes, not paths: a path may name a user. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    route: "$context.routeKey",
    status: "$context.status",
    latencyMs: "$context.responseLatency",
    error: "$context.error.messageString",
    authorizerError: "$context.authorizer.error",
  }),
);

export interface ApiStageProps {
  readonly config: Pick<StageConfig, "throttle" | "logRetentionDays">;
  readonly api: EdgeHttpApi;
  readonly routes: AdminRoutes;
}

/**
 * What the routes are served with: throttles and an access log. What takes no token has limits of
 * its own a route, so that strangers use up nothing that people with a token wait for.
 */
export class ApiStage extends HttpStage {
  constructor(scope: Construct, id: string, { config, api, routes }: ApiStageProps) {
    const { throttle, logRetentionDays } = config;
    const accessLog = new LogGroup(scope, "AccessLog", {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      // CDK's class does not fit CDK's interface under `exactOptionalPropertyTypes`.
      httpApi: api as IHttpApi,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: ACCESS_LOG_FORMAT,
      },
    });
    const { defaultChild } = this.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error("The stage has no resource.");
    const { ratePerSecond, burst } = throttle.withoutToken;
    defaultChild.routeSettings = Object.fromEntries(
      WITHOUT_TOKEN.map(([path, method]) => [
        `${method} ${path}`,
        { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst },
      ]),
    );
    // API Gateway refuses settings of a route that is not there yet.
    this.node.addDependency(routes);
  }
}
