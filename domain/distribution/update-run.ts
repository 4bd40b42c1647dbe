import { type Clock, type Instant, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { optional } from "../optional.ts";
import { type Cause, changePayout, type PayoutChange } from "../payout/change-payout.ts";
import type { Halt, Outage, Pause, Payout, PayoutIn } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Actor } from "../payout/person.ts";
import { updateIfThere } from "../payout/update-payout.ts";
import { cutBytes } from "../plain-text.ts";
import { DISTRIBUTE } from "./claim-payout.ts";
import { CODE_BYTES } from "./ledger.ts";

interface UpdateRunDeps {
  readonly payouts: PayoutStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What others say of a fault, the points API among them, is kept in so many bytes. */
const DETAIL_BYTES = 2_000;

function shortened({
  code,
  detail,
}: {
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}) {
  return {
    ...optional("code", code && cutBytes(code, CODE_BYTES)),
    ...optional("detail", detail && cutBytes(detail, DETAIL_BYTES)),
  };
}

/** True when this run may go on with what it decided; false when a person was faster. */
type StillOurs = boolean;

// What the run that pays a payout writes to it. Repeating any of it is harmless.

/** `distributing` → `paused`: only a person sets it going again. */
export async function pausePayout(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
  pause: Omit<Pause, "since">,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state !== "distributing") return undefined;
    const since = toInstant(deps.clock.nowMs());
    return changePayout(
      "paused",
      payout,
      { pause: { ...pause, ...shortened(pause), since } },
      causeOf(deps),
    );
  });
  return now?.state === "paused" && now.pause.reason === pause.reason;
}

/** `distributing` or `paused` → `halted`: only a person sets it going again. */
export async function haltPayout(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
  halt: Omit<Halt, "at">,
  by: Actor = DISTRIBUTE,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state === "halted") return undefined;
    const at = toInstant(deps.clock.nowMs());
    return changePayout(
      "halted",
      payout,
      { halt: { ...halt, ...shortened(halt), at } },
      causeOf(deps, by),
    );
  });
  return now?.state === "halted";
}

/** Names an outage of the points API by the one before it. */
interface OutageOf {
  readonly payoutId: string;
  readonly run: number;
  /** Since when the outage lasted that the payout last came through; undefined before the first. */
  readonly after: Instant | undefined;
}

/**
 * Writes down that the points API is down. The first worker of a run to find it does; all others
 * see it and end. A worker that reports an outage which is over already changes nothing.
 */
export async function beginOutage(
  deps: UpdateRunDeps,
  { payoutId, run, after }: OutageOf,
  { code, until }: Pick<Outage, "code" | "until">,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state !== "distributing") return undefined;
    if (payout.outage !== undefined || !isAfter(payout, after)) return undefined;
    const outage = {
      since: toInstant(deps.clock.nowMs()),
      code: cutBytes(code, CODE_BYTES),
      until,
    };
    return changePayout("outage_began", payout, { outage }, causeOf(deps));
  });
  return now?.state === "distributing";
}

/**
 * Writes down that payments go through again. Only the execution that pays the run says so, and
 * only of the outage that it waited for.
 */
export async function endOutage(
  deps: UpdateRunDeps,
  { payoutId, run, after }: OutageOf,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    if (payout.state !== "distributing") return undefined;
    if (payout.outage === undefined || !isAfter(payout, after)) return undefined;
    const { outage, ...others } = payout;
    const distribution = { ...payout.distribution, outageOver: outage.since };
    return changePayout("outage_ended", others, { distribution }, causeOf(deps));
  });
  return now?.state === "distributing";
}

/** Writes down that the first payments were looked at, and that all others may be paid. */
export async function passCanary(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
): Promise<StillOurs> {
  const now = await updateRun(deps, payoutId, run, (payout) => {
    const { canary } = payout.distribution;
    if (payout.state !== "distributing" || canary === undefined) return undefined;
    if (canary.overAt !== undefined) return undefined;
    const overAt = toInstant(deps.clock.nowMs());
    const distribution = { ...payout.distribution, canary: { ...canary, overAt } };
    return changePayout("canary_passed", payout, { distribution }, causeOf(deps));
  });
  return now?.state === "distributing";
}

type RunningPayout = PayoutIn<"distributing" | "paused" | "halted">;

/**
 * Updates the payout while it is in that run. Its state afterwards says whether the run may go on:
 * the change that came first may be this very run's, by an invocation that timed out and still
 * wrote.
 * @returns the payout as it is now; undefined when it is not in that run
 */
async function updateRun(
  deps: UpdateRunDeps,
  payoutId: string,
  run: number,
  decide: (payout: RunningPayout) => PayoutChange | undefined,
): Promise<RunningPayout | undefined> {
  const updated = await updateIfThere(deps, payoutId, (payout) =>
    isInRun(payout, run) ? decide(payout) : undefined,
  );
  return updated !== undefined && isInRun(updated.after, run) ? updated.after : undefined;
}

function isInRun(payout: Payout, run: number): payout is RunningPayout {
  const { state } = payout;
  if (state !== "distributing" && state !== "paused" && state !== "halted") return false;
  return payout.distribution.run === run;
}

function causeOf({ clock, newId }: UpdateRunDeps, by: Actor = DISTRIBUTE): Cause {
  return { by, nowMs: clock.nowMs(), eventId: newId() };
}

function isAfter({ distribution }: PayoutIn<"distributing">, after: Instant | undefined): boolean {
  return distribution.outageOver === after;
}
