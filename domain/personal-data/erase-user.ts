import { toEpochMs, toInstant } from "../clock.ts";
import type { DurableEngine } from "../durable-engine.ts";
import type { Person } from "../payout/person.ts";
import { type RecordAccessDeps, recordAccess } from "./access-trail.ts";
import { type EraseFromPayoutDeps, eraseFromPayout } from "./erase-from-payout.ts";
import {
  type EraseRequest,
  type Erasure,
  type ErasureOutcome,
  type ErasureResult,
  type ErasureStore,
  MOST_OUTCOMES,
  type UserEraser,
} from "./erasure.ts";
import { type HashUserId, withoutIds } from "./user-id-hash.ts";

export interface RequestErasureDeps extends RecordAccessDeps {
  readonly erasures: ErasureStore;
  readonly eraser: UserEraser;
  readonly hashUserId: HashUserId;
}

/** Asking again within that time starts nothing new: what runs would only be done twice. */
const RUNS_MS = 15 * 60_000;

/**
 * Has a user's data erased wherever it is, by an execution of its own. Asking again later looks
 * again: what stayed because its payout could still pay may be erased then.
 */
export async function requestErasure(
  deps: RequestErasureDeps,
  { userId, reason: given }: { readonly userId: string; readonly reason: string },
  { id, name }: Person,
): Promise<Erasure> {
  const nowMs = deps.clock.nowMs();
  const userIdHash = await deps.hashUserId(userId);
  // It is kept for good.
  const reason = withoutIds(given, [userId], userIdHash);
  const known = await deps.erasures.get(userIdHash);
  const isRunning = known?.state === "running" && nowMs - toEpochMs(known.startedAt) < RUNS_MS;
  const erasure: Erasure = isRunning
    ? known
    : {
        ...{ userIdHash, userId, reason, by: { id, name } },
        state: "running",
        run: (known?.run ?? 0) + 1,
        startedAt: toInstant(nowMs),
      };
  await recordAccess(deps, { id, name }, { action: "user_erased", userIdHash, reason });
  if (!isRunning && !(await deps.erasures.save(erasure))) {
    // Somebody else asked for the same at the same time.
    return (await deps.erasures.get(userIdHash)) ?? erasure;
  }
  const { run } = erasure;
  await deps.eraser.erase({ eraseUser: userIdHash, run }, `${userIdHash}-r${run}`);
  return erasure;
}

export interface EraseUserDeps extends EraseFromPayoutDeps {
  readonly erasures: ErasureStore;
}

/** So many payouts are looked into in one step, which keeps what it says within bounds. */
const PAYOUTS_A_STEP = 500;

/** What a step came to; it names no user, as the engine keeps it. */
interface Stretch {
  readonly cursor: string | undefined;
  readonly payouts: number;
  readonly unreadableSheets: number;
  readonly outcomes: readonly ErasureOutcome[];
}

/**
 * Looks into every payout, newest first, and erases the user from each that is over. The id is read
 * from where it is kept until this is done, and forgotten then. Once it was asked for again, this
 * leaves it to that run.
 */
export async function eraseUser(
  deps: EraseUserDeps,
  request: EraseRequest,
  engine: DurableEngine,
): Promise<{ readonly kind: "erased" | "nothing_to_erase" }> {
  let result = NOTHING;
  let cursor: string | undefined;
  for (let step = 1; step === 1 || cursor !== undefined; step += 1) {
    const from = cursor;
    const stretch: Stretch | undefined = await engine.step(`look-${step}`, ({ yieldAtMs }) =>
      eraseStretch(deps, request, from, yieldAtMs),
    );
    if (stretch === undefined) return { kind: "nothing_to_erase" };
    result = added(result, stretch);
    cursor = stretch.cursor;
  }
  await engine.step("finish", () => finish(deps, request, result));
  return { kind: "erased" };
}

const NOTHING: ErasureResult = {
  ...{ payouts: 0, payments: 0, files: 0, unreadableSheets: 0, moreOutcomes: 0 },
  outcomes: [],
};

async function eraseStretch(
  deps: EraseUserDeps,
  request: EraseRequest,
  from: string | undefined,
  yieldAtMs: number,
): Promise<Stretch | undefined> {
  const erasure = await erasureOf(deps, request);
  if (erasure?.userId === undefined) return undefined;
  const { userId, userIdHash, by } = erasure;
  const user = { userId, userIdHash, by };
  const outcomes: ErasureOutcome[] = [];
  let cursor = from;
  let payouts = 0;
  let unreadableSheets = 0;
  do {
    const page = await deps.payouts.list({ cursor, limit: 1, deleted: "too" });
    for (const { payoutId } of page.items) {
      // A list may lag behind: what is erased is decided on the payout as it is.
      const payout = await deps.payouts.get(payoutId);
      const looked = payout && (await eraseFromPayout(deps, payout, user));
      if (looked === "unreadable") unreadableSheets += 1;
      else if (looked !== undefined) outcomes.push(looked);
      payouts += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined && payouts < PAYOUTS_A_STEP && deps.clock.nowMs() < yieldAtMs);
  return { cursor, payouts, unreadableSheets, outcomes };
}

/** Those that stay come first, as somebody has to do something about them. */
function added(result: ErasureResult, stretch: Stretch): ErasureResult {
  const all = [...result.outcomes, ...stretch.outcomes].toSorted(
    (one, other) => Number(one.stays === undefined) - Number(other.stays === undefined),
  );
  const erased = stretch.outcomes.filter(({ stays }) => stays === undefined);
  const sum = (of: "payments" | "files") => erased.reduce((total, one) => total + one[of], 0);
  return {
    payouts: result.payouts + stretch.payouts,
    payments: result.payments + sum("payments"),
    files: result.files + sum("files"),
    unreadableSheets: result.unreadableSheets + stretch.unreadableSheets,
    outcomes: all.slice(0, MOST_OUTCOMES),
    moreOutcomes: result.moreOutcomes + Math.max(0, all.length - MOST_OUTCOMES),
  };
}

async function finish(
  deps: EraseUserDeps,
  request: EraseRequest,
  result: ErasureResult,
): Promise<void> {
  const erasure = await erasureOf(deps, request);
  if (erasure === undefined) return;
  const { userId: _, ...known } = erasure;
  const finishedAt = toInstant(deps.clock.nowMs());
  await deps.erasures.save({ ...known, state: "done", finishedAt, result });
}

/** Undefined where another run has begun since. */
async function erasureOf(
  { erasures }: EraseUserDeps,
  { eraseUser: userIdHash, run }: EraseRequest,
): Promise<Erasure | undefined> {
  const erasure = await erasures.get(userIdHash);
  return run === undefined || erasure?.run === run ? erasure : undefined;
}
