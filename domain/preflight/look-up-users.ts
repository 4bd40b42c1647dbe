import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { Unstarted } from "../distribution/look-at-points-api.ts";
import { plannedUntil } from "../distribution/planned-outages.ts";
import type { PointsApi } from "../distribution/points-api.ts";
import type { RateStore } from "../distribution/rate-store.ts";
import { createRoundControl, type RoundControl } from "../distribution/round-control.ts";
import { createRoundLimits } from "../distribution/round-limits.ts";
import type { PayingSettings } from "../distribution/settings.ts";
import { optional } from "../optional.ts";
import { type NamedPointsApiDeps, pointsApiNameOf } from "../payout/named-points-api.ts";
import type { Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { payoutsInState } from "../payout/payouts-in-state.ts";
import { SheetMissingError } from "../payout/sheet-store.ts";
import { askForUsers, type UserFound } from "./ask-for-users.ts";
import { type MarkMissingUsersDeps, markMissingUsers } from "./mark-missing-users.ts";
import {
  isOfItsSheet,
  MOST_MISSING_LISTED,
  MOST_USERS,
  type PreFlightStore,
  type UsersLook,
} from "./pre-flight.ts";
import { mayPreFlight } from "./request-pre-flight.ts";
import {
  readSheetUsers,
  type SheetUser,
  type SheetUsers,
  type SheetUsersDeps,
} from "./sheet-users.ts";

export interface LookUpUsersDeps extends SheetUsersDeps, MarkMissingUsersDeps, NamedPointsApiDeps {
  readonly payouts: Pick<PayoutStore, "get" | "list">;
  readonly preFlights: Pick<PreFlightStore, "users" | "saveUsers">;
  readonly rates: RateStore;
  readonly pointsApi: PointsApi;
  readonly settings: PayingSettings;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type UsersStretch =
  /** All are looked up, or nothing more is to be. */
  | { readonly kind: "over" }
  /** Payouts are paid first, or the invocation's time is up: it goes on after so long. */
  | { readonly kind: "later"; readonly waitMs: number };

const SHEET_MISSING = "sheet_missing";
const OVER: UsersStretch = { kind: "over" };
/** Payments need the day's calls: looking users up takes this share of them at most. */
const SHARE_OF_QUOTA = 0.1;
/** Fewer at once than paying would: nobody waits for it. */
const CONCURRENCY = 32;
/** Whether somebody pays is looked at so often, and what was found is kept every so many looks. */
const WATCH_MS = 1_000;
const LOOKS_A_KEEP = 5;
/** It tries again so long after payouts were found that are paid first. */
const PAYOUTS_FIRST_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Looks up which of a payout's users exist, within the rate that all payouts of the points API share, and as
 * long as this invocation may. It makes way for payouts that are being paid. Repeated, it goes on with the
 * first user of whom nothing is kept.
 */
export async function lookUpUsers(
  deps: LookUpUsersDeps,
  { payoutId, run, yieldAtMs }: { payoutId: string; run: number; yieldAtMs: number },
): Promise<UsersStretch> {
  const payout = await unstarted(deps, payoutId);
  const known = await deps.preFlights.users(payoutId);
  if (payout === undefined || known?.run !== run || !isOfItsSheet(known, payout)) return OVER;
  const { findUser } = deps.pointsApi;
  const keep = async (changes: Partial<UsersLook>): Promise<void> => {
    const updatedAt = toInstant(deps.clock.nowMs());
    await deps.preFlights.saveUsers(payoutId, { ...known, ...changes, updatedAt });
  };
  if (findUser === undefined) {
    await keep({ state: "not_asked" });
    return OVER;
  }
  if (await isPaidFirst(deps, payout)) {
    await keep({ state: "waiting" });
    return { kind: "later", waitMs: PAYOUTS_FIRST_MS };
  }
  const sheet = await readSheet(deps, payout);
  if (sheet === undefined) {
    await keep({ state: "stopped", code: SHEET_MISSING });
    return OVER;
  }
  const { users, isPart } = sheet;
  const progress = createProgress(known, users);
  const facts = { of: users.length, ...(isPart && { isPart }) } as const;
  await keep({ state: "looking", ...facts });
  const control = createRoundControl();
  const watch = startWatch(deps, payout, run, { control, yieldAtMs }, () =>
    keep({ state: "looking", ...facts, ...progress.soFar() }),
  );
  const limits = limitsOf(deps, payout, control);
  let code: string | undefined;
  try {
    await limits.join();
    const left = users.slice(known.looked);
    const asking = { ...deps, findUser, limits, control };
    code = await askForUsers(asking, left, progress.note);
  } finally {
    await limits.leave();
    await watch.end();
  }
  if (watch.isReplaced()) return OVER;
  const soFar = { ...facts, ...progress.soFar() };
  if (soFar.looked === users.length) {
    const markedKey = await markMissingUsers(deps, payout, soFar.listed, sheet.check);
    const marked = optional("markedKey", markedKey);
    await keep({ state: "done", ...soFar, ...marked, before: undefined });
    return OVER;
  }
  if (code !== undefined) {
    await keep({ state: "stopped", ...soFar, code });
    return OVER;
  }
  await keep({ state: "waiting", ...soFar });
  return { kind: "later", waitMs: waitAfter(control, deps.clock) };
}

/** Undefined where its file is gone, which the payout itself will say when it is paid. */
async function readSheet(
  deps: LookUpUsersDeps,
  payout: Unstarted,
): Promise<SheetUsers | undefined> {
  try {
    return await readSheetUsers(deps, payout, mostUsers(deps));
  } catch (error) {
    if (error instanceof SheetMissingError) return undefined;
    throw error;
  }
}

/** After a stop that is over at a known time it waits for that, and after any other for those who pay. */
function waitAfter({ stop }: RoundControl, clock: Pick<Clock, "nowMs">): number {
  const until = stop?.kind === "unavailable" ? stop.until : undefined;
  if (until === undefined) return PAYOUTS_FIRST_MS;
  const ms = toEpochMs(until) - clock.nowMs();
  return Math.min(Math.max(ms, PAYOUTS_FIRST_MS), LONGEST_WAIT_MS);
}

function mostUsers({ settings: { dailyQuota } }: LookUpUsersDeps): number {
  if (dailyQuota === undefined) return MOST_USERS;
  return Math.min(MOST_USERS, Math.floor(dailyQuota.calls * SHARE_OF_QUOTA));
}

async function unstarted(
  { payouts }: Pick<LookUpUsersDeps, "payouts">,
  payoutId: string,
): Promise<Unstarted | undefined> {
  const payout = await payouts.get(payoutId);
  return payout !== undefined && mayPreFlight(payout) ? payout : undefined;
}

/** Whether a payout of the same points API is being paid: it has the rate for itself. */
async function isPaidFirst(deps: LookUpUsersDeps, payout: Payout): Promise<boolean> {
  const name = pointsApiNameOf(deps, payout);
  const about = { withoutDryRuns: true };
  for await (const other of payoutsInState(deps.payouts, "distributing", about)) {
    if (waits(other, deps.clock.nowMs())) continue;
    if (other.dryRun !== true && pointsApiNameOf(deps, other) === name) return true;
  }
  return false;
}

/** Nothing of it is asked for until a time that is known, such as the end of quiet hours. */
function waits({ outage }: PayoutIn<"distributing">, nowMs: number): boolean {
  const until = outage && plannedUntil(outage);
  return until !== undefined && toEpochMs(until) > nowMs;
}

function limitsOf(deps: LookUpUsersDeps, payout: Unstarted, control: RoundControl) {
  const { rates, clock, settings } = deps;
  // Users are looked up one by one.
  const pointsApi = { ...deps.pointsApi, bulk: undefined };
  return createRoundLimits(
    { rates, clock, settings, pointsApi },
    {
      asked: pointsApi,
      // Not by the id of a payout that may begin to be paid: its shards count by that.
      payoutId: `${payout.payoutId}#pre-flight`,
      owner: deps.newId(),
      ...{ shard: 0, fence: 1, payout, control, looksOnly: true },
      plan: { chunkSize: 1, chunkCount: 1, shards: 1 },
      settings: {
        ...settings,
        concurrency: Math.min(CONCURRENCY, settings.concurrency),
        concurrencyAtStart: 1,
      },
    },
  );
}

interface Watch {
  /** Another run has begun, or the payout, or it is over: nothing is to be kept any more. */
  isReplaced(): boolean;
  end(): Promise<void>;
}

/** While users are looked up: keeps what was found, and ends the round in time, or for those who pay. */
function startWatch(
  deps: LookUpUsersDeps,
  payout: Unstarted,
  run: number,
  { control, yieldAtMs }: { readonly control: RoundControl; readonly yieldAtMs: number },
  keep: () => Promise<void>,
): Watch {
  const finished = new AbortController();
  let isReplaced = false;

  async function look(isKept: boolean): Promise<void> {
    if (deps.clock.nowMs() >= yieldAtMs || (await isPaidFirst(deps, payout))) {
      control.end({ kind: "yielded" });
    }
    const known = await deps.preFlights.users(payout.payoutId);
    const now = await unstarted(deps, payout.payoutId);
    if (known?.run !== run || now === undefined || !isOfItsSheet(known, now)) {
      isReplaced = true;
      control.end({ kind: "stopped" });
    } else if (isKept) await keep();
  }

  async function watch(): Promise<void> {
    for (let looks = 1; ; looks += 1) {
      const waitMs = Math.min(WATCH_MS, Math.max(0, yieldAtMs - deps.clock.nowMs()));
      try {
        await deps.clock.sleep(waitMs, finished.signal);
      } catch {
        return;
      }
      // What fails is repeated.
      await look(looks % LOOKS_A_KEEP === 0).catch(() => undefined);
      if (control.stop !== undefined) return;
    }
  }

  const watching = watch();
  return {
    isReplaced: () => isReplaced,
    async end() {
      finished.abort();
      await watching;
    },
  };
}

/** What is known of the users in order: of one after a gap nothing is kept, and it is asked for again. */
function createProgress(known: UsersLook, users: readonly SheetUser[]) {
  const from = known.looked;
  const waiting = new Map<number, UserFound>();
  const listed = [...known.listed];
  let { looked, missing, untold } = known;

  return {
    /** @param at how many users after the first of whom nothing was kept */
    note(at: number, found: UserFound): void {
      waiting.set(from + at, found);
      for (;;) {
        const next = waiting.get(looked);
        if (next === undefined) return;
        waiting.delete(looked);
        const user = users[looked];
        looked += 1;
        if (next.kind === "untold") untold += 1;
        if (next.kind !== "missing") continue;
        missing += 1;
        if (user === undefined || listed.length === MOST_MISSING_LISTED) continue;
        const { payment, rows } = user;
        listed.push({ userId: payment.userId, rows: [...rows], code: next.code });
      }
    },
    soFar: () => ({ looked, missing, untold, listed: [...listed] }),
  };
}
