import { toEpochMs } from "../clock.ts";
import { decidesOn } from "../payout/brake.ts";
import { ownerOf } from "../payout/owner.ts";
import { passOverUnreadable } from "../payout/pass-over-unreadable.ts";
import type { Payout, PayoutIn, PayoutState } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type ActingPerson, isSamePerson } from "../payout/person.ts";
import { approvableUntil } from "../payout/soonest.ts";

/** What somebody's roles let them do about payouts that wait. */
export interface WaitingRights {
  /** Make payouts, and mend those that are theirs. */
  readonly prepares: boolean;
  /** Have them go on, and settle what is unknown. */
  readonly goesOn: boolean;
}

/** Some payouts, the most urgent first, and whether there are more. */
export interface SomePayouts {
  readonly payouts: readonly Payout[];
  readonly hasMore: boolean;
}

/** What waits for one person: each absent where it is not theirs to do. */
export interface WaitingForPerson {
  /** What nobody may pay before this person, or another one who may, has approved it: the next first. */
  readonly toApprove?: SomePayouts | undefined;
  /** Their own with errors in the sheet, or that were declined, held or sent back. */
  readonly toMend?: SomePayouts | undefined;
  /** Their own that could be scheduled. */
  readonly toSchedule?: SomePayouts | undefined;
  /** Completed ones of which nobody knows whether some payments were made. */
  readonly toSettle?: SomePayouts | undefined;
  /** What goes on by nobody but a person: paused, or halted and not ended. */
  readonly stopped?: SomePayouts | undefined;
}

/** Of each kind; who has more to do than that begins with these. */
const MOST_OF_A_KIND = 20;
/** Ids of the index of what is open that are looked up, each kind. */
const MOST_LOOKED_UP = 50;

/** Reads a bounded number of payouts, however many there are. */
export async function waitingForPerson(
  deps: { readonly payouts: PayoutStore },
  person: ActingPerson,
  { prepares, goesOn }: WaitingRights,
): Promise<WaitingForPerson> {
  const payouts = passOverUnreadable(deps.payouts, () => undefined);
  const [toApprove, mine, toSettle, stopped] = await Promise.all([
    person.mayDecide === true ? findToApprove(payouts, person) : undefined,
    prepares ? findMine(payouts, person) : undefined,
    goesOn ? findToSettle(payouts) : undefined,
    goesOn ? findStopped(payouts) : undefined,
  ]);
  return { toApprove, ...mine, toSettle, stopped };
}

async function findIn<S extends PayoutState>(
  payouts: PayoutStore,
  state: S,
  isWanted: (payout: PayoutIn<S>) => boolean = () => true,
): Promise<{ readonly payouts: readonly PayoutIn<S>[]; readonly hasMore: boolean }> {
  // The list may be behind by moments: a payout of another state than asked for is none of it.
  const isIn = (payout: Payout): payout is PayoutIn<S> => payout.state === state;
  const { items, cursor } = await payouts.list({
    state,
    limit: MOST_OF_A_KIND,
    matches: (payout) => isIn(payout) && isWanted(payout),
  });
  return { payouts: items.filter(isIn), hasMore: cursor !== undefined };
}

async function findToApprove(payouts: PayoutStore, person: ActingPerson): Promise<SomePayouts> {
  const found = await findIn(payouts, "awaiting_approval", (payout) => isTheirs(payout, person));
  const soonestFirst = found.payouts.toSorted(
    (a, b) => toEpochMs(approvableUntil(a.request)) - toEpochMs(approvableUntil(b.request)),
  );
  return { ...found, payouts: soonestFirst };
}

/** Whether their approval is one that is missing. */
function isTheirs(payout: PayoutIn<"awaiting_approval">, person: ActingPerson): boolean {
  const { request, firstApproval } = payout;
  if (!decidesOn(payout, person) || isSamePerson(request.requestedBy, person)) return false;
  return firstApproval === undefined || !isSamePerson(firstApproval.by, person);
}

async function findMine(
  payouts: PayoutStore,
  person: ActingPerson,
): Promise<Pick<WaitingForPerson, "toMend" | "toSchedule">> {
  const isMine = (payout: Payout) => isSamePerson(ownerOf(payout), person);
  const [invalid, ready] = await Promise.all([
    findIn(payouts, "invalid", isMine),
    findIn(payouts, "ready", isMine),
  ]);
  const setBack = ready.payouts.filter(isSetBack);
  const toSchedule = ready.payouts.filter((payout) => !isSetBack(payout));
  return {
    toMend: {
      payouts: [...setBack, ...invalid.payouts],
      hasMore: invalid.hasMore || ready.hasMore,
    },
    toSchedule: { payouts: toSchedule, hasMore: ready.hasMore },
  };
}

/** Whether people or the system took it out of its schedule, or would not have it scheduled. */
function isSetBack({ sentBack, heldBy, brake }: PayoutIn<"ready">): boolean {
  return sentBack !== undefined || heldBy !== undefined || brake !== undefined;
}

/** Those of which the channel is not told yet wait among the news. */
async function findToSettle(payouts: PayoutStore): Promise<SomePayouts> {
  const [unsettled, news] = await Promise.all([
    payouts.unsettled({ limit: MOST_LOOKED_UP }),
    payouts.news({ limit: MOST_LOOKED_UP }),
  ]);
  const ids = [...new Set([...unsettled, ...news])];
  const read = await Promise.all(ids.map((payoutId) => payouts.get(payoutId)));
  const found = read.filter((payout) => payout !== undefined).filter(hasUnknowns);
  return {
    payouts: found.slice(0, MOST_OF_A_KIND),
    hasMore: found.length > MOST_OF_A_KIND || unsettled.length === MOST_LOOKED_UP,
  };
}

/** A halted one is among those that stopped. */
function hasUnknowns(payout: Payout): boolean {
  return payout.state === "completed" && payout.dryRun !== true && payout.report.counts.unknown > 0;
}

async function findStopped(payouts: PayoutStore): Promise<SomePayouts> {
  const [paused, halted] = await Promise.all([
    findIn(payouts, "paused"),
    findIn(payouts, "halted", ({ dryRun }) => dryRun !== true),
  ]);
  return {
    payouts: [...paused.payouts, ...halted.payouts],
    hasMore: paused.hasMore || halted.hasMore,
  };
}
