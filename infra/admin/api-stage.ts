import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CfnStage,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { FilterPattern, LogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import {
  METRIC_NAMESPACE,
  METRICS_SERVICE,
  type MetricName,
  SERVICE_DIMENSION,
  STAGE_DIMENSION,
} from "../../adapters/metrics/metric-names.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import type { EdgeHttpApi } from "../edge/edge-stack.ts";
import { type AdminRoutes, WITHOUT_TOKEN } from "./admin-routes.ts";

/**
 * Routes, not paths: a path may name a user. No claim of a token, no header, no address: who called
 * stands in the function's log, by a pseudonym.
 */
const accessLogFormat = (stage: string) =>
  AccessLogFormat.custom(
    JSON.stringify({
      [SERVICE_DIMENSION]: METRICS_SERVICE,
      [STAGE_DIMENSION]: stage,
      requestId: "$context.requestId",
      route: "$context.routeKey",
      status: "$context.status",
      functionStatus: "$context.integration.status",
      latencyMs: "$context.responseLatency",
      error: "$context.error.messageString",
      authorizerError: "$context.authorizer.error",
    }),
  );

/** Calls that the authorizer refused: the function, which counts its own refusals, saw nothing of them. */
const REFUSED_BY_AUTHORIZER = FilterPattern.all(
  FilterPattern.stringValue("$.status", "=", "401"),
  FilterPattern.stringValue("$.functionStatus", "=", "-"),
);

export interface ApiStageProps {
  readonly stage: string;
  readonly config: Pick<StageConfig, "throttle" | "logRetentionDays">;
  readonly api: EdgeHttpApi;
  readonly routes: AdminRoutes;
}

/**
 * What the routes are served with: throttles and an access log. What takes no token has limits of
 * its own a route, so that strangers use up nothing that people with a token wait for.
 */
export class ApiStage extends HttpStage {
  constructor(scope: Construct, id: string, { stage, config, api, routes }: ApiStageProps) {
    const { throttle, logRetentionDays } = config;
    const accessLog = new LogGroup(scope, "AccessLog", {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new MetricFilter(scope, "RefusedByAuthorizer", {
      logGroup: accessLog,
      filterPattern: REFUSED_BY_AUTHORIZER,
      metricNamespace: METRIC_NAMESPACE,
      metricName: "CallsRefused" satisfies MetricName,
      metricValue: "1",
      dimensions: {
        [SERVICE_DIMENSION]: `$.${SERVICE_DIMENSION}`,
        [STAGE_DIMENSION]: `$.${STAGE_DIMENSION}`,
      },
    });
    super(scope, id, {
      // CDK's class does not fit CDK's interface under `exactOptionalPropertyTypes`.
      httpApi: api as IHttpApi,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: throttle.ratePerSecond, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: accessLogFormat(stage),
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
