import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OPEN_ROUTES } from "../../admin-api/route-table.ts";
import { OWN_ADDRESSES, resourcesOf, synthStage, textOf, theResource } from "./synth-stage.ts";

const text = z.unknown().transform(textOf);
const jwtSchema = z.object({ Issuer: text, Audience: z.array(text) });
const variablesSchema = z.object({ Variables: z.record(z.string(), z.unknown()) });

const { admin, edge } = synthStage();

it("asks for a token everywhere but at the contract, its page, and what Slack signs", () => {
  const authorizationByRoute = Object.fromEntries(
    resourcesOf(admin, "AWS::ApiGatewayV2::Route").map(({ Properties }) => [
      Properties["RouteKey"],
      Properties["AuthorizationType"],
    ]),
  );
  expect(authorizationByRoute).toEqual({
    "GET /api/{proxy+}": "JWT",
    "POST /api/{proxy+}": "JWT",
    "PUT /api/{proxy+}": "JWT",
    "DELETE /api/{proxy+}": "JWT",
    ...Object.fromEntries(
      OPEN_ROUTES.map(([method, path]) => [`${method.toUpperCase()} ${path}`, "NONE"]),
    ),
  });
  expect(resourcesOf(edge, "AWS::ApiGatewayV2::Route")).toEqual([]);
});

it("takes access tokens that Cognito gave the page, at the gateway and in the function", () => {
  const { JwtConfiguration } = theResource(edge, "AWS::ApiGatewayV2::Authorizer").Properties;
  const variables = variablesOf(theResource(admin, "AWS::Lambda::Function").Properties);
  const { Issuer, Audience } = jwtSchema.parse(JwtConfiguration);
  expect(Issuer).toBe("<PeoplePoolProviderURL>");
  // Access tokens of Cognito have no audience; both take client_id in its place.
  expect(Audience).toEqual(["<PeoplePage>"]);
  expect(textOf(variables["PAYSHEET_OIDC_ISSUER"])).toBe(Issuer);
  expect(textOf(variables["PAYSHEET_OIDC_AUDIENCE"])).toBe(Audience[0]);
  expect(variables["PAYSHEET_ROLES_CLAIM"]).toBe("cognito:groups");
});

it("takes tokens of the company's own provider for its audience only, where there is one", () => {
  const { edge: own } = synthStage(OWN_ADDRESSES);
  expect(theResource(own, "AWS::ApiGatewayV2::Authorizer").Properties).toMatchObject({
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: {
      Issuer: OWN_ADDRESSES.signIn.issuer,
      Audience: [OWN_ADDRESSES.signIn.audience],
    },
  });
});

it("lets nothing but its own API's routes invoke the function", () => {
  const permissions = resourcesOf(admin, "AWS::Lambda::Permission").map(({ Properties }) => [
    Properties["Principal"],
    textOf(Properties["SourceArn"]),
  ]);
  const api = "arn:aws:execute-api:ap-northeast-2:<AWS::AccountId>:<Api>/*/*";
  expect(new Set(permissions.map(([principal]) => principal))).toEqual(
    new Set(["apigateway.amazonaws.com"]),
  );
  expect([...new Set(permissions.map(([, source]) => source))].sort()).toEqual([
    `${api}/api/docs`,
    `${api}/api/openapi.json`,
    `${api}/api/slack/actions`,
    `${api}/api/{proxy+}`,
  ]);
});

it("throttles", () => {
  expect(theResource(admin, "AWS::ApiGatewayV2::Stage").Properties).toMatchObject({
    StageName: "$default",
    DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
  });
});

describe("the access log", () => {
  const { Properties } = theResource(admin, "AWS::ApiGatewayV2::Stage");
  const { Format } = z
    .object({ AccessLogSettings: z.object({ Format: z.string() }) })
    .parse(Properties).AccessLogSettings;

  it("names routes instead of paths, and nothing of a token, a header or an address", () => {
    expect(JSON.parse(Format)).toEqual({
      service: "payouts",
      stage: "dev",
      requestId: "$context.requestId",
      route: "$context.routeKey",
      status: "$context.status",
      functionStatus: "$context.integration.status",
      latencyMs: "$context.responseLatency",
      error: "$context.error.messageString",
      authorizerError: "$context.authorizer.error",
    });
  });

  it("counts what the authorizer refuses, which the function never sees", () => {
    expect(theResource(admin, "AWS::Logs::MetricFilter").Properties).toMatchObject({
      FilterPattern: '{ ($.status = "401") && ($.functionStatus = "-") }',
      MetricTransformations: [
        {
          MetricNamespace: "Paysheet",
          MetricName: "CallsRefused",
          MetricValue: "1",
          Dimensions: [
            { Key: "service", Value: "$.service" },
            { Key: "stage", Value: "$.stage" },
          ],
        },
      ],
    });
  });

  it("is the only one: CloudFront, which would write down paths, keeps none", () => {
    const distribution = theResource(edge, "AWS::CloudFront::Distribution").Properties;
    expect(distribution["DistributionConfig"]).not.toHaveProperty("Logging");
  });
});

it("gives every route without a token limits of its own, so that strangers starve nobody", () => {
  const own = { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 4 };
  const throttle = { withoutToken: { ratePerSecond: 2, burst: 4 } };
  const { admin: throttled } = synthStage({ throttle });
  const { RouteSettings } = theResource(throttled, "AWS::ApiGatewayV2::Stage").Properties;
  const open = resourcesOf(throttled, "AWS::ApiGatewayV2::Route").flatMap(({ Properties }) =>
    Properties["AuthorizationType"] === "NONE" ? [String(Properties["RouteKey"])] : [],
  );
  expect(open).toHaveLength(3);
  expect(RouteSettings).toEqual(Object.fromEntries(open.map((route) => [route, own])));
});

it("serves routes once they are there, as API Gateway refuses settings of others", () => {
  const [stage] = Object.values(admin.findResources("AWS::ApiGatewayV2::Stage"));
  const routes = Object.keys(admin.findResources("AWS::ApiGatewayV2::Route"));
  expect(stage).toMatchObject({ DependsOn: expect.arrayContaining(routes) });
});

it("answers before API Gateway gives up", () => {
  expect(theResource(admin, "AWS::Lambda::Function").Properties).toMatchObject({
    Runtime: "nodejs24.x",
    Architectures: ["arm64"],
    Timeout: 29,
  });
});

function variablesOf(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return variablesSchema.parse(properties["Environment"]).Variables;
}
