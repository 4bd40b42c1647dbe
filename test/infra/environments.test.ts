import { Template } from "aws-cdk-lib/assertions";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import { expect, it } from "vitest";
import * as z from "zod";
import { NO_TOKEN_YET } from "../../adapters/slack/slack-not-set-up.ts";
import { adminApiEnvironmentSchema } from "../../admin-api/environment.ts";
import { parsePointsApi } from "../../connectors/registry.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { ServiceFunction } from "../../infra/constructs/service-function.ts";
import type { Paysheet } from "../../infra/paysheet.ts";
import { channelEnvironmentSchema } from "../../lambdas/channel/environment.ts";
import { checkSheetEnvironmentSchema } from "../../lambdas/check-sheet/environment.ts";
import { distributeEnvironmentSchema, pointsApisIn } from "../../lambdas/distribute/environment.ts";
import { sweeperEnvironmentSchema } from "../../lambdas/sweeper/environment.ts";
import {
  createStage,
  OWN_ADDRESSES,
  SEVERAL_POINTS_APIS,
  synthStage,
  textOf,
  theResource,
} from "./synth-stage.ts";

const { config, distribution, admin } = synthStage(OWN_ADDRESSES);

const variablesSchema = z.object({
  Variables: z.record(z.string(), z.unknown().transform(textOf)),
});

function environmentOf(template: Template, id: string) {
  const { Properties } = theResource(template, "AWS::Lambda::Function", id);
  return variablesSchema.parse(Properties["Environment"]).Variables;
}

it("gives check-sheet the environment it parses", () => {
  const environment = environmentOf(distribution, "CheckSheetFunction");
  const { PAYSHEET_POLICY: policy, ...others } = checkSheetEnvironmentSchema.parse(environment);
  expect(others).toEqual({
    PAYSHEET_TABLE: "<Table>",
    PAYSHEET_BUCKET: "<Bucket>",
    PAYSHEET_LANGUAGE: "ko",
    PAYSHEET_DISTRIBUTE_ARN: "<DistributeFunctionAliaslive>",
  });
  expect(policySchema.parse(JSON.parse(policy))).toEqual(config.policy);
});

it("gives distribute the environment it parses", () => {
  const environment = distributeEnvironmentSchema.parse(
    environmentOf(distribution, "DistributeFunction"),
  );
  expect(environment).toMatchObject({
    PAYSHEET_TABLE: "<Table>",
    PAYSHEET_BUCKET: "<Bucket>",
    PAYSHEET_SLACK_SECRET_ID: "<SlackSecret>",
    PAYSHEET_SLACK_CHANNEL: "C0000000000",
    PAYSHEET_PAGE_URL: "https://payouts.dev.example.com/",
    PAYSHEET_POINTS_API_SECRET_ID: "paysheet/dev/points-api",
  });
  expect(parsePointsApi(environment.PAYSHEET_POINTS_API).options).toMatchObject({
    url: "https://points.dev.example.com/v1/points",
    auth: { kind: "bearer" },
    ratePerSecond: 10,
  });
});

it("gives what each of several points APIs takes to those who pay, and its name to those who tell", () => {
  const several = synthStage({
    ...OWN_ADDRESSES,
    pointsApi: undefined,
    pointsApis: SEVERAL_POINTS_APIS,
  });
  const named = [
    { name: "points", title: { ko: "포인트", en: "Points" }, ratePerSecond: 10 },
    {
      name: "store-credit",
      title: { ko: "적립금", en: "Store credit" },
      ratePerSecond: 10,
      approvalAbovePoints: 1_000,
      channel: "C0000000009",
      takesBack: true,
    },
  ];
  const paying = environmentOf(several.distribution, "DistributeFunction");
  const found = pointsApisIn(paying, distributeEnvironmentSchema.parse(paying));
  expect(
    found.map(({ options, ...one }) => ({
      ...one,
      connector: parsePointsApi(options).options.connector,
    })),
  ).toEqual([
    { name: "points", secretId: "paysheet/dev/points-api", connector: undefined },
    {
      name: "store-credit",
      secretId: "paysheet/dev/points-api/store-credit",
      connector: "shopify-store-credit",
    },
  ]);
  for (const id of ["DistributeFunction", "TellFunction", "WatchFunction"]) {
    const environment = environmentOf(several.distribution, id);
    expect(channelEnvironmentSchema.parse(environment).PAYSHEET_POINTS_APIS).toEqual(named);
  }
  const told = adminApiEnvironmentSchema.parse(environmentOf(several.admin, "Function"));
  expect(told.PAYSHEET_POINTS_APIS).toEqual(named);
  expect(told.PAYSHEET_POINTS_API_SECRET_ID).toHaveLength(2);
  expect(adminApiEnvironmentSchema.parse(environmentOf(admin, "Function"))).not.toHaveProperty(
    "PAYSHEET_POINTS_APIS",
  );
});

it.each([
  ["watch", "WatchFunction", sweeperEnvironmentSchema],
  ["tell", "TellFunction", channelEnvironmentSchema],
])("gives %s the environment it parses", (_, id, schema) => {
  expect(schema.parse(environmentOf(distribution, id))).toMatchObject({
    PAYSHEET_TABLE: "<Table>",
    PAYSHEET_BUCKET: "<Bucket>",
    PAYSHEET_SLACK_SECRET_ID: "<SlackSecret>",
    PAYSHEET_SLACK_CHANNEL: "C0000000000",
    PAYSHEET_SLACK_MENTIONS: [],
    PAYSHEET_REMINDER_MINUTES: 30,
    PAYSHEET_SLACK_API_URL: "https://slack.com/api/",
    PAYSHEET_LANGUAGE: "ko",
    PAYSHEET_PAGE_URL: "https://payouts.dev.example.com/",
  });
});

it.each(["DistributeFunction", "TellFunction", "WatchFunction"])(
  "gives %s all of the policy: a reminder says by its limits whether a payout would be paid",
  (id) => {
    const { PAYSHEET_POLICY: policy } = channelEnvironmentSchema.parse(
      environmentOf(distribution, id),
    );
    expect(policySchema.parse(JSON.parse(policy))).toEqual(config.policy);
  },
);

it("gives the admin API the environment it parses", () => {
  const environment = adminApiEnvironmentSchema.parse(environmentOf(admin, "Function"));
  expect(environment).toMatchObject({
    PAYSHEET_TABLE: "<Table>",
    PAYSHEET_BUCKET: "<Bucket>",
    PAYSHEET_DISTRIBUTE_ARN: "<DistributeFunctionAliaslive>",
    PAYSHEET_SCHEDULER_ROLE_ARN: "<SchedulesFiringRoleArn>",
    PAYSHEET_SCHEDULER_DLQ_ARN: "<SchedulesUndeliveredArn>",
    PAYSHEET_EDGE_SECRET_ID: "<EdgeSecret>",
    PAYSHEET_OIDC_ISSUER: "https://sign-in.dev.example.com/tenant/",
    PAYSHEET_POINTS_RATE_PER_SECOND: 10,
  });
  expect(policySchema.parse(JSON.parse(environment.PAYSHEET_POLICY))).toMatchObject({
    approvalAbovePoints: 100_000,
    defaultTimeZone: "Asia/Seoul",
  });
});

it("schedules in the group that distribute deletes from", () => {
  expect(environmentOf(admin, "Function")["PAYSHEET_SCHEDULE_GROUP"]).toBe(
    environmentOf(distribution, "DistributeFunction")["PAYSHEET_SCHEDULE_GROUP"],
  );
});

it("has the secret say that Slack's token is not put yet as the code that reads it knows it", () => {
  const secret = theResource(distribution, "AWS::SecretsManager::Secret", "SlackSecret");
  expect(secret.Properties["GenerateSecretString"]).toMatchObject({
    SecretStringTemplate: JSON.stringify({ botToken: NO_TOKEN_YET }),
  });
});

it("names the deployment by its configuration and code: twice the same is one, any change another", () => {
  const deploymentOf = (changes: Parameters<typeof synthStage>[0]) =>
    environmentOf(synthStage(changes).admin, "Function")["PAYSHEET_DEPLOYMENT"];
  const first = deploymentOf({});
  expect(first).toMatch(/^[0-9a-f]{12}$/);
  expect(deploymentOf({ language: "ko" })).toBe(first);
  expect(deploymentOf({ language: "en" })).not.toBe(first);
});

it("names another deployment when the code of any of its functions changes", () => {
  const nameWith = (changed?: string) => {
    const { stage } = createStage();
    for (const { node } of functionsOf(stage)) {
      const { defaultChild } = node;
      if (node.path === changed && defaultChild instanceof CfnFunction) {
        defaultChild.code = { s3Bucket: "assets", s3Key: "another.zip" };
      }
    }
    return environmentOf(Template.fromStack(stage.admin), "Function")["PAYSHEET_DEPLOYMENT"];
  };
  const first = nameWith();
  const paths = functionsOf(createStage().stage).map(({ node }) => node.path);
  expect(paths).toHaveLength(6);
  for (const path of paths)
    expect({ path, name: nameWith(path) }).not.toEqual({ path, name: first });
});

function functionsOf(stage: Paysheet) {
  return stage.node.findAll().filter((construct) => construct instanceof ServiceFunction);
}
