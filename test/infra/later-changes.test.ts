import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { dev } from "../../config/dev.ts";
import type { StageConfigInput } from "../../config/stage-config.ts";
import {
  CI_ROLE,
  createStage,
  NETWORK,
  OWN_ADDRESSES,
  type Resource,
  resourceSchema,
} from "./synth-stage.ts";

type Changes = Partial<StageConfigInput>;

const WEB_ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/ours/0a1b2c3d";
const { page, signIn } = OWN_ADDRESSES;

interface Later {
  readonly from?: Changes;
  readonly to: Changes;
  /** Types of what the stage no longer has, and CloudFormation keeps. */
  readonly leavesBehind?: readonly string[];
  /** Secrets whose content CloudFormation makes up anew, so that a person has to put it again. */
  readonly madeUpAnew?: readonly string[];
}

/** What the documents have people change once a stage is deployed: `from` to `to`, and back again. */
const LATER: Readonly<Record<string, Later>> = {
  "a domain of one's own": { to: { page } },
  "another value to say to the API": { to: { page: { edgeKey: "second" } } },
  "a web ACL": { to: { page: { webAclArn: WEB_ACL } } },
  "one's own provider instead of Cognito": {
    to: { signIn },
    leavesBehind: ["AWS::Cognito::UserPool"],
  },
  "one's own provider at a domain of one's own": {
    from: { page },
    to: OWN_ADDRESSES,
    leavesBehind: ["AWS::Cognito::UserPool"],
  },
  "a second factor for everybody": { to: { signIn: { provider: "cognito", mfa: "required" } } },
  "another channel": { to: { slack: { channel: "C0000000009", reminderMinutes: 60 } } },
  "a points API without credentials": {
    to: { pointsApi: { ...dev.pointsApi, auth: { kind: "none" } } },
    leavesBehind: ["AWS::SecretsManager::Secret"],
  },
  "a points API signed in to in another way": {
    to: { pointsApi: { ...dev.pointsApi, auth: { kind: "api_key", header: "x-api-key" } } },
    madeUpAnew: ["paysheet/dev/points-api"],
  },
  "a network": { to: { network: NETWORK } },
  "reserved concurrency": { to: { reservedConcurrency: { distribute: 5, adminApi: 20 } } },
  "a canary": { to: { rollout: "canary" } },
  "an address for alarms": {
    to: { alarms: { email: "oncall@example.com", runbookUrl: "https://example.com/runbook.md" } },
  },
  "no traces, other words, longer logs": {
    to: { tracing: false, language: "en", timeZone: "Asia/Tokyo", logRetentionDays: 90 },
  },
  "other limits": {
    to: { throttle: { ratePerSecond: 5, burst: 10 }, policy: { approvalAbovePoints: 1 } },
  },
  "deploying from GitHub": { to: { delivery: CI_ROLE } },
};

/**
 * What must neither go nor be another one after a deployment, and the properties by which
 * CloudFormation makes another one or refuses.
 */
const LASTING: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::GlobalTable": ["TableName", "KeySchema", "LocalSecondaryIndexes"],
  "AWS::S3::Bucket": ["BucketName", "BucketNamePrefix"],
  "AWS::Cognito::UserPool": ["UsernameAttributes", "AliasAttributes", "UsernameConfiguration"],
  "AWS::SecretsManager::Secret": ["Name"],
  "AWS::SQS::Queue": ["QueueName", "FifoQueue"],
  "AWS::Scheduler::ScheduleGroup": ["Name"],
  "AWS::Lambda::Function": ["FunctionName", "PackageType", "DurableConfig"],
  "AWS::Lambda::Alias": ["Name", "FunctionName"],
  "AWS::ApiGatewayV2::Api": ["ProtocolType"],
  "AWS::CloudFront::Distribution": [],
};

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.looseObject({ Export: z.unknown().optional() })).default({}),
});
const readSchema = z.object({ StackName: z.string(), OutputName: z.string() });

/** Every stack of a stage, by its name. */
function stacksOf(changes: Changes = {}) {
  const { stage } = createStage(changes);
  const stacks = stage.node.children.filter((child) => child instanceof Stack);
  return new Map(
    stacks.map((stack) => [
      stack.stackName,
      templateSchema.parse(Template.fromStack(stack).toJSON()),
    ]),
  );
}

type Stacks = ReturnType<typeof stacksOf>;

/** What lasts, by `stack/logical id`, with nothing but what would make another one of it. */
function lastingOf(stacks: Stacks): Map<string, { resource: Resource; identity: unknown }> {
  return new Map(
    [...stacks].flatMap(([stack, { Resources }]) =>
      Object.entries(Resources).flatMap(([id, resource]) => {
        const names = LASTING[resource.Type];
        if (names === undefined) return [];
        const identity = { type: resource.Type, ...pick(resource.Properties, names) };
        return [[`${stack}/${id}`, { resource, identity }] as const];
      }),
    ),
  );
}

function pick(properties: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, properties[name]]));
}

function identitiesOf(lasting: ReturnType<typeof lastingOf>) {
  return Object.fromEntries([...lasting].map(([id, { identity }]) => [id, identity]));
}

/** Every value that one stack reads from another: the stack's name and the output's. */
function readsIn(value: unknown): z.infer<typeof readSchema>[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "Fn::GetStackOutput" ? [readSchema.parse(inner)] : readsIn(inner),
  );
}

describe.each(Object.entries(LATER))("a deployed stage that gets %s", (_, change) => {
  const before = stacksOf(change.from);
  const after = stacksOf({ ...change.from, ...change.to });
  const lastedBefore = lastingOf(before);
  const lastsAfter = lastingOf(after);
  const left = [...lastedBefore].filter(([id]) => !lastsAfter.has(id));

  it("keeps every table, bucket, secret, queue, function and person, and replaces none", () => {
    const stay = ([id]: readonly [string, unknown]) => !left.some(([gone]) => gone === id);
    expect(identitiesOf(lastsAfter)).toMatchObject(
      Object.fromEntries(Object.entries(identitiesOf(lastedBefore)).filter(stay)),
    );
    expect(left.map(([, { resource }]) => resource.Type)).toEqual(change.leavesBehind ?? []);
    for (const [, { resource }] of left) expect(resource.DeletionPolicy).toMatch(/^Retain/);
  });

  it("leaves in every secret what a person put there, or the documents say that it does not", () => {
    const madeUp = ({ resource }: { readonly resource: Resource }) =>
      JSON.stringify(resource.Properties["GenerateSecretString"]);
    const changed = [...lastsAfter].filter(([id, after]) => {
      const before = lastedBefore.get(id);
      return before !== undefined && madeUp(before) !== madeUp(after);
    });
    expect(changed.map(([, { resource }]) => resource.Properties["Name"])).toEqual(
      change.madeUpAnew ?? [],
    );
  });

  it("keeps the versions that payouts in flight go on under", () => {
    const versions = [...before].flatMap(([, { Resources }]) =>
      Object.values(Resources).filter(({ Type }) => Type === "AWS::Lambda::Version"),
    );
    expect(versions).toHaveLength(1);
    for (const version of versions) expect(version.DeletionPolicy).toBe("Retain");
  });

  it.each([
    ["there", before, after],
    ["back", after, before],
  ])("waits for no stack that waits for another, on its way %s", (__, from, to) => {
    for (const stacks of [from, to]) {
      const exported = [...stacks].flatMap(([, { Outputs }]) =>
        Object.values(Outputs).filter(({ Export }) => Export !== undefined),
      );
      expect(exported).toEqual([]);
      expect(JSON.stringify([...stacks])).not.toContain("Fn::ImportValue");
      for (const { StackName, OutputName } of readsIn([...stacks])) {
        expect(Object.keys(stacks.get(StackName)?.Outputs ?? {})).toContain(OutputName);
      }
    }
  });

  it("keeps the stacks it has", () => {
    expect([...after.keys()]).toEqual(expect.arrayContaining([...before.keys()]));
  });
});

it("sees that something would be made anew", () => {
  const before = identitiesOf(lastingOf(stacksOf()));
  const renamed = stacksOf();
  for (const [, { Resources }] of renamed) {
    for (const resource of Object.values(Resources)) {
      if (resource.Type === "AWS::SecretsManager::Secret") resource.Properties["Name"] = "another";
    }
  }
  expect(identitiesOf(lastingOf(renamed))).not.toEqual(before);
});
