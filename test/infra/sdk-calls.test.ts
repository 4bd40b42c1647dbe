import type { Template } from "aws-cdk-lib/assertions";
import { expect, it } from "vitest";
import { statementsOf } from "./permissions.ts";
import { actionsCalledBy } from "./sdk-calls.ts";
import { REFRESH_TOKENS, synthStage } from "./synth-stage.ts";

/** Of a stage that calls all that there is to call. */
const { distribution, admin, monitoring } = synthStage({ pointsApi: REFRESH_TOKENS });

interface FunctionRole {
  readonly template: Template;
  readonly role: string;
  /** Calls that an adapter holds and this function never makes, and why. */
  readonly neverMade?: Readonly<Record<string, string>>;
}

const FUNCTIONS: Readonly<Record<string, FunctionRole>> = {
  "lambdas/check-sheet/entry.ts": {
    template: distribution,
    role: "CheckSheetFunctionRole",
  },
  "lambdas/distribute/entry.ts": {
    template: distribution,
    role: "DistributeFunctionRole",
  },
  "lambdas/slack-notifier/entry.ts": {
    template: distribution,
    role: "TellFunctionRole",
    neverMade: {
      "dynamodb:UpdateItem": "Changes neither payouts nor payments.",
      "s3:GetObjectVersion": "Reads results as they are now.",
      "s3:PutObject": "Reads what checks found, and writes none.",
    },
  },
  "lambdas/sweeper/entry.ts": {
    template: distribution,
    role: "WatchFunctionRole",
    neverMade: { "s3:GetObjectVersion": "Reads results as they are now." },
  },
  "lambdas/alarm-notifier/entry.ts": { template: monitoring, role: "AlarmsFunctionRole" },
  "admin-api/entry.ts": { template: admin, role: "FunctionRole" },
};

/** What the platform needs of a role, and no code of ours calls. */
const OF_THE_PLATFORM: readonly string[] = [
  "lambda:CheckpointDurableExecution",
  "lambda:GetDurableExecutionState",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "sqs:SendMessage",
  "sqs:ReceiveMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
  // Tells an object that is missing from one that is forbidden.
  "s3:ListBucket",
];

it.each(Object.entries(FUNCTIONS))(
  "grants %s what it calls, and nothing more",
  async (entry, of) => {
    const called = await actionsCalledBy(entry);
    const neverMade = Object.keys(of.neverMade ?? {});
    const granted = statementsOf(of.template, of.role)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action)
      .filter((action) => !OF_THE_PLATFORM.includes(action));
    const made = called.filter((action) => !neverMade.includes(action));
    expect([...new Set(granted)].sort()).toEqual([...made].sort());
    // An answer to a call that is gone would hide the next one.
    expect(neverMade.filter((action) => !called.includes(action))).toEqual([]);
  },
);
