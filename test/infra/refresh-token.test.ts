import { expect, it } from "vitest";
import * as z from "zod";
import type { StageConfigInput } from "../../config/stage-config.ts";
import { keptRefreshTokensSchema } from "../../lambdas/sweeper/environment.ts";
import { permissionsOf } from "./permissions.ts";
import {
  NETWORK,
  REFRESH_TOKENS,
  resourcesOf,
  SEVERAL_POINTS_APIS,
  synthStage,
  theResource,
} from "./synth-stage.ts";

/** A stage whose points API gives refresh tokens. */
const setup = (changes: Partial<StageConfigInput> = {}) =>
  synthStage({ ...changes, pointsApi: REFRESH_TOKENS });

type Distribution = ReturnType<typeof setup>["distribution"];
const permitted = (distribution: Distribution, role: string) =>
  permissionsOf(distribution, role).filter((one) => one.startsWith("secretsmanager:"));
const environmentSchema = z.object({
  Variables: z.object({ PAYSHEET_REFRESH_TOKEN: z.string().optional() }),
});
function keptBy(distribution: Distribution) {
  const { Properties } = theResource(distribution, "AWS::Lambda::Function", "WatchFunction");
  return environmentSchema.parse(Properties["Environment"]).Variables.PAYSHEET_REFRESH_TOKEN;
}

it("makes a secret that holds nothing to sign in with until a person has put it", () => {
  const { distribution } = setup();
  expect(
    theResource(distribution, "AWS::SecretsManager::Secret", "PointsApiSecret").Properties,
  ).toMatchObject({
    GenerateSecretString: {
      GenerateStringKey: "refreshToken",
      SecretStringTemplate: '{"clientId":"not-set","clientSecret":"not-set"}',
    },
  });
});

it("lets those who refresh a token put that one secret, and nobody else any", () => {
  const { distribution, admin, monitoring } = setup();
  const refreshing = [
    "secretsmanager:GetSecretValue on <PointsApiSecret>",
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "secretsmanager:PutSecretValue on <PointsApiSecret>",
  ];
  expect(permitted(distribution, "DistributeFunctionRole")).toEqual(refreshing);
  expect(permitted(distribution, "WatchFunctionRole")).toEqual(refreshing);

  const put = "secretsmanager:PutSecretValue";
  const others = ["CheckSheetFunctionRole", "TellFunctionRole"].map((role) =>
    permissionsOf(distribution, role),
  );
  const elsewhere = [permissionsOf(admin, "FunctionRole"), permissionsOf(monitoring, "Alarms")];
  expect(JSON.stringify([...others, ...elsewhere])).not.toContain(put);
  expect(JSON.stringify(synthStage().distribution.toJSON())).not.toContain(put);
});

it("tells the sweeper which token to keep, and none where there is none", () => {
  const kept = {
    secretId: "paysheet/dev/points-api",
    tokenUrl: "https://id.example.com/token",
    clientAuth: "header",
    refreshTokenLifeMs: 14 * 86_400_000,
  };
  const keptOf = (distribution: Distribution) =>
    keptRefreshTokensSchema.parse(JSON.parse(keptBy(distribution) ?? ""));
  expect(keptOf(setup().distribution)).toEqual([kept]);
  const title = { ko: "적립금", en: "Store credit" };
  const { distribution } = synthStage({
    pointsApi: undefined,
    pointsApis: {
      ...SEVERAL_POINTS_APIS,
      "store-credit": { title, pointsApi: REFRESH_TOKENS },
      "more-credit": { title, pointsApi: REFRESH_TOKENS },
    },
  });
  expect(keptOf(distribution)).toEqual([
    { ...kept, secretId: "paysheet/dev/points-api/store-credit" },
    { ...kept, secretId: "paysheet/dev/points-api/more-credit" },
  ]);
  expect(permitted(distribution, "WatchFunctionRole")).toEqual([
    "secretsmanager:GetSecretValue on <PointsApiSecretmorecredit>",
    "secretsmanager:GetSecretValue on <PointsApiSecretstorecredit>",
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "secretsmanager:PutSecretValue on <PointsApiSecretmorecredit>",
    "secretsmanager:PutSecretValue on <PointsApiSecretstorecredit>",
  ]);
  expect(keptBy(synthStage().distribution)).toBeUndefined();
});

it("refreshes from where payouts are paid, as the endpoint may know us by our addresses", () => {
  const vpcOf = ({ distribution }: ReturnType<typeof setup>) =>
    theResource(distribution, "AWS::Lambda::Function", "WatchFunction").Properties["VpcConfig"];
  const { subnetIds, securityGroupIds } = NETWORK;

  expect(vpcOf(setup({ network: NETWORK }))).toEqual({
    SubnetIds: subnetIds,
    SecurityGroupIds: securityGroupIds,
  });
  expect(vpcOf(synthStage({ network: NETWORK }))).toBeUndefined();
});

it("has an alarm for a token that ends, where there is one", () => {
  const alarmsOf = ({ monitoring }: ReturnType<typeof setup>) =>
    resourcesOf(monitoring, "AWS::CloudWatch::Alarm").map(
      ({ Properties }) => Properties["AlarmName"],
    );
  const added = alarmsOf(setup()).filter((name) => !alarmsOf(synthStage()).includes(name));

  expect(added).toEqual(["paysheet-dev-refresh-token-ending"]);
});
