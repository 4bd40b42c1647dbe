import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import { acknowledgementsOf } from "../../domain/payout/must-acknowledge.ts";
import type { PayoutState } from "../../domain/payout/payout.ts";
import type { AdminApiClient } from "../admin-api-client.ts";
import { waitForPayout } from "../wait-for-payout.ts";
import { scheduleSoonest } from "./schedule-soonest.ts";
import { SMOKE_PAYMENTS, SMOKE_TOTAL_POINTS, smokeSheet } from "./smoke-sheet.ts";
import { StepFailedError, type StepLog } from "./step-log.ts";

export interface SmokeDeps {
  readonly client: AdminApiClient;
  readonly log: StepLog;
  readonly nowMs: () => number;
  /** One for each row. */
  readonly users: readonly string[];
  readonly leadSeconds: number | undefined;
}

const FILE_NAME = "smoke-test.xlsx";
/** A function that starts cold, and an event that is late. */
const CHECK_WITHIN_MS = 3 * 60_000;
/** Scheduler fires within the minute; the sweeper calls it overdue after five. */
const START_WITHIN_MS = 6 * 60_000;
const END_WITHIN_MS = 10 * 60_000;
/** An .xlsx is a zip. */
const ZIP_SIGNATURE = "PK";

const ONCE_STARTED: readonly PayoutState[] = ["distributing", "paused", "completed", "halted"];

/**
 * Takes a dry run from the upload to its report, step by step.
 * @throws {StepFailedError} at the first step that fails
 */
export async function takeSmokeSteps(deps: SmokeDeps): Promise<void> {
  const payoutId = await createDryRun(deps);
  const checked = await checkSheet(deps, payoutId);
  const scheduled = await schedule(deps, checked);
  await followPaying(deps, payoutId, scheduled.schedule);
  await readReport(deps, payoutId);
}

async function createDryRun({ client, log, nowMs, users }: SmokeDeps): Promise<string> {
  const bytes = await smokeSheet(users);
  const title = `Smoke test ${new Date(nowMs()).toISOString()}`;
  const created = await log.step(
    "a dry run is created",
    () =>
      client.createPayout({
        title,
        fileName: FILE_NAME,
        sizeBytes: bytes.byteLength,
        dryRun: true,
      }),
    {
      lookAt:
        "the token (a marketer's or an admin's, not expired) and the log of the admin API; " +
        "docs/runbook.md, admin-api-failing",
      found: ({ payoutId }) => payoutId,
    },
  );
  await log.step("it says that nobody is paid", () => assertDryRun(client, created.payoutId), {
    lookAt: "the version that is deployed: it does not know dry runs",
  });
  await log.step("the sheet is uploaded", () => client.upload(created.upload, bytes, FILE_NAME), {
    lookAt: "the bucket's CORS rules and the admin API's right to sign uploads",
  });
  return created.payoutId;
}

async function assertDryRun(client: AdminApiClient, payoutId: string): Promise<void> {
  const { dryRun } = await client.payout(payoutId);
  if (!dryRun) throw new Error(`payout ${payoutId} is no dry run, and is left unscheduled`);
}

async function checkSheet({ client, log }: SmokeDeps, payoutId: string): Promise<PayoutAnswer> {
  return await log.step(
    "the sheet is checked",
    async () => {
      const payout = await within(client, payoutId, ["ready", "invalid"], CHECK_WITHIN_MS);
      if (payout.state === "ready" && payout.check?.totalPoints === SMOKE_TOTAL_POINTS)
        return payout;
      const problems = payout.check?.problems.map(({ cell, message }) => `${cell} ${message.en}`);
      throw new StepFailedError(
        `the sheet is ${payout.state}: ${problems?.join(" ") ?? ""}`,
        "the deployment's rules for user ids: choose fitting ones with --users a,b,c",
      );
    },
    {
      lookAt: "the log of check-sheet and its dead letters; docs/runbook.md, sheets-unchecked",
      found: ({ check }) => `${check?.payments} payments, ${check?.totalPoints} points`,
    },
  );
}

async function schedule(deps: SmokeDeps, checked: PayoutAnswer): Promise<PayoutAnswer> {
  const { client, log } = deps;
  const { payoutId, check } = checked;
  return await log.step(
    "it is scheduled",
    async () => {
      // Nobody is paid by a dry run: what its own small sheet is warned of may stand.
      const acknowledgedWarnings = acknowledgementsOf(check?.warnings ?? []);
      const about = { payoutId, totalPoints: SMOKE_TOTAL_POINTS, acknowledgedWarnings };
      const payout = await scheduleSoonest(client, about, deps);
      if (payout.state === "scheduled") return payout;
      throw new StepFailedError(
        `it is ${payout.state}`,
        `policy.approvalAbovePoints, which is below ${SMOKE_TOTAL_POINTS}: another person must approve payout ${payoutId} on the page`,
      );
    },
    {
      lookAt:
        "the deployment's policy.minLeadTimeMs where the time is too soon (--lead-seconds gives a later " +
        "one), else the admin API's right to create schedules, and its log; docs/runbook.md, admin-api-failing",
      found: ({ schedule: planned }) =>
        [`for ${planned?.instant}`, ...(planned?.acknowledgedWarnings ?? [])].join(", knowing of "),
    },
  );
}

async function followPaying(
  { client, log, nowMs }: SmokeDeps,
  payoutId: string,
  planned: PayoutAnswer["schedule"],
): Promise<void> {
  const leadMs = planned === undefined ? 0 : Math.max(0, Date.parse(planned.instant) - nowMs());
  await log.step(
    "it starts by itself",
    () => within(client, payoutId, ONCE_STARTED, leadMs + START_WITHIN_MS),
    {
      lookAt: `the schedule ${planned?.name} and the dead letters of the schedules; docs/runbook.md, payouts-not-started`,
    },
  );
  await log.step(
    "it comes to its end",
    async () => {
      const payout = await within(client, payoutId, ["completed", "halted"], END_WITHIN_MS);
      const why = payout.halt?.detail ?? payout.halt?.reason;
      if (payout.state !== "completed") throw new Error(`it is ${payout.state}: ${why}`);
      assertCounts(payout);
      return payout;
    },
    {
      lookAt:
        "the payout's page, the points API (its address, credentials and findUser) and the log of " +
        "distribute; docs/runbook.md, payouts-halted and payouts-died",
      found: ({ counts }) => `${counts?.paid} would be paid, ${counts?.rejected} would fail`,
    },
  );
}

/** Every payment is accounted for, nothing is in doubt, and it is still a dry run. */
function assertCounts({ counts, dryRun }: PayoutAnswer): void {
  const isWhole =
    counts?.payments === SMOKE_PAYMENTS &&
    counts.paid + counts.rejected === SMOKE_PAYMENTS &&
    counts.unknown === 0 &&
    counts.pending === 0;
  if (!isWhole) throw new Error(`the counts do not add up: ${JSON.stringify(counts)}`);
  if (!dryRun) throw new Error("it is no dry run any more");
}

async function readReport({ client, log }: SmokeDeps, payoutId: string): Promise<void> {
  await log.step(
    "nobody was paid",
    async () => {
      const { items, dryRun } = await client.payments(payoutId);
      const granted = items.filter(({ transactionId }) => transactionId !== undefined);
      if (items.length !== SMOKE_PAYMENTS || !dryRun || granted.length > 0) {
        throw new Error(`the ledger says otherwise: ${JSON.stringify(items)}`);
      }
    },
    { lookAt: `the payments of payout ${payoutId} and the points API's own books, at once` },
  );
  await log.step(
    "the result workbook is there",
    async () => {
      const bytes = await client.report(payoutId);
      const start = Buffer.from(bytes.subarray(0, ZIP_SIGNATURE.length)).toString("latin1");
      if (start !== ZIP_SIGNATURE) throw new Error("what was downloaded is no workbook");
      return bytes.byteLength;
    },
    {
      lookAt: "the log of distribute, and the admin API's right to read results/",
      found: (bytes) => `${bytes} bytes`,
    },
  );
  await log.step(
    "Slack was told",
    async () => {
      const { channelBehind } = await client.payout(payoutId);
      if (channelBehind !== undefined) {
        throw new Error(`not since ${channelBehind.since}: ${channelBehind.code}`);
      }
    },
    { lookAt: "the Slack token and the channel's id; docs/runbook.md, slack-not-told" },
  );
  await log.step("it is recorded", () => client.recordSmokeTest(payoutId), {
    lookAt: "the log of the admin API; docs/runbook.md, admin-api-failing",
    found: ({ deployment, open }) =>
      `deployment ${deployment ?? "without a name"} is proved${open.length === 0 ? "" : `; left to do: ${open.join(", ")}`}`,
  });
}

/** @throws {Error} when the payout takes longer than `ms`, naming its state then */
async function within(
  client: AdminApiClient,
  payoutId: string,
  until: readonly PayoutState[],
  ms: number,
): Promise<PayoutAnswer> {
  let last: PayoutAnswer | undefined;
  const onAnswer = (payout: PayoutAnswer): void => {
    last = payout;
  };
  const signal = AbortSignal.timeout(ms);
  try {
    return await waitForPayout(client, payoutId, { until, onAnswer, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`after ${Math.round(ms / 1_000)} s it is still ${last?.state}`, {
      cause: error,
    });
  }
}
