import { Validations } from "aws-cdk-lib";
import {
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { EdgeHttpApi } from "../edge/edge-stack.ts";
import type { SignIn } from "../edge/sign-in.ts";

const { DELETE, GET, POST, PUT } = HttpMethod;

/** What takes no token: the contract and its page, and what Slack signs in its own way. */
export const WITHOUT_TOKEN: readonly (readonly [string, HttpMethod, string])[] = [
  ["/api/openapi.json", GET, "The contract is in the repository; it holds nothing of a payout."],
  ["/api/docs", GET, "A page of the contract; it holds nothing of a payout."],
  [
    "/api/slack/actions",
    POST,
    "Slack has no token of ours: the function verifies Slack's signature of the request.",
  ],
];

export interface AdminRoutesProps {
  readonly api: EdgeHttpApi;
  readonly signIn: SignIn;
  readonly adminApi: IFunction;
}

/**
 * The HTTP API's routes to the admin API. Calls without a valid token are refused here, before the
 * function runs; the function verifies the token again, and what its roles allow.
 */
export class AdminRoutes extends Construct {
  constructor(scope: Construct, id: string, { api, signIn, adminApi }: AdminRoutesProps) {
    super(scope, id);
    const integration = new HttpLambdaIntegration("AdminApi", adminApi);
    const byToken = new HttpJwtAuthorizer("SignIn", signIn.issuer, {
      jwtAudience: [signIn.audience],
    });
    const route = (path: string, method: HttpMethod) => ({
      // CDK's class does not fit CDK's interface under `exactOptionalPropertyTypes`.
      httpApi: api as IHttpApi,
      routeKey: HttpRouteKey.with(path, method),
      integration,
    });
    for (const method of [GET, POST, PUT, DELETE]) {
      const props = route("/api/{proxy+}", method);
      new HttpRoute(this, `${method}Any`, { ...props, authorizer: byToken });
    }
    for (const [path, method, reason] of WITHOUT_TOKEN) {
      const open = new HttpRoute(this, `${method}${path}`, {
        ...route(path, method),
        authorizer: new HttpNoneAuthorizer(),
      });
      Validations.of(open).acknowledge({ id: "AwsSolutions-APIG4", reason });
    }
  }
}
