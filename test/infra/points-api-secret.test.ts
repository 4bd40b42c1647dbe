import { expect, it } from "vitest";
import { dev } from "../../config/dev.ts";
import type { StageConfigInput } from "../../config/stage-config.ts";
import type { HttpInput } from "../../connectors/http/options.ts";
import { permissionsOf } from "./permissions.ts";
import { resourcesOf, SEVERAL_POINTS_APIS, synthStage } from "./synth-stage.ts";

type Auth = NonNullable<HttpInput["auth"]>;

function setup(auth: Auth) {
  const { distribution } = synthStage({ pointsApi: { ...dev.pointsApi, auth } });
  const secrets = resourcesOf(distribution, "AWS::SecretsManager::Secret", "PointsApiSecret");
  return {
    generated: secrets.map(({ Properties }) => Properties["GenerateSecretString"]),
    readable: permissionsOf(distribution, "DistributeFunctionRole").filter((permission) =>
      permission.startsWith("secretsmanager:"),
    ),
  };
}

const SLACK = "secretsmanager:GetSecretValue on <SlackSecret>";
const POINTS_API = "secretsmanager:GetSecretValue on <PointsApiSecret>";

it("makes no secret for a points API that asks for no credentials", () => {
  expect(setup({ kind: "none" })).toEqual({ generated: [], readable: [SLACK] });
});

it.each<[Auth, object]>([
  [{ kind: "bearer" }, { GenerateStringKey: "token", SecretStringTemplate: "{}" }],
  [
    { kind: "api_key", header: "x-api-key" },
    { GenerateStringKey: "apiKey", SecretStringTemplate: "{}" },
  ],
  [
    { kind: "basic" },
    { GenerateStringKey: "password", SecretStringTemplate: '{"user":"not-set"}' },
  ],
  [
    { kind: "client_credentials", tokenUrl: "https://id.example.com/token" },
    { GenerateStringKey: "clientSecret", SecretStringTemplate: '{"clientId":"not-set"}' },
  ],
])("makes a secret of the form that $kind takes", (auth, content) => {
  const { generated, readable } = setup(auth);
  expect(generated).toMatchObject([content]);
  expect(readable).toEqual([POINTS_API, SLACK]);
});

it("makes a secret of the form that a connector describes", () => {
  const contentOf = (pointsApi: StageConfigInput["pointsApi"]) => {
    const { distribution } = synthStage({ pointsApi });
    const [secret] = resourcesOf(distribution, "AWS::SecretsManager::Secret", "PointsApiSecret");
    return secret?.Properties["GenerateSecretString"];
  };
  expect(contentOf({ connector: "square-loyalty" })).toMatchObject({
    ...{ GenerateStringKey: "token", SecretStringTemplate: "{}" },
  });
  const cafe24 = { connector: "cafe24-points", mallId: "mall", apiVersion: "2026-09-01" } as const;
  expect(contentOf(cafe24)).toMatchObject({
    GenerateStringKey: "refreshToken",
    SecretStringTemplate: '{"clientId":"not-set","clientSecret":"not-set"}',
  });
});

it("makes a secret for each of several, the default one's under the name that it had alone", () => {
  const { distribution, admin } = synthStage({
    pointsApi: undefined,
    pointsApis: SEVERAL_POINTS_APIS,
  });
  const secrets = resourcesOf(distribution, "AWS::SecretsManager::Secret", "PointsApiSecret");
  expect(secrets.map(({ Properties }) => Properties)).toMatchObject([
    { Name: "paysheet/dev/points-api", GenerateSecretString: { GenerateStringKey: "token" } },
    {
      Name: "paysheet/dev/points-api/store-credit",
      GenerateSecretString: { GenerateStringKey: "accessToken" },
    },
  ]);
  const [alone] = resourcesOf(
    synthStage().distribution,
    "AWS::SecretsManager::Secret",
    "PointsApi",
  );
  expect(alone?.Properties["Name"]).toBe("paysheet/dev/points-api");
  const uses = (template: typeof distribution, role: string, use: string) =>
    permissionsOf(template, role).filter((permission) => permission.includes(use));
  expect(uses(distribution, "DistributeFunctionRole", "GetSecretValue")).toEqual([
    POINTS_API,
    "secretsmanager:GetSecretValue on <PointsApiSecretstorecredit>",
    SLACK,
  ]);
  expect(uses(admin, "FunctionRole", "DescribeSecret")).toHaveLength(3);
});
