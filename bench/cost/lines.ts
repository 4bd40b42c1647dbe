import { METRICS } from "../../adapters/metrics/metric-names.ts";
import { FUNCTIONS } from "../../local/stack/account.ts";
import type { Deployment } from "./deployed.ts";
import type { Line } from "./prices.ts";
import type { Counted } from "./run-stack.ts";

const GIGABYTE = 1024 ** 3;
const LOG_EVENT_BYTES = 26;
/** What Lambda itself logs of an invocation, as JSON: its start, its report. */
const PLATFORM_LOG_BYTES = 700;
/** More than a payment's item takes; it stands in the table and in the index by user. */
const STORED_BYTES_A_PAYMENT = 2 * 1024;
/** Lambda looks into an empty queue from five places, 20 s a look. */
const POLLS_A_MONTH = (5 * 30 * 24 * 3_600) / 20;
const LOOKS_A_MONTH = (30 * 24 * 60) / 5;
/** Metrics that only a payout measures are paid for by the hours in which they were measured. */
const HOURS_A_MONTH = 720;
const ALWAYS_MEASURED = ["UnknownsWaiting"];

/** What one payout costs, counted from a run of it. */
export function payoutLines(
  counted: Counted,
  payout: { readonly payments: number; readonly durableOperations: number },
  { memoryMb, ratePerSecond }: Deployment,
): Line[] {
  const { payments, durableOperations } = payout;
  // As fast as the local run was, or as the configured rate lets it: whichever is slower.
  const payingMs = Math.max(
    durationOf(counted, FUNCTIONS.distribute),
    (payments / ratePerSecond) * 1_000,
  );
  const pays = (payingMs / 1_000) * ((memoryMb.get(FUNCTIONS.distribute) ?? 0) / 1024);
  const storedGb = (payments * STORED_BYTES_A_PAYMENT) / GIGABYTE;
  const measuredHours = Object.keys(METRICS).length - ALWAYS_MEASURED.length;
  return [
    ...requestLines(counted),
    line("DynamoDB", "the ledger, kept a month, at most", "tableStorage", storedGb),
    line("DynamoDB", "the same, restorable to any second", "tableRestore", storedGb),
    line(
      "S3",
      "sheet, chunks, results, kept a month",
      "objectStorage",
      putBytes(counted) / GIGABYTE,
    ),
    line("Lambda", `distribute, at ${ratePerSecond} payments/s`, "gigabyteSeconds", pays),
    line(
      "Lambda",
      "all other functions",
      "gigabyteSeconds",
      gigabyteSeconds(counted, memoryMb, [FUNCTIONS.distribute]),
    ),
    line("Lambda durable", "steps and waits", "durableOperations", durableOperations),
    line("Lambda durable", "checkpoints", "durableWrites", checkpointBytes(counted) / GIGABYTE),
    line("EventBridge Scheduler", "the payout's time", "firings", 1),
    line(
      "API Gateway",
      "the page, and Slack's buttons",
      "apiRequests",
      invocationsOf(counted, FUNCTIONS.adminApi),
    ),
    line("CloudWatch", "figures of an hour", "metrics", measuredHours / HOURS_A_MONTH),
  ];
}

/** What a month costs in which nothing happens. `look` is one sweep. */
export function idleLines(look: Counted, deployment: Deployment): Line[] {
  const { secrets, keys, polledQueues, alarmMetrics, dashboards, memoryMb } = deployment;
  const monthly = (one: Line): Line => ({ ...one, quantity: one.quantity * LOOKS_A_MONTH });
  return [
    line("Secrets Manager", "Slack's, the points API's, CloudFront's", "secrets", secrets),
    line("KMS", "the key of the alarms", "keys", keys),
    line("SQS", "looks into the queue of uploads", "queueRequests", polledQueues * POLLS_A_MONTH),
    line("CloudWatch", "alarms", "alarms", alarmMetrics),
    line("CloudWatch", "the dashboard", "dashboards", dashboards),
    line("CloudWatch", ALWAYS_MEASURED.join(", "), "metrics", ALWAYS_MEASURED.length),
    ...requestLines(look).map(monthly),
    monthly(line("Lambda", "looks", "gigabyteSeconds", gigabyteSeconds(look, memoryMb, []))),
    line("X-Ray", "looks", "traces", LOOKS_A_MONTH),
  ].filter(({ quantity }) => quantity > 0);
}

/** What any run asks of the services, by what was counted alone. */
function requestLines(counted: Counted): Line[] {
  const { calls, invocations, logLines, logBytes } = counted;
  const units = (isIt: (action: string) => boolean, of: "table" | "indexes") =>
    calls
      .filter(({ action }) => action.startsWith("dynamodb:") && isIt(action))
      .reduce((sum, call) => sum + (call.units?.[of] ?? 0), 0);
  const isRead = (action: string) => /:(GetItem|Query)$/.test(action);
  const isWrite = (action: string) => !isRead(action);
  const asked = (pattern: RegExp) => calls.filter(({ action }) => pattern.test(action)).length;
  const logged = logBytes + logLines * LOG_EVENT_BYTES + invocations.length * PLATFORM_LOG_BYTES;
  return [
    line("DynamoDB", "writes of the table", "tableWrites", units(isWrite, "table")),
    line("DynamoDB", "writes of its indexes", "tableWrites", units(isWrite, "indexes")),
    line(
      "DynamoDB",
      "reads of both",
      "tableReads",
      units(isRead, "table") + units(isRead, "indexes"),
    ),
    line("S3", "objects written", "objectWrites", asked(/^s3:(Put|Abort)/)),
    line("S3", "objects read", "objectReads", asked(/^s3:Get/)),
    line("Lambda", "of every function", "invocations", invocations.length),
    line("Secrets Manager", "reads", "secretReads", asked(/^secretsmanager:/)),
    line("CloudWatch", "logs", "logs", logged / GIGABYTE),
  ];
}

function line(service: string, what: string, price: Line["price"], quantity: number): Line {
  return { service, what, price, quantity };
}

function durationOf({ invocations }: Counted, name: string): number {
  return invocations
    .filter(({ functionName }) => functionName === name)
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
}

function invocationsOf({ invocations }: Counted, name: string): number {
  return invocations.filter(({ functionName }) => functionName === name).length;
}

function gigabyteSeconds(
  { invocations }: Counted,
  memoryMb: ReadonlyMap<string, number>,
  without: readonly string[],
): number {
  return invocations
    .filter(({ functionName }) => !without.includes(functionName))
    .reduce(
      (sum, { functionName, durationMs }) =>
        sum + (durationMs / 1_000) * ((memoryMb.get(functionName) ?? 0) / 1024),
      0,
    );
}

function checkpointBytes({ calls }: Counted): number {
  return calls
    .filter(({ action }) => action === "lambda:CheckpointDurableExecution")
    .reduce((sum, { sentBytes }) => sum + sentBytes, 0);
}

function putBytes({ calls }: Counted): number {
  return calls
    .filter(({ action }) => action === "s3:PutObject")
    .reduce((sum, { sentBytes }) => sum + sentBytes, 0);
}
