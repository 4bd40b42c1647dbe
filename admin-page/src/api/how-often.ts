import type { Payout, PayoutSummary } from "./types.ts";

/** While something happens by itself, or is about to. */
const FAST_MS = 1_000;
/** While it is paid: counting reads much, and a bar moves no faster than people look. */
const PAYING_MS = 2_000;
/** After a change: whoever made it or waited for it may do more. */
const STIRRED_MS = 5_000;
const CALM_MS = 20_000;
const MINUTE_MS = 60_000;
/** So long before its time a payout is about to begin. */
const ABOUT_TO_MS = 10_000;

interface Asked extends Pick<PayoutSummary, "state" | "updatedAt" | "outage"> {
  readonly schedule?: { readonly instant: string };
  readonly request?: { readonly instant: string };
}

/** How long until a payout is worth asking for again: soon only while it changes. */
export function payoutPollMs(payout: Asked | undefined, nowMs: number): number {
  if (payout === undefined) return CALM_MS;
  const { state, updatedAt, outage } = payout;
  const isStirred = nowMs - Date.parse(updatedAt) < MINUTE_MS;
  const restingMs = isStirred ? STIRRED_MS : CALM_MS;
  switch (state) {
    // An upload that was given up changes no more.
    case "uploading":
    case "checking":
      return isStirred ? FAST_MS : STIRRED_MS;
    case "distributing":
      return outage === undefined ? PAYING_MS : STIRRED_MS;
    case "scheduled":
    case "awaiting_approval":
      return untilDueMs(payout, restingMs, nowMs);
    default:
      return restingMs;
  }
}

function untilDueMs({ schedule, request }: Asked, restingMs: number, nowMs: number): number {
  const due = schedule?.instant ?? request?.instant;
  const leftMs = due === undefined ? restingMs : Date.parse(due) - nowMs;
  if (leftMs < -MINUTE_MS) return restingMs;
  return leftMs < ABOUT_TO_MS ? FAST_MS : Math.min(restingMs, leftMs - ABOUT_TO_MS + FAST_MS);
}

/** The same of a list: as its most lively payout, but no sooner than the list can tell. */
export function listPollMs(payouts: readonly Asked[], nowMs: number): number {
  const soonest = Math.min(CALM_MS, ...payouts.map((payout) => payoutPollMs(payout, nowMs)));
  return Math.max(STIRRED_MS, soonest);
}

/** Of the payments of a payout: only while they are being made. */
export function paymentsPollMs({
  state,
  outage,
}: Pick<Payout, "state" | "outage">): number | false {
  if (state !== "distributing") return false;
  return outage === undefined ? STIRRED_MS : CALM_MS;
}
