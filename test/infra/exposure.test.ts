import { expect, it } from "vitest";
import * as z from "zod";
import { resourceSchema, resourcesOf, synthStage } from "./synth-stage.ts";

const { config: _, ...templates } = synthStage({ rollout: "canary" });
const all = Object.values(templates);
const ofType = (type: string) => all.flatMap((template) => resourcesOf(template, type));

const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.enum(["Allow", "Deny"]),
        Principal: z.unknown(),
        Condition: z.unknown(),
      }),
    ),
  }),
});

it("lets nobody but AWS's own services into buckets, queues and topics, and those under conditions", () => {
  const policies = ["AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]
    .flatMap(ofType)
    .map(({ Properties }) => policySchema.parse(Properties));
  const allowed = policies
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === "Allow");
  for (const statement of allowed) {
    expect(statement).toMatchObject({
      Principal: { Service: expect.any(String) },
      Condition: expect.anything(),
    });
  }
  expect(allowed.map(({ Principal }) => Principal)).toEqual([
    { Service: "cloudfront.amazonaws.com" },
    { Service: "logging.s3.amazonaws.com" },
    { Service: "s3.amazonaws.com" },
    { Service: "cloudwatch.amazonaws.com" },
  ]);
});

it("keeps every bucket from being made public, and reads it over TLS only", () => {
  const buckets = ofType("AWS::S3::Bucket");
  expect(buckets).toHaveLength(3);
  for (const { Properties } of buckets) {
    expect(Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
  }
  expect(ofType("AWS::S3::BucketPolicy")).toHaveLength(buckets.length);
});

it("is reached through the page's distribution and its API alone", () => {
  expect(ofType("AWS::CloudFront::Distribution")).toHaveLength(1);
  expect(ofType("AWS::ApiGatewayV2::Api")).toHaveLength(1);
  expect(ofType("AWS::Lambda::Url")).toEqual([]);
  expect(ofType("AWS::ApiGateway::RestApi")).toEqual([]);
});

it("lets a service invoke a function for a source of this deployment only", () => {
  const permissions = ofType("AWS::Lambda::Permission");
  expect(permissions.length).toBeGreaterThan(0);
  for (const { Properties } of permissions) {
    expect(Properties).toMatchObject({
      Action: "lambda:InvokeFunction",
      Principal: expect.stringMatching(/^(apigateway|events|s3|sns)\.amazonaws\.com$/),
      SourceArn: expect.anything(),
    });
  }
});

it("survives the deletion of any stack with its data, people, secrets and dead letters", () => {
  const kept = [
    "AWS::DynamoDB::GlobalTable",
    "AWS::S3::Bucket",
    "AWS::Cognito::UserPool",
    "AWS::SecretsManager::Secret",
    "AWS::SQS::Queue",
    "AWS::Scheduler::ScheduleGroup",
  ].flatMap(ofType);
  expect(kept.length).toBeGreaterThanOrEqual(12);
  for (const resource of kept) {
    expect(resource.DeletionPolicy).toMatch(/^Retain(ExceptOnCreate)?$/);
    expect(resource.UpdateReplacePolicy).toBe("Retain");
  }
});

it("leaves nothing behind of a first deployment that failed but what could not be taken away", () => {
  const left = all.flatMap((template) => {
    const resources = Object.entries(template.toJSON()["Resources"]);
    return resources.flatMap(([id, input]) => {
      const { Type, DeletionPolicy } = resourceSchema.parse(input);
      return DeletionPolicy === "Retain" ? [`${Type} ${id.replace(/[0-9A-F]{8}.*$/, "")}`] : [];
    });
  });
  // None of these has a name that the next deployment would want.
  expect(left.sort()).toEqual([
    // Protected from deletion.
    "AWS::Cognito::UserPool PeoplePool",
    "AWS::DynamoDB::GlobalTable Table",
    // Goes with its function where that goes; else payouts may be in flight on it.
    "AWS::Lambda::Version DistributeFunctionCurrentVersion",
    // Not empty.
    "AWS::S3::Bucket PageBucket",
  ]);
});

it("keeps every log for as long as the stage says, and none for ever", () => {
  const groups = ofType("AWS::Logs::LogGroup");
  expect(groups.length).toBeGreaterThanOrEqual(7);
  for (const { Properties } of groups) expect(Properties["RetentionInDays"]).toBe(14);
  // A function without a group of the stack's makes one that nobody ends: CDK's own ones as well.
  for (const { Properties } of ofType("AWS::Lambda::Function")) {
    expect(Properties["LoggingConfig"]).toMatchObject({ LogGroup: { Ref: expect.any(String) } });
  }
});

it("runs all its own code on Node.js 24 and arm64, with JSON logs", () => {
  const own = ofType("AWS::Lambda::Function").filter(
    ({ Properties }) => Properties["LoggingConfig"] !== undefined && "Environment" in Properties,
  );
  const ours = own.filter(({ Properties }) =>
    JSON.stringify(Properties["Environment"]).includes("PAYSHEET_"),
  );
  expect(ours).toHaveLength(6);
  for (const { Properties } of ours) {
    expect(Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      LoggingConfig: { LogFormat: "JSON" },
    });
  }
});
