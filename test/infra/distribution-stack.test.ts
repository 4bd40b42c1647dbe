import { expect, it } from "vitest";
import { CHECK_IS_DEAD_AFTER_MS } from "../../domain/payout/receive-sheet.ts";
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

it("lets nothing but the sweeper's rules invoke a function directly", () => {
  const permissions = resourcesOf(distribution, "AWS::Lambda::Permission").map(({ Properties }) => [
    Properties["Principal"],
    textOf(Properties["FunctionName"]),
  ]);
  expect(permissions.sort()).toEqual([
    ["events.amazonaws.com", "<WatchFunctionArn>"],
    ["events.amazonaws.com", "<WatchFunctionArn>"],
  ]);
});

it("checks uploads from a queue, four at a time, however many come at once", () => {
  const notifications = theResource(distribution, "Custom::S3BucketNotifications");
  expect(notifications.Properties["NotificationConfiguration"]).toEqual({
    QueueConfigurations: [
      {
        Events: ["s3:ObjectCreated:*"],
        Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "sheets/" }] } },
        QueueArn: { "Fn::GetAtt": [expect.stringMatching(/^CheckSheetUploads/), "Arn"] },
      },
    ],
  });
  const mapping = theResource(distribution, "AWS::Lambda::EventSourceMapping").Properties;
  expect(mapping).toMatchObject({
    BatchSize: 1,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ScalingConfig: { MaximumConcurrency: 4 },
  });
  expect([textOf(mapping["EventSourceArn"]), textOf(mapping["FunctionName"])]).toEqual([
    "<CheckSheetUploadsArn>",
    "<CheckSheetFunction>",
  ]);
});

it("hides an upload for six times what its check may take, and gives it up after three", () => {
  const { Properties } = theResource(distribution, "AWS::Lambda::Function", "CheckSheetFunction");
  const uploads = theResource(distribution, "AWS::SQS::Queue", "CheckSheetUploads").Properties;
  expect(uploads["VisibilityTimeout"]).toBe(6 * Number(Properties["Timeout"]));
  // No check runs any more when it counts as dead, and its own event comes again only then: half of
  // the time may go by between SQS handing it over and the check's beginning.
  expect(CHECK_IS_DEAD_AFTER_MS).toBeGreaterThan(2 * 1000 * Number(Properties["Timeout"]));
  expect(CHECK_IS_DEAD_AFTER_MS).toBeLessThan((1000 * Number(uploads["VisibilityTimeout"])) / 2);
  expect(uploads["RedrivePolicy"]).toMatchObject({ maxReceiveCount: 3 });
  expect(uploads["RedrivePolicy"]).toMatchObject({
    deadLetterTargetArn: { "Fn::GetAtt": [expect.stringMatching(/^CheckSheetUnchecked/), "Arn"] },
  });
});

it("keeps what is to be checked, and what was not delivered, checked or paid, for two weeks, encrypted", () => {
  const queues = resourcesOf(distribution, "AWS::SQS::Queue");
  expect(queues).toHaveLength(5);
  for (const queue of queues) {
    expect(queue).toMatchObject({
      DeletionPolicy: "RetainExceptOnCreate",
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
    });
  }
});

it("dead-letters what distribute and the sweeper could not do", () => {
  const queueOf = (id: string) => {
    const { Properties } = theResource(distribution, "AWS::Lambda::Function", id);
    const config = Properties["DeadLetterConfig"];
    return config instanceof Object && "TargetArn" in config && textOf(config.TargetArn);
  };
  expect(queueOf("DistributeFunction")).toBe("<DistributeFailedArn>");
  expect(queueOf("WatchFunction")).toBe("<UntoldArn>");
});

it("wakes the sweeper when a distribution dies, and every five minutes", () => {
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
