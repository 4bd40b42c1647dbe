import { expect, it } from "vitest";
import { resourcesOf, synthStage, theResource } from "./synth-stage.ts";

const { admin, config } = synthStage();

it("asks for a token everywhere but at the contract and its page", () => {
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
    "GET /api/openapi.json": "NONE",
    "GET /api/docs": "NONE",
  });
});

it("takes tokens of the configured provider for the configured audience only", () => {
  expect(theResource(admin, "AWS::ApiGatewayV2::Authorizer").Properties).toMatchObject({
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: { Issuer: config.signIn.issuer, Audience: [config.signIn.audience] },
  });
});

it("throttles, and logs routes instead of paths, which may name users", () => {
  const { Properties } = theResource(admin, "AWS::ApiGatewayV2::Stage");
  expect(Properties).toMatchObject({
    StageName: "$default",
    DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    AccessLogSettings: {
      Format: expect.not.stringMatching(/\$context\.(path|identity|authorizer\.claims)/),
    },
  });
});

it("lets nothing but its own API invoke the function", () => {
  const invokers = resourcesOf(admin, "AWS::Lambda::Permission").map(
    ({ Properties }) => Properties["Principal"],
  );
  expect(new Set(invokers)).toEqual(new Set(["apigateway.amazonaws.com"]));
});

it("answers before API Gateway gives up", () => {
  expect(theResource(admin, "AWS::Lambda::Function").Properties).toMatchObject({
    Runtime: "nodejs24.x",
    Architectures: ["arm64"],
    Timeout: 29,
  });
});
