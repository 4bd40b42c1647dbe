import { expect, it } from "vitest";
import { permissionsOf, statementsOf } from "./permissions.ts";
import { OWN_ADDRESSES, synthStage, textOf, theResource } from "./synth-stage.ts";

const { distribution, admin } = synthStage();
const group = textOf(theResource(distribution, "AWS::Scheduler::ScheduleGroup").Properties["Name"]);
const SCHEDULES = `arn:aws:scheduler:ap-northeast-2:<AWS::AccountId>:schedule/${group}/*`;
const BUCKET = "arn:aws:s3:::paysheet-dev-<AWS::AccountId>-ap-northeast-2";

/** Whether those who stand for a payout are still there, in the stage's own user pool alone. */
const WHO_LEFT = [
  "cognito-idp:AdminListGroupsForUser on <PeoplePoolArn>",
  "cognito-idp:ListUsers on <PeoplePoolArn>",
];

/** Lambda itself writes them, with the function's role. */
const TRACES = ["xray:PutTelemetryRecords on *", "xray:PutTraceSegments on *"];

it("lets check-sheet take uploads, read sheets, write what it found, and change payouts", () => {
  expect(permissionsOf(distribution, "CheckSheetFunctionRole")).toEqual([
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:UpdateItem on <TableArn>",
    // Once a sheet is good its users are looked up.
    "lambda:InvokeFunction on <DistributeFunctionAliaslive>",
    "logs:CreateLogStream on <CheckSheetFunctionLogArn>",
    "logs:PutLogEvents on <CheckSheetFunctionLogArn>",
    `s3:GetObject on ${BUCKET}/checks/*`,
    `s3:GetObjectVersion on ${BUCKET}/sheets/*`,
    `s3:ListBucket on ${BUCKET}`,
    `s3:PutObject on ${BUCKET}/checks/*`,
    `s3:PutObject on ${BUCKET}/problems/*`,
    "sqs:ChangeMessageVisibility on <CheckSheetUploadsArn>",
    "sqs:DeleteMessage on <CheckSheetUploadsArn>",
    "sqs:GetQueueAttributes on <CheckSheetUploadsArn>",
    "sqs:GetQueueUrl on <CheckSheetUploadsArn>",
    "sqs:ReceiveMessage on <CheckSheetUploadsArn>",
    ...TRACES,
  ]);
});

it("lets distribute keep the ledger, erase users, and delete schedules, but create none", () => {
  expect(permissionsOf(distribution, "DistributeFunctionRole")).toEqual([
    ...WHO_LEFT,
    "dynamodb:DescribeTable on <TableArn>",
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PartiQLInsert on <TableArn>",
    "dynamodb:PartiQLUpdate on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:Query on <TableArn>/index/byTime",
    "dynamodb:Query on <TableArn>/index/byUser",
    "dynamodb:UpdateItem on <TableArn>",
    "lambda:CheckpointDurableExecution on <DistributeFunctionArn>:*",
    "lambda:GetDurableExecutionState on <DistributeFunctionArn>:*",
    "lambda:InvokeFunction on <DistributeFunctionArn>:*",
    "logs:CreateLogStream on <DistributeFunctionLogArn>",
    "logs:PutLogEvents on <DistributeFunctionLogArn>",
    `s3:AbortMultipartUpload on ${BUCKET}/results/*`,
    `s3:DeleteObjectVersion on ${BUCKET}/checks/*`,
    `s3:DeleteObjectVersion on ${BUCKET}/chunks/*`,
    `s3:DeleteObjectVersion on ${BUCKET}/problems/*`,
    `s3:DeleteObjectVersion on ${BUCKET}/results/*`,
    `s3:DeleteObjectVersion on ${BUCKET}/sheets/*`,
    `s3:GetObject on ${BUCKET}/checks/*`,
    `s3:GetObject on ${BUCKET}/chunks/*`,
    `s3:GetObject on ${BUCKET}/results/*`,
    `s3:GetObjectVersion on ${BUCKET}/sheets/*`,
    `s3:ListBucket on ${BUCKET}`,
    `s3:ListBucketVersions on ${BUCKET}`,
    `s3:PutObject on ${BUCKET}/checks/*`,
    `s3:PutObject on ${BUCKET}/chunks/*`,
    `s3:PutObject on ${BUCKET}/problems/*`,
    `s3:PutObject on ${BUCKET}/results/*`,
    `scheduler:DeleteSchedule on ${SCHEDULES}`,
    "secretsmanager:GetSecretValue on <PointsApiSecret>",
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "sqs:SendMessage on <DistributeFailedArn>",
    ...TRACES,
  ]);
});

it("lets the sweeper find and change payouts, see whether they would be paid, and tell Slack, and nothing else", () => {
  expect(permissionsOf(distribution, "WatchFunctionRole")).toEqual([
    ...WHO_LEFT,
    "dynamodb:DescribeTable on <TableArn>",
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:Query on <TableArn>/index/byTime",
    "dynamodb:Query on <TableArn>/index/byUser",
    "dynamodb:Query on <TableArn>/index/open",
    "dynamodb:UpdateItem on <TableArn>",
    // Before a reminder the points API is looked at.
    "lambda:InvokeFunction on <DistributeFunctionAliaslive>",
    "lambda:ListDurableExecutionsByFunction on <DistributeFunctionArn>",
    "logs:CreateLogStream on <WatchFunctionLogArn>",
    "logs:PutLogEvents on <WatchFunctionLogArn>",
    `s3:GetObject on ${BUCKET}/checks/*`,
    `s3:GetObject on ${BUCKET}/results/*`,
    `s3:ListBucket on ${BUCKET}`,
    `s3:PutObject on ${BUCKET}/checks/*`,
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "sqs:SendMessage on <UntoldArn>",
    ...TRACES,
  ]);
});

it("lets tell read payouts, checks and results, remember what it told and tell Slack, and nothing else", () => {
  expect(permissionsOf(distribution, "TellFunctionRole")).toEqual([
    ...WHO_LEFT,
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:Query on <TableArn>/index/byUser",
    "logs:CreateLogStream on <TellFunctionLogArn>",
    "logs:PutLogEvents on <TellFunctionLogArn>",
    `s3:GetObject on ${BUCKET}/checks/*`,
    `s3:GetObject on ${BUCKET}/results/*`,
    `s3:ListBucket on ${BUCKET}`,
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "sqs:SendMessage on <UntoldArn>",
    ...TRACES,
  ]);
});

it("lets the admin API schedule and start payouts, but neither pay nor read the points API's secret", () => {
  expect(permissionsOf(admin, "FunctionRole")).toEqual([
    "dynamodb:DescribeTable on <TableArn>",
    "dynamodb:GetItem on <TableArn>",
    "dynamodb:PutItem on <TableArn>",
    "dynamodb:Query on <TableArn>",
    "dynamodb:Query on <TableArn>/index/byState",
    "dynamodb:Query on <TableArn>/index/byTime",
    "dynamodb:Query on <TableArn>/index/byUser",
    "dynamodb:Query on <TableArn>/index/open",
    "dynamodb:UpdateItem on <TableArn>",
    "iam:PassRole on <SchedulesFiringRoleArn>",
    "lambda:InvokeFunction on <DistributeFunctionAliaslive>",
    "lambda:InvokeFunction on <TellFunctionArn>",
    "logs:CreateLogStream on <FunctionLogArn>",
    "logs:PutLogEvents on <FunctionLogArn>",
    `s3:GetObject on ${BUCKET}/checks/*`,
    `s3:GetObject on ${BUCKET}/chunks/*`,
    `s3:GetObject on ${BUCKET}/problems/*`,
    `s3:GetObject on ${BUCKET}/results/*`,
    `s3:GetObjectVersion on ${BUCKET}/sheets/*`,
    `s3:ListBucket on ${BUCKET}`,
    `s3:PutObject on ${BUCKET}/checks/*`,
    `s3:PutObject on ${BUCKET}/sheets/*`,
    `scheduler:CreateSchedule on ${SCHEDULES}`,
    `scheduler:DeleteSchedule on ${SCHEDULES}`,
    `scheduler:GetSchedule on ${SCHEDULES}`,
    "secretsmanager:DescribeSecret on <PointsApiSecret>",
    "secretsmanager:DescribeSecret on <SlackSecret>",
    "secretsmanager:GetSecretValue on <EdgeSecret>",
    "secretsmanager:GetSecretValue on <SlackSecret>",
    "secretsmanager:GetSecretValue on <UserIdKey>",
    ...TRACES,
  ]);
});

it("lets the admin API hand the firing role to EventBridge Scheduler only", () => {
  const passRole = statementsOf(admin).filter(({ Action }) => Action.includes("iam:PassRole"));
  expect(passRole.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
  ]);
});

it("lets nobody ask about people where the company's own provider signs them in", () => {
  const own = synthStage(OWN_ADDRESSES).distribution;
  const asked = ["DistributeFunctionRole", "WatchFunctionRole", "TellFunctionRole"]
    .flatMap((role) => permissionsOf(own, role))
    .filter((permission) => permission.startsWith("cognito-idp:"));
  expect(asked).toEqual([]);
});
