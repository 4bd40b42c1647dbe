import type { PayingSettings } from "../../domain/distribution/settings.ts";
import { type CanaryOfSeed, USUAL_CANARY } from "./canary-of-seed.ts";
import type { Cheating } from "./cheating-of-seed.ts";
import { NO_PLANNED_HOURS, type PlannedHours } from "./planned-hours.ts";
import { drawNature, drawOutages, type Outage } from "./points-api-of-seed.ts";
import { NO_QUIET_HOURS, type QuietHours } from "./quiet-hours-of-seed.ts";
import type { Random } from "./random.ts";
import type { Receipts } from "./receipts-of-seed.ts";
import type { Reversals } from "./reversals-of-seed.ts";
import { drawLongSize, drawPayoutsOf, drawSize } from "./size-of-seed.ts";

/** Of seeds in which everything takes hours; they are the dear ones. */
const LONG_SHARE = 0.03;
/** So long an invocation lives at least that may have to look payments up before it asks for them. */
const LOOKED_UP_IN_MS = 10_000;

/** Clocks, and calls that land late, are apart by so much of a key's life at most. */
const SKEW_OF_LIFE = 0.03;

/** What a seed decides before its run begins: how large the payout is and what goes wrong how often. */
export interface Plan {
  readonly idempotency: "key" | "lookup" | "none";
  /** How long the points API remembers a key, in mode `key`. */
  readonly keyLifetimeMs: number;
  /** It can be looked up beside its keys, in mode `key`. */
  readonly alsoLooksUp: boolean;
  /** A key whose call was answered by a failure may be refused from then on, though it paid. */
  readonly burnsKeys: boolean;
  /** It only accepts, and says within this time what became of a payment; undefined where it pays at once. */
  readonly confirmDeadlineMs: number | undefined;
  readonly payouts: number;
  /** They are scheduled for the same time, and share the rate from the first call. */
  readonly payoutsMeet: boolean;
  readonly payments: number;
  readonly chunkSize: number;
  readonly settings: PayingSettings;
  /** How many payments a bulk call may hold; undefined where the points API has none. */
  readonly bulkMost: number | undefined;
  /** Everything takes hours: few calls an hour, reports that take minutes, outages half a day long. */
  readonly isLong: boolean;
  /** How long it takes to write a result workbook. */
  readonly reportMs: number;
  readonly progressEveryMs: number;
  readonly needsApproval: boolean;
  readonly dryRun: boolean;
  /** Which payments are paid before all others, and looked at. */
  readonly canary: CanaryOfSeed;
  /** How somebody tries to have more paid than one person may send; mostly nobody does. */
  readonly cheating: Cheating | undefined;
  /** Whether a dry run may look users up. */
  readonly findsUsers: boolean;
  /** Whether the points API tells what the company has left. */
  readonly tellsFloat: boolean;
  /** When the sweeper first looks; every five minutes from then. */
  readonly sweepFromMs: number;
  /** When somebody restores the table as it stood `backMs` before; mostly never. */
  readonly restore: { readonly atMs: number; readonly backMs: number } | undefined;
  /** When the sheet turns out to be another one than was approved, after the start; mostly never. */
  readonly sheetChangesAfterMs: number | undefined;
  /** Counted from the start of the distribution, and not from that of the run. */
  readonly sheetChangesOnceStarted: boolean;
  readonly sheetGoesMissing: boolean;
  /** How often a step that throws is tried before its execution fails. */
  readonly stepAttempts: number;
  /** How often the client of DynamoDB asks before it gives up; in seeds where it is once, every fault is the caller's. */
  readonly sdkAttempts: number;
  readonly invocationLimitMs: number;
  readonly yieldMarginMs: number;
  /** From here on nothing goes wrong any more, and people resume what stands still. */
  readonly quietAfterMs: number;
  readonly personActs: number;
  /** How far the clocks of two processes may be apart. */
  readonly clockSkewMs: number;
  /** How long after its answer, or after its worker gave up, a call may still land. */
  readonly lateLandingMs: number;
  readonly rates: Rates;
  /** Spans in which the points API, or its trust in our credentials, is gone. */
  readonly outages: readonly Outage[];
  /** When it takes no calls, or no more of them. */
  readonly plannedHours: PlannedHours;
  /** When nobody is to be paid, though it takes calls. */
  readonly quietHours: QuietHours;
  /** How people take back what was paid; undefined where the points API takes nothing back. */
  readonly reversals: Reversals | undefined;
  /** How completed payouts are compared with the points API's books; undefined where none are. */
  readonly receipts: Receipts | undefined;
  /** The points API pays to accounts of its own, which are found by users' ids. */
  readonly hasAccounts: boolean;
}

/** Probabilities; each is drawn for itself, many of them as 0, so that seeds differ in kind. */
export interface Rates {
  /** Of a call to a store or a service: */
  readonly callFails: number;
  readonly callAnswerLost: number;
  readonly callLandsLate: number;
  readonly callIsSlow: number;
  /** Of a request to DynamoDB: it arrives twice, because the first answer was lost, or once more late; */
  readonly requestTwice: number;
  /** one of its statements; and what replicas and indexes show of a write. */
  readonly statementThrottled: number;
  readonly replicaLags: number;
  /** Of the process that makes a call: */
  readonly crash: number;
  readonly freeze: number;
  readonly clockJump: number;
  /** Of a call to the points API: */
  readonly pointsBusy: number;
  readonly pointsDown: number;
  readonly pointsInDoubt: number;
  readonly lookUpFails: number;
  readonly bulkRefused: number;
  readonly bulkResultMissing: number;
  readonly userIsMissing: number;
  /** A user whose payments are never decided on: 409, for ever. */
  readonly userIsStuck: number;
  /** Of a payment that was accepted: it fails; or nobody ever hears of it. */
  readonly acceptedFails: number;
  readonly acceptedIsLost: number;
  readonly credentialsExpire: number;
  readonly credentialsHang: number;
  /** Of a row or a sheet: */
  readonly userInTwoRows: number;
  readonly sheetHasProblem: number;
  readonly sheetUploadedTwice: number;
  /** Of a person who looks after a payout, or who reads of it in the channel: */
  readonly personRetries: number;
  readonly personSettles: number;
  readonly personReacts: number;
  readonly personEnds: number;
  /** Of a look at the points API before a payout begins: */
  readonly floatIsShort: number;
  /** Of a message to Slack: */
  readonly slackFails: number;
  /** Of an execution or an invocation of it: */
  readonly executionDies: number;
  readonly zombie: number;
  readonly lateInvocation: number;
  /** Of a firing: */
  readonly duplicateDelivery: number;
  readonly lostDelivery: number;
  readonly lateDelivery: number;
}

export function drawPlan(random: Random): Plan {
  const idempotency = random.pick(["key", "lookup", "none"]);
  const isLong = random.chance(LONG_SHARE);
  const bulkMost = random.chance(0.4) ? random.between(2, 5) : undefined;
  const size = isLong ? drawLongSize(random) : drawSize(random, bulkMost);
  const { settings, quietAfterMs } = size;
  const mishap = drawMishap(random, quietAfterMs);
  const calm = random.chance(0.05);
  const rate = (...choices: [number, ...number[]]): number =>
    calm || random.chance(0.45) ? 0 : random.pick(choices);
  const half = Math.floor(settings.lookupSettleMs / 2);
  const nature = drawNature(random, idempotency);
  const isEverLookedUp = idempotency === "lookup" || nature.alsoLooksUp;
  return {
    ...size,
    ...nature,
    idempotency,
    bulkMost,
    ...drawPayoutsOf(random, size),
    needsApproval: random.chance(0.2),
    dryRun: random.chance(0.06),
    canary: USUAL_CANARY,
    cheating: undefined,
    findsUsers: random.chance(0.5),
    tellsFloat: random.chance(0.3),
    sweepFromMs: random.between(1_000, 300_000),
    ...mishap,
    invocationLimitMs: Math.max(size.invocationLimitMs, isEverLookedUp ? LOOKED_UP_IN_MS : 0),
    sheetChangesOnceStarted: random.chance(0.5),
    sheetGoesMissing: random.chance(0.01),
    sdkAttempts: random.between(1, 3),
    stepAttempts: random.pick([3, 8, 45]),
    personActs: random.chance(0.3) ? 0 : random.between(1, 5),
    // A points API that can only be looked up needs clocks and calls that keep to a bound.
    clockSkewMs: isEverLookedUp ? half : Math.min(600_000, nature.keyLifetimeMs * SKEW_OF_LIFE),
    lateLandingMs: isEverLookedUp ? half : Math.min(300_000, nature.keyLifetimeMs * SKEW_OF_LIFE),
    rates: {
      callFails: rate(0.005, 0.02, 0.1),
      callAnswerLost: rate(0.005, 0.02, 0.1),
      callLandsLate: rate(0.005, 0.02),
      callIsSlow: rate(0.01, 0.05, 0.2),
      requestTwice: rate(0.02, 0.2),
      statementThrottled: rate(0.02, 0.3),
      replicaLags: rate(0.1, 0.5),
      crash: rate(0.002, 0.01, 0.03),
      freeze: rate(0.005, 0.02, 0.05),
      clockJump: rate(0.1, 0.5),
      pointsBusy: rate(0.05, 0.2, 0.5),
      pointsDown: rate(0.02, 0.1, 0.4),
      pointsInDoubt: rate(0.05, 0.2, 0.5),
      lookUpFails: rate(0.05, 0.3),
      bulkRefused: rate(0.05, 0.5),
      bulkResultMissing: rate(0.02, 0.2),
      userIsMissing: rate(0.1, 0.3),
      userIsStuck: rate(0.02, 0.1, 0.3),
      acceptedFails: rate(0.05, 0.3),
      acceptedIsLost: rate(0.02, 0.1),
      credentialsExpire: rate(0.02, 0.2),
      credentialsHang: rate(0.05, 0.3),
      userInTwoRows: rate(0.1, 0.3),
      sheetHasProblem: rate(0.03),
      sheetUploadedTwice: rate(0.1),
      personRetries: rate(0.2, 0.5),
      personSettles: rate(0.2, 0.6),
      personReacts: rate(0.05, 0.3),
      personEnds: rate(0.05, 0.3),
      floatIsShort: rate(0.2, 0.6),
      slackFails: rate(0.1, 0.5),
      executionDies: rate(0.01, 0.05, 0.3),
      zombie: rate(0.1, 0.3, 0.7),
      lateInvocation: rate(0.05, 0.3),
      duplicateDelivery: rate(0.2, 0.6),
      lostDelivery: rate(0.02, 0.1),
      lateDelivery: rate(0.1, 0.4),
    },
    plannedHours: NO_PLANNED_HOURS,
    quietHours: NO_QUIET_HOURS,
    reversals: undefined,
    receipts: undefined,
    hasAccounts: false,
    outages: calm ? [] : drawOutages(random, quietAfterMs, isLong ? 8 * 3_600_000 : 600_000),
  };
}

/** One of them at most: a changed sheet whose check is undone is approved as it is then. */
function drawMishap(
  random: Random,
  quietAfterMs: number,
): Pick<Plan, "restore" | "sheetChangesAfterMs"> {
  const isRestored = random.chance(0.04);
  const atMs = random.spread(5_000, quietAfterMs);
  const backMs = random.spread(1_000, 600_000);
  const isChanged = !isRestored && random.chance(0.06);
  const changesAfterMs = random.spread(1, 90_000);
  return {
    restore: isRestored ? { atMs, backMs } : undefined,
    sheetChangesAfterMs: isChanged ? changesAfterMs : undefined,
  };
}
