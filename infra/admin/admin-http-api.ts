import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";

/** The contract and its page; everything else is behind sign-in. */
const PUBLIC_PATHS = ["/api/openapi.json", "/api/docs"];

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

export interface AdminHttpApiProps {
  readonly config: StageConfig;
  readonly adminApi: IFunction;
}

/** The HTTP API before the admin API's function: sign-in, throttling, an access log. */
export class AdminHttpApi extends HttpApi {
  constructor(scope: Construct, id: string, { config, adminApi }: AdminHttpApiProps) {
    const { signIn, throttle, logRetentionDays } = config;
    super(scope, id, { apiName: Stack.of(scope).stackName, createDefaultStage: false });
    const integration = new HttpLambdaIntegration("AdminApi", adminApi);
    this.addRoutes({
      path: "/api/{proxy+}",
      methods: [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE],
      integration,
      authorizer: new HttpJwtAuthorizer("SignIn", signIn.issuer, {
        jwtAudience: [signIn.audience],
      }),
    });
    for (const path of PUBLIC_PATHS) {
      this.addRoutes({
        path,
        methods: [HttpMethod.GET],
        integration,
        authorizer: new HttpNoneAuthorizer(),
      });
    }
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
