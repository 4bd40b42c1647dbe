import type { AwsCall } from "@paysheet/aws-emulator/aws-call";
import type { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { CREDENTIALS, FUNCTIONS } from "../../local/stack/account.ts";
import { playEverything } from "./full-run/play-everything.ts";
import { covers, localPermissionsOf, TABLE_ARN } from "./recorded-calls.ts";
import { synthStage } from "./synth-stage.ts";

const { distribution, admin, monitoring } = synthStage();

const ROLES: Readonly<Record<keyof typeof FUNCTIONS, readonly [Template, string]>> = {
  checkSheet: [distribution, "CheckSheetFunctionRole"],
  distribute: [distribution, "DistributeFunctionRole"],
  slackNotifier: [distribution, "TellFunctionRole"],
  sweeper: [distribution, "WatchFunctionRole"],
  adminApi: [admin, "FunctionRole"],
  alarmNotifier: [monitoring, "AlarmsFunctionRole"],
};

/** What roles allow and a run does not show, and why. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  "logs:CreateLogStream": "Lambda itself writes what functions print.",
  "logs:PutLogEvents": "Lambda itself writes what functions print.",
  "sqs:SendMessage": "Lambda itself puts there what a function failed with to the last.",
  "sqs:ReceiveMessage": "Lambda itself takes the uploads that a function is to check.",
  "sqs:ChangeMessageVisibility": "Lambda itself takes the uploads that a function is to check.",
  "sqs:DeleteMessage": "Lambda itself takes the uploads that a function is to check.",
  "sqs:GetQueueAttributes": "Lambda itself takes the uploads that a function is to check.",
  "sqs:GetQueueUrl": "Lambda itself takes the uploads that a function is to check.",
  "xray:PutTelemetryRecords": "Lambda itself writes traces.",
  "xray:PutTraceSegments": "Lambda itself writes traces.",
  "iam:PassRole": "Looked at by IAM when a schedule is created; nobody calls it.",
  "s3:ListBucket": "Looked at by S3 when an object is missing; nobody calls it.",
  "lambda:ListDurableExecutionsByFunction":
    "Asked of a payout that has been paid for longer than the run lasts.",
  "lambda:GetDurableExecutionState":
    "Asked by the durable SDK once a state is too large for the invocation's event.",
  "s3:AbortMultipartUpload": "Asked when a result of several megabytes breaks off midway.",
  "scheduler:GetSchedule": "Asked when the answer to CreateSchedule was lost on its way.",
  "secretsmanager:GetSecretValue on <EdgeSecret>": "Nothing stands before the local stack's API.",
};

const REMINDED =
  "Asked whether a payout would still be paid, half an hour before its time; no run lasts so long.";

/** The same of one function alone. */
const NOT_SHOWN_OF: Partial<Record<string, Readonly<Record<string, string>>>> = {
  [FUNCTIONS.slackNotifier]: {
    "cognito-idp:ListUsers": REMINDED,
    "cognito-idp:AdminListGroupsForUser": REMINDED,
    [`dynamodb:Query on ${TABLE_ARN}/index/byState`]: REMINDED,
    [`dynamodb:Query on ${TABLE_ARN}/index/byUser`]: REMINDED,
  },
  [FUNCTIONS.sweeper]: {
    "cognito-idp:ListUsers": REMINDED,
    "cognito-idp:AdminListGroupsForUser": REMINDED,
    [`dynamodb:Query on ${TABLE_ARN}/index/byUser`]: REMINDED,
    "lambda:InvokeFunction": REMINDED,
    "s3:PutObject": REMINDED,
    [`dynamodb:Query on ${TABLE_ARN}/index/byTime`]:
      "Asked by whichever function is the first to look at a table whose origin nobody wrote down.",
  },
};

function isNotShown({
  action,
  resource,
  caller = "",
}: Pick<AwsCall, "action" | "resource"> & { readonly caller?: string | undefined }): boolean {
  const name = `${action} on ${resource}`;
  return [NOT_SHOWN, NOT_SHOWN_OF[caller] ?? {}].some((known) => action in known || name in known);
}

let calls: readonly AwsCall[];
beforeAll(async () => {
  calls = await playEverything();
});

describe("in a full run on the local stack", () => {
  it.each(Object.entries(ROLES))(
    "%s calls what its role allows, all of it and no more",
    (name, [template, role]) => {
      const permissions = localPermissionsOf(template, role);
      const caller = FUNCTIONS[name as keyof typeof FUNCTIONS];
      const made = calls.filter((call) => call.caller === caller);
      const shown = (these: readonly Pick<AwsCall, "action" | "resource">[]) => [
        ...new Set(these.map(({ action, resource }) => `${action} on ${resource}`)),
      ];

      expect(made).not.toEqual([]);
      const forbidden = made.filter((call) => !permissions.some((one) => covers(one, call)));
      expect(shown(forbidden)).toEqual([]);
      const unused = permissions.filter(
        (one) => !isNotShown({ ...one, caller }) && !made.some((call) => covers(one, call)),
      );
      expect(shown(unused)).toEqual([]);
    },
  );

  it("is signed by a function or by the stack itself", () => {
    const known: string[] = [CREDENTIALS.accessKeyId, ...Object.values(FUNCTIONS)];
    expect(calls.filter(({ caller }) => !known.includes(caller))).toEqual([]);
  });

  it("shows nothing of what is said not to be shown", () => {
    expect(calls.filter(isNotShown)).toEqual([]);
  });
});
