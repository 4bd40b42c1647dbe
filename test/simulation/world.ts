import { createDynamoDbReservationStore } from "../../adapters/dynamodb/dynamodb-reservation-store.ts";
import type { CompareWithBooksDeps } from "../../domain/compare-with-books.ts";
import type { DistributePayoutDeps } from "../../domain/distribute-payout.ts";
import { markLedgerRestored } from "../../domain/distribution/mark-ledger-restored.ts";
import { reasonsNotToPay } from "../../domain/payout/check-again.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { type Policy, policySchema } from "../../domain/payout/policy.ts";
import type { ReceiveSheetDeps } from "../../domain/payout/receive-sheet.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import { beginSample } from "../../domain/receipt/begin-receipt.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { createSlackMessages } from "../../presentation/slack/slack-messages.ts";
import { type ActorDeps, MARKETER } from "./actor-actions.ts";
import { type Actors, createActors } from "./actors.ts";
import { withCanary } from "./canary-of-seed.ts";
import { withCheating } from "./cheating-of-seed.ts";
import { checkEnd } from "./end-invariants.ts";
import { keyOf } from "./expected-transitions.ts";
import { createFaults } from "./faults.ts";
import type { View } from "./invariant-context.ts";
import { createInvariants } from "./invariants.ts";
import { companyZone, largestOf, limitsOf } from "./limits-of-seed.ts";
import { drawPlan, type Plan } from "./plan.ts";
import { hoursOf, withPlannedHours } from "./planned-hours.ts";
import { withQuietHours } from "./quiet-hours-of-seed.ts";
import { createRandom, type Random } from "./random.ts";
import { withReceipts } from "./receipts-of-seed.ts";
import { withReversals } from "./reversals-of-seed.ts";
import type { Setup } from "./setup.ts";
import { drawPayouts } from "./sheets-of-seed.ts";
import type { SimProcess } from "./sim-process.ts";
import { createSweeper, type Sweeper } from "./sweeper.ts";
import { createTimeline, START_MS } from "./timeline.ts";
import { createTrace } from "./trace.ts";
import { createUploads } from "./uploads.ts";
import { withAccounts } from "./world-accounts.ts";
import { createWorldHost } from "./world-host.ts";
import { createWorldLedger } from "./world-ledger.ts";
import { bytesOfSheet, createWorldObjects } from "./world-objects.ts";
import { createWorldPayouts } from "./world-payouts.ts";
import { createWorldPointsApi } from "./world-points-api.ts";
import { createWorldRates } from "./world-rates.ts";
import { createWorldReceipts } from "./world-receipts.ts";
import { createWorldScheduler } from "./world-scheduler.ts";
import { createWorldSlack } from "./world-slack.ts";
import { createWorldTable } from "./world-table.ts";

const POLICY = policySchema.parse({ minLeadTimeMs: 1_000, defaultTimeZone: "UTC" });
/** A restore takes at least so long, until what was on its way has landed. */
const TABLE_GONE_MS = 1_000;
/** By which the numbers that each of these draws differ from all others of a seed. */
const CANARY_SEED = 0x5eed_ca4a;
const CHEATING_SEED = 0x5eed_c4ea;
const HOURS_SEED = 0x5eed_4041;
const ACCOUNTS_SEED = 0x0acc;
const QUIET_HOURS_SEED = 0x5eed_0717;
const RECEIPTS_SEED = 0x5eed_b00c;
const REVERSALS_SEED = 0x5eed_ba0c;

/** What people read of payouts. */
const MESSAGES = createSlackMessages({ language: "en", mentions: [] });

export interface World {
  readonly setup: Setup;
  readonly view: View;
  readonly drawn: ReturnType<typeof drawPayouts>;
  readonly actors: Actors;
  readonly sweeper: Sweeper;
  /** Another sheet than was approved is read from now on, or none. */
  changeSheet(payoutId: string, payments: readonly Payment[] | undefined): void;
  /** Remembers the table as it stands; called, the result restores it. */
  backUpTable(): () => void;
  /** What is to be judged once nothing is left to happen. */
  checkEnd(): void;
}

/** What a seed decides before its run begins; the run draws on from `random`. */
function planOfSeed(seed: number, random: Random): Plan {
  const ofCalls = withPlannedHours(createRandom(seed ^ HOURS_SEED), drawPlan(random));
  const quietened = withQuietHours(createRandom(seed ^ QUIET_HOURS_SEED), ofCalls);
  const reversed = withReversals(createRandom(seed ^ REVERSALS_SEED), quietened);
  const compared = withReceipts(createRandom(seed ^ RECEIPTS_SEED), reversed);
  const cheated = withCheating(createRandom(seed ^ CHEATING_SEED), compared);
  const looked = withCanary(createRandom(seed ^ CANARY_SEED), cheated);
  return withAccounts(createRandom(seed ^ ACCOUNTS_SEED), looked);
}

/** Everything there is in one run: the domain's own code, and a world around it that misbehaves. */
export async function createWorld(
  seed: number,
  options: { readonly keepsLines: boolean },
): Promise<World> {
  const random = createRandom(seed);
  const plan = planOfSeed(seed, random);
  const timeline = createTimeline();
  const trace = createTrace(START_MS, options.keepsLines);
  const faults = createFaults({ plan, random, timeline, startMs: START_MS });
  const drawn = drawPayouts(random, plan);
  const changedSheets = new Set<string>();
  // The invariants looks at what is made below.
  const invariants = createInvariants({
    plan,
    timeline,
    view: () => view,
    largest: () => largestOf(drawn),
  });
  const registered = new Set<string>();
  const toppedUp = new Set<string>();
  const isMissing = (userId: string): boolean =>
    drawn.missing.has(userId) && !registered.has(userId);
  const isStuck = (userId: string): boolean => drawn.stuck.has(userId);
  const hasSpent = (userId: string): boolean => drawn.spent.has(userId) && !toppedUp.has(userId);
  const setup: Setup = {
    ...{ plan, random, timeline, faults, trace, invariants },
    ...{ isMissing, isStuck, hasSpent },
  };

  let ids = 0;
  function newId(): string {
    ids += 1;
    return `id${String(ids).padStart(8, "0")}`;
  }

  const table = createWorldTable(setup);
  const ledger = createWorldLedger(invariants, table, newId);
  const payouts = createWorldPayouts(invariants, table, newId);
  const receipts = createWorldReceipts(setup, table);
  const rates = createWorldRates(invariants, table);
  const uploads = createUploads(setup, { depsOf: checkDepsOf });
  const objects = createWorldObjects(setup, { onUpload: (sheet) => uploads.tellOf(sheet) });
  const pointsApi = createWorldPointsApi(setup);
  const slack = createWorldSlack(setup, {
    onPosted: (payoutId) => actors.read(payoutId),
    onSlow: (payoutId, ms) => actors.actMeanwhile(payoutId, ms),
  });
  const host = createWorldHost(setup, {
    depsOf: distributionDepsOf,
    onDeath: (execution) => sweeper.tellOfDeath(execution),
  });
  const scheduler = createWorldScheduler(setup, host);
  const sweeper = createSweeper(setup, {
    depsOf: (process) => ({
      ...distributionDepsOf(process),
      executions: host.executionsOf(process),
      policy: POLICY,
    }),
  });
  const view: View = {
    payouts: payouts.all,
    payout: payouts.get,
    entry: ledger.entry,
    entries: ledger.entries,
    tallies: ledger.tallies,
    grantsUnder: pointsApi.grantsUnder,
    shownOf: pointsApi.shownOf,
    receipt: receipts.get,
    schedules: scheduler.existing,
    lostSchedules: () => new Set([...scheduler.lost, ...host.deadSchedules]),
    clocksAgree: plan.rates.clockJump === 0,
    message(payoutId) {
      const delivered = payouts.deliveryState(payoutId);
      return {
        shows: slack.textOf(payoutId),
        says: delivered?.message?.says,
        isSure: delivered?.message?.unsureSince === undefined && delivered?.stale === undefined,
      };
    },
    execution: host.find,
    isStuck,
    hasFailed: pointsApi.hasFailed,
    isBurnt: pointsApi.isBurnt,
    wasMissing: (userId) => drawn.missing.has(userId),
    wasSpent: (userId) => drawn.spent.has(userId),
    approvedPayments(payoutId) {
      const payout = payouts.get(payoutId);
      if (!("check" in payout) || !("sheet" in payout) || payout.sheet === undefined) return [];
      return objects.contentOf(payout.sheet)?.payments ?? [];
    },
    sheetIsChanged: (payoutId) => changedSheets.has(payoutId),
  };

  const actors = createActors(setup, {
    depsOf: actorDepsOf,
    view: {
      ...view,
      isPaid: (key) => pointsApi.grantsUnder(key).length > 0,
      hasTakenBack: (payoutId) =>
        view
          .approvedPayments(payoutId)
          .flatMap(({ row }) => pointsApi.grantsUnder(keyOf(payouts.get(payoutId), row)))
          .some(({ by }) => by === payoutId),
      isUndecided: pointsApi.isUndecided,
    },
    upload: objects.upload,
    register: (userId) => registered.add(userId),
    topUp: (userId) => toppedUp.add(userId),
    disturb: pointsApi.disturb,
  });

  /** As who is deployed now knows it. */
  function policyNow(): Policy {
    const limits = limitsOf(plan, largestOf(drawn), timeline.nowMs());
    const { payments, atLeastPayments } = plan.canary;
    return {
      ...POLICY,
      canary: { payments, atLeastPayments },
      receipt: { samplePayments: plan.receipts?.samplePayments ?? 0 },
      defaultTimeZone: companyZone(plan),
      quietHours: [...hoursOf(plan.quietHours.windows)],
      approvalAbovePoints: plan.needsApproval ? 0 : limits.payoutPoints,
      limits: {
        ...POLICY.limits,
        companyMonthPoints: {
          ...POLICY.limits.companyMonthPoints,
          refuseAbove: limits.monthPoints,
        },
        ...(plan.cheating?.recipients === undefined
          ? {}
          : { personDayPoints: { approvalAbove: limits.personDayPoints } }),
        recipientDayPoints: limits.recipientDay,
        recipientMonthPoints: limits.recipientMonth,
        secondApproverAbovePoints: limits.secondApproverPoints,
      },
    };
  }

  function comparingDepsOf(process: SimProcess) {
    return {
      payouts: payouts.portsOf(process).payouts,
      receipts: receipts.portOf(process),
      comparer: host.comparerOf(process),
      clock: process.clock,
      policy: policyNow(),
    };
  }

  /** At the end of a payout, in seeds where they are compared. */
  function beginReceiptOf(process: SimProcess): Pick<DistributePayoutDeps, "beginReceipt"> {
    const payoutId = process.execution?.firing.payoutId;
    if (plan.receipts === undefined || payoutId === undefined) return {};
    return { beginReceipt: () => beginSample(comparingDepsOf(process), payoutId) };
  }

  function distributionDepsOf(process: SimProcess): DistributePayoutDeps & CompareWithBooksDeps {
    const limited = {
      ...objects.portsOf(process),
      ...payouts.portsOf(process),
      reservations: createDynamoDbReservationStore(table.tableOf({ process })),
      ledger: ledger.portOf(process),
      clock: process.clock,
      policy: policyNow(),
    };
    return {
      ...limited,
      ...beginReceiptOf(process),
      receipts: receipts.portOf(process),
      reasonsNotToPay: (payout) => reasonsNotToPay(limited, payout),
      rates: rates.portOf(process),
      pointsApi: pointsApi.portOf(process),
      scheduler: scheduler.portOf(process),
      channel: slack.portOf(process),
      progressChannel: slack.portOf(process),
      progressEveryMs: plan.progressEveryMs,
      reminderMs: 60_000,
      mentions: [],
      newId,
      random: () => random.next(),
      settings: plan.settings,
      chunkSize: plan.chunkSize,
      messages: MESSAGES,
      userIdMask: createUserIdMask("personal"),
      payoutLink: (payoutId) => `https://page.invalid/${payoutId}`,
    };
  }

  function checkDepsOf(process: SimProcess): ReceiveSheetDeps {
    const { sheets, checks, contents, problemWorkbooks, reader } = objects.portsOf(process);
    return {
      sheets,
      checks,
      contents,
      problemWorkbooks,
      reader,
      payouts: payouts.portsOf(process).payouts,
      clock: process.clock,
      newId,
      policy: POLICY,
    };
  }

  function actorDepsOf(process: SimProcess): ActorDeps {
    const { chunks, sheetSink, checks } = objects.portsOf(process);
    return {
      ...comparingDepsOf(process),
      checks,
      pointsTakenBack: plan.reversals !== undefined,
      reservations: createDynamoDbReservationStore(table.tableOf({ process })),
      chunks,
      sheetSink,
      writePaymentsSheet: async (payments) => bytesOfSheet(payments),
      language: "en",
      ledger: ledger.portOf(process),
      payouts: payouts.portsOf(process).payouts,
      scheduler: scheduler.portOf(process),
      starter: host.starterOf(process),
      clock: process.clock,
      newId,
      policy: policyNow(),
    };
  }

  function backUpTable(): () => void {
    const held = new Set(
      payouts
        .all()
        .filter(isWhole)
        .map(({ payoutId }) => payoutId),
    );
    const backs = [
      ...[table.backUp(), ledger.snapshot(), payouts.snapshot(), receipts.snapshot()],
      invariants.backUp(),
    ];
    return () => {
      // What a retry has paid that the backup does not know can only be known from the trail; so can what
      // a reversal has that the backup knows only half of.
      if (payouts.all().some(({ payoutId }) => !held.has(payoutId))) return;
      const { settings, lateLandingMs } = plan;
      const goneForMs =
        settings.leaseTtlMs + settings.callTimeoutMs + lateLandingMs + TABLE_GONE_MS;
      trace.add(timeline.nowMs(), "somebody", "stops everything", `for ${goneForMs} ms`);
      invariants.tableIsGone(goneForMs);
      host.stopAll();
      timeline.after(goneForMs, () => {
        trace.add(timeline.nowMs(), "somebody", "restores the table", "");
        for (const back of backs) back();
        markRestored();
      });
    };
  }

  function isWhole({ reversalOf, state }: Payout): boolean {
    return reversalOf === undefined || (state !== "uploading" && state !== "checking");
  }

  /** Nobody pays until it is said that the ledger has gaps; see docs/runbook.md. */
  function markRestored(): void {
    let isSaid = false;
    const clock = { nowMs: timeline.nowMs, sleep: () => Promise.reject(new Error("Why wait?")) };
    const deps = { payouts: payouts.store, clock, newId };
    markLedgerRestored(deps, { note: "restored" }, MARKETER).then(
      () => {
        isSaid = true;
      },
      (error: unknown) => invariants.violate("a restore is said at once", String(error)),
    );
    timeline.after(0, () => {
      if (!isSaid)
        invariants.violate("a restore is said at once", "not before anything else happens");
    });
  }

  for (const { payout, event } of drawn.payouts) await payouts.add(payout, event);
  return {
    setup,
    view,
    drawn,
    actors,
    sweeper,
    changeSheet(payoutId, payments) {
      trace.add(timeline.nowMs(), "somebody", `changes the sheet of ${payoutId}`, "");
      changedSheets.add(payoutId);
      objects.tamper(payoutId, payments);
    },
    backUpTable,
    checkEnd: () => checkEnd(invariants, view),
  };
}
