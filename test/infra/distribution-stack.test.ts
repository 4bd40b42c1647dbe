import { expect, it } from "vitest";
import { permissionsOf } from "./permissions.ts";
import { resourcesOf, synthStage, textOf, theResource } from "./synth-stage.ts";

const { distribution } = synthStage();

it("makes distribute durable, long enough for any sheet, on Node.js 24 and arm64", () => {
  expect(
    theResource(distribution, "AWS::Lambda::Function", "DistributeFunction").Properties,
  ).toMatchObject({
    Runtime: "nodejs24.x",
    Architectures: ["arm64"],
    Timeout: 900,
    DurableConfig: { ExecutionTimeout: 604_800, RetentionPeriodInDays: 30 },
  });
});

it("keeps every version of distribute, as executions go on under the one they began with", () => {
  expect(theResource(distribution, "AWS::Lambda::Version", "DistributeFunction")).toMatchObject({
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
  });
});

it("gives up a firing that waited for an hour", () => {
  expect(theResource(distribution, "AWS::Lambda::EventInvokeConfig").Properties).toMatchObject({
    FunctionName: { Ref: expect.stringMatching(/^DistributeFunction/) },
    MaximumEventAgeInSeconds: 3600,
  });
});

it("lets schedules of its own group and account take on the firing role, and nobody else", () => {
  const role = theResource(distribution, "AWS::IAM::Role", "SchedulesFiringRole");
  expect(role.Properties).toMatchObject({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "scheduler.amazonaws.com" },
          Condition: {
            StringEquals: {
              "aws:SourceAccount": { Ref: "AWS::AccountId" },
              "aws:SourceArn": { "Fn::GetAtt": [expect.stringMatching(/^SchedulesGroup/), "Arn"] },
            },
          },
        },
      ],
    },
  });
});

it("lets a firing start the alias live of distribute and dead-letter itself, and nothing else", () => {
  expect(permissionsOf(distribution, "SchedulesFiringRole")).toEqual([
    "lambda:InvokeFunction on <DistributeFunctionAliaslive>",
    "sqs:SendMessage on <SchedulesUndeliveredArn>",
  ]);
});

it("lets nothing but the bucket and the watch's rules invoke a function directly", () => {
  const permissions = resourcesOf(distribution, "AWS::Lambda::Permission").map(({ Properties }) => [
    Properties["Principal"],
    textOf(Properties["FunctionName"]),
  ]);
  expect(permissions.sort()).toEqual([
    ["events.amazonaws.com", "<WatchFunctionArn>"],
    ["events.amazonaws.com", "<WatchFunctionArn>"],
    ["s3.amazonaws.com", "<CheckSheetFunctionArn>"],
  ]);
  expect(resourcesOf(distribution, "AWS::Lambda::Permission")).toContainEqual(
    expect.objectContaining({
      Properties: expect.objectContaining({
        Principal: "s3.amazonaws.com",
        SourceAccount: { Ref: "AWS::AccountId" },
      }),
    }),
  );
  const notifications = theResource(distribution, "Custom::S3BucketNotifications");
  expect(notifications.Properties["NotificationConfiguration"]).toMatchObject({
    LambdaFunctionConfigurations: [
      {
        Events: ["s3:ObjectCreated:*"],
        Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "sheets/" }] } },
      },
    ],
  });
});

it("keeps what was not delivered, not checked and not paid for two weeks, encrypted", () => {
  const queues = resourcesOf(distribution, "AWS::SQS::Queue");
  expect(queues).toHaveLength(4);
  for (const queue of queues) {
    expect(queue).toMatchObject({
      DeletionPolicy: "RetainExceptOnCreate",
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
    });
  }
});

it("dead-letters what check-sheet, distribute and watch could not do", () => {
  const queueOf = (id: string) => {
    const { Properties } = theResource(distribution, "AWS::Lambda::Function", id);
    const config = Properties["DeadLetterConfig"];
    return config instanceof Object && "TargetArn" in config && textOf(config.TargetArn);
  };
  expect(queueOf("CheckSheetFunction")).toBe("<CheckSheetUncheckedArn>");
  expect(queueOf("DistributeFunction")).toBe("<DistributeFailedArn>");
  expect(queueOf("WatchFunction")).toBe("<UntoldArn>");
});

it("wakes the watch when a distribution dies, and every five minutes", () => {
  const rules = resourcesOf(distribution, "AWS::Events::Rule").map(({ Properties }) => Properties);
  expect(rules).toEqual([
    expect.objectContaining({
      EventPattern: {
        source: ["aws.lambda"],
        "detail-type": ["Durable Execution Status Change"],
        detail: {
          status: ["FAILED", "TIMED_OUT", "STOPPED"],
          functionArn: [
            { prefix: { "Fn::GetAtt": [expect.stringMatching(/^DistributeFunction/), "Arn"] } },
          ],
        },
      },
    }),
    expect.objectContaining({ ScheduleExpression: "rate(5 minutes)" }),
  ]);
});

it("keeps schedules and secrets when the stack is deleted", () => {
  const kept = [
    theResource(distribution, "AWS::Scheduler::ScheduleGroup"),
    theResource(distribution, "AWS::SecretsManager::Secret", "SlackSecret"),
    theResource(distribution, "AWS::SecretsManager::Secret", "PointsApiSecret"),
  ];
  for (const resource of kept)
    expect(resource).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate" });
});
