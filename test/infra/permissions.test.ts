import { expect, it } from "vitest";
import { permissionsOf, statementsOf } from "./permissions.ts";
import { resourcesOf, synthStage, textOf, theResource } from "./synth-stage.ts";

const { data, distribution, admin } = synthStage();
const group = textOf(theResource(distribution, "AWS::Scheduler::ScheduleGroup").Properties["Name"]);
const SCHEDULES = `arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/${group}/*`;

it("lets check-sheet read sheets, write what it found, and change payouts", () => {
  expect(permissionsOf(distribution, "CheckSheetFunctionRole")).toEqual([
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:UpdateItem on <TableArn>",
    "logs:CreateLogStream on <CheckSheetFunctionLogArn>",
    "logs:PutLogEvents on <CheckSheetFunctionLogArn>",
    "s3:GetObjectVersion on <BucketArn>/sheets/*",
    "s3:ListBucket on <BucketArn>",
    "s3:PutObject on <BucketArn>/checks/*",
    "s3:PutObject on <BucketArn>/problems/*",
    "sqs:SendMessage on <CheckSheetUncheckedArn>",
  ]);
});

it("lets distribute keep the ledger and delete schedules, but create none", () => {
  expect(permissionsOf(distribution, "DistributeFunctionRole")).toEqual([
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:UpdateItem on <TableArn>",
    "lambda:CheckpointDurableExecution on <DistributeFunctionArn>:*",
    "lambda:GetDurableExecutionState on <DistributeFunctionArn>:*",
    "logs:CreateLogStream on <DistributeFunctionLogArn>",
    "logs:PutLogEvents on <DistributeFunctionLogArn>",
    "s3:AbortMultipartUpload on <BucketArn>/results/*",
    "s3:GetObject on <BucketArn>/chunks/*",
    "s3:GetObjectVersion on <BucketArn>/sheets/*",
    "s3:ListBucket on <BucketArn>",
    "s3:PutObject on <BucketArn>/chunks/*",
    "s3:PutObject on <BucketArn>/results/*",
    `scheduler:DeleteSchedule on ${SCHEDULES}`,
    "secretsmanager:GetSecretValue on <PointsApiSecret>",
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "sqs:SendMessage on <DistributeFailedArn>",
  ]);
});

it("lets watch change payouts and tell Slack, and nothing else", () => {
  expect(permissionsOf(distribution, "WatchFunctionRole")).toEqual([
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:UpdateItem on <TableArn>",
    "logs:CreateLogStream on <WatchFunctionLogArn>",
    "logs:PutLogEvents on <WatchFunctionLogArn>",
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "sqs:SendMessage on <WatchUnseenArn>",
  ]);
});

it("lets the admin API schedule and start payouts, but neither pay nor read a secret", () => {
  expect(permissionsOf(admin, "FunctionRole")).toEqual([
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:Query on <TableArn>/index/byTime",
    "dynamodb:Query on <TableArn>/index/byUser",
    "dynamodb:UpdateItem on <TableArn>",
    "iam:PassRole on <SchedulesFiringRoleArn>",
    "lambda:InvokeFunction on <DistributeFunctionAliaslive>",
    "logs:CreateLogStream on <FunctionLogArn>",
    "logs:PutLogEvents on <FunctionLogArn>",
    "s3:GetObject on <BucketArn>/checks/*",
    "s3:GetObject on <BucketArn>/chunks/*",
    "s3:GetObject on <BucketArn>/problems/*",
    "s3:GetObject on <BucketArn>/results/*",
    "s3:ListBucket on <BucketArn>",
    "s3:PutObject on <BucketArn>/sheets/*",
    `scheduler:CreateSchedule on ${SCHEDULES}`,
    `scheduler:DeleteSchedule on ${SCHEDULES}`,
    `scheduler:GetSchedule on ${SCHEDULES}`,
  ]);
});

it("lets the admin API hand the firing role to EventBridge Scheduler only", () => {
  const passRole = statementsOf(admin).filter(({ Action }) => Action.includes("iam:PassRole"));
  expect(passRole.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
  ]);
});

it("allows no action and no resource by a bare wildcard", () => {
  const allowed = [data, distribution, admin]
    .flatMap((template) => statementsOf(template))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) => [...Action, ...(Resource ?? [])]);
  expect(allowed.length).toBeGreaterThan(0);
  expect(allowed.filter((name) => name === "*" || /^[a-z0-9]+:\*$/.test(name))).toEqual([]);
});

it("gives no role of ours a policy that AWS manages, or one that is not read above", () => {
  const managed = [data, distribution, admin]
    .flatMap((template) => resourcesOf(template, "AWS::IAM::Role"))
    .filter(({ Properties }) => "ManagedPolicyArns" in Properties || "Policies" in Properties);
  // CDK's own role, which only puts the bucket's notifications in place while deploying.
  expect(managed).toHaveLength(1);
  expect(resourcesOf(distribution, "AWS::IAM::Role", "BucketNotificationsHandler")).toEqual(
    managed,
  );
});
