import { expect, it } from "vitest";
import * as z from "zod";
import { dev } from "../../config/dev.ts";
import type { StageConfigInput } from "../../config/stage-config.ts";
import { assertWithinLimits, exceededLimits } from "../../infra/limits.ts";
import {
  CI_ROLE,
  createStage,
  NETWORK,
  OWN_ADDRESSES,
  SEVERAL_POINTS_APIS,
} from "./synth-stage.ts";

/** What ends the synthesis, one sentence each. */
function exceededBy(changes: Partial<StageConfigInput>): string[] {
  try {
    createStage(changes).app.synth();
    return [];
  } catch (error) {
    const { message } = z.instanceof(Error).parse(error);
    return message.split("\n- ").slice(1);
  }
}

const policy = (size: number) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "x".repeat(size) }],
});

function exceededIn(Resources: Readonly<Record<string, unknown>>): string[] {
  return exceededLimits({ name: "a-stack", template: { Resources } });
}

it.each<[string, Partial<StageConfigInput>]>([
  ["config/dev.ts", {}],
  ["everything optional", { network: NETWORK, rollout: "canary", delivery: CI_ROLE }],
  ["addresses of one's own", OWN_ADDRESSES],
  ["several points APIs", { pointsApi: undefined, pointsApis: SEVERAL_POINTS_APIS }],
])("finds nothing that AWS would refuse: %s", (_, changes) => {
  expect(exceededBy(changes)).toEqual([]);
});

it("finds an environment that is too large for Lambda, and says what to shorten", () => {
  const headers = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`x-header-${index}`, "a value of some length"]),
  );
  const pointsApi = {
    ...dev.pointsApi,
    headers: { ...headers, "idempotency-key": "{{idempotencyKey}}" },
  };
  const exceeded = exceededBy({ pointsApi });
  expect(exceeded).toEqual([
    expect.stringMatching(
      /^paysheet-dev-distribution: the environment of DistributeFunction\w+ takes \d+ of 4096\. The longest are PAYSHEET_POINTS_API with \d+ \(shorten pointsApi in the stage's configuration\), /,
    ),
  ]);
});

it("names which of several points APIs makes an environment too large", () => {
  const { points } = SEVERAL_POINTS_APIS;
  const long = { body: { userId: "{{userId}}", points: "{{points}}", memo: "x".repeat(4_000) } };
  const pointsApi = { ...points.pointsApi, ...long };
  const ofLong = (pointsApis: StageConfigInput["pointsApis"]) =>
    exceededBy({ pointsApi: undefined, pointsApis });
  expect(ofLong({ points, "store-credit": { ...points, pointsApi } })).toEqual([
    expect.stringMatching(
      /PAYSHEET_POINTS_API_OF_STORE_CREDIT with 4\d+ \(shorten pointsApis\.store-credit in the stage's configuration\)/,
    ),
  ]);
  expect(ofLong({ points: { ...points, pointsApi }, "store-credit": points })).toEqual([
    expect.stringContaining("(shorten the first of pointsApis in the stage's configuration)"),
  ]);
});

it("measures an environment as Lambda does: as JSON, with what is not known yet at its longest", () => {
  const variablesOf = (length: number) => ({
    AFunction: {
      Type: "AWS::Lambda::Function",
      // {"A":"…","B":"…"}: 15 characters, one more for the quote that JSON escapes.
      Properties: {
        Environment: { Variables: { A: { Ref: "Table" }, B: `"${"x".repeat(length)}` } },
      },
    },
  });
  const most = 4_096 - 15 - 2 - 170;
  expect(exceededIn(variablesOf(most))).toEqual([]);
  expect(exceededIn(variablesOf(most + 1))).toEqual([
    expect.stringContaining("the environment of AFunction takes 4097 of 4096"),
  ]);
});

it("finds policies that are too large together for one role", () => {
  const attached = (size: number) => ({
    Type: "AWS::IAM::Policy",
    Properties: { PolicyDocument: policy(size), Roles: [{ Ref: "ARole" }] },
  });
  expect(exceededIn({ One: attached(5_000), Two: attached(5_000) })).toEqual([]);
  expect(exceededIn({ One: attached(5_000), Two: attached(5_200) })).toEqual([
    expect.stringMatching(/^a-stack: all that the policies of ARole say takes \d+ of 10240\. /),
  ]);
});

it.each([
  ["AWS::IAM::Role", "AssumeRolePolicyDocument", 2_048],
  ["AWS::IAM::ManagedPolicy", "PolicyDocument", 6_144],
  ["AWS::S3::BucketPolicy", "PolicyDocument", 20_480],
])("finds a %s whose policy is too large", (Type, property, most) => {
  const frame = JSON.stringify(policy(0)).length;
  const withPolicy = (size: number) => ({
    One: { Type, Properties: { [property]: policy(size) } },
  });
  expect(exceededIn(withPolicy(most - frame))).toEqual([]);
  expect(exceededIn(withPolicy(most - frame + 1))).toHaveLength(1);
});

it.each([
  ["AWS::S3::Bucket", "BucketName", 63],
  ["AWS::Cognito::UserPoolDomain", "Domain", 63],
  ["AWS::Scheduler::ScheduleGroup", "Name", 64],
  ["AWS::ApiGatewayV2::Api", "Name", 128],
  ["AWS::CloudWatch::Alarm", "AlarmName", 255],
  ["AWS::CloudWatch::Dashboard", "DashboardName", 255],
  ["AWS::SecretsManager::Secret", "Name", 512],
])("finds a name that is too long: %s", (Type, property, most) => {
  // With the account, which is known only while deploying.
  const named = (length: number) => ({
    One: {
      Type,
      Properties: {
        [property]: { "Fn::Join": ["", ["x".repeat(length - 12), { Ref: "AWS::AccountId" }]] },
      },
    },
  });
  expect(exceededIn(named(most))).toEqual([]);
  expect(exceededIn(named(most + 1))).toEqual([
    expect.stringContaining(
      `the name of One takes ${most + 1} of ${most}. Shorten the stage's name`,
    ),
  ]);
});

it("tells all that is wrong at once", () => {
  const stack = (name: string, length: number) => ({
    name,
    template: {
      Resources: {
        One: { Type: "AWS::S3::Bucket", Properties: { BucketName: "b".repeat(length) } },
      },
    },
  });
  expect(() => assertWithinLimits([stack("good", 63)])).not.toThrow();
  expect(() => assertWithinLimits([stack("one", 64), stack("good", 63), stack("two", 70)])).toThrow(
    /^AWS would refuse this:\n- one: .*\n- two: /,
  );
});
