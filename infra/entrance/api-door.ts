import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";

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

/**
 * The HTTP API as CloudFront sees it: an address, throttling and an access log. What it leads to is
 * the admin stack's, which needs the page's address, which needs this one.
 */
export class ApiDoor extends HttpApi {
  /** Host name of the API. */
  readonly host: string;

  constructor(scope: Construct, id: string, { config }: { readonly config: StageConfig }) {
    const { throttle, logRetentionDays } = config;
    super(scope, id, { apiName: Stack.of(scope).stackName, createDefaultStage: false });
    const { region, urlSuffix } = Stack.of(this);
    this.host = `${this.apiId}.execute-api.${region}.${urlSuffix}`;
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Stage", {
      httpApi: this,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: ACCESS_LOG_FORMAT,
      },
    });
  }
}
