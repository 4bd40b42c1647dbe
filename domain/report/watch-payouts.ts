import { toInstant } from "../clock.ts";
import { countsOf } from "../distribution/count-tallies.ts";
import {
  type FindStrandedDeps,
  findStranded,
  haltDeadExecution,
  type Stranded,
} from "../distribution/find-stranded.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import { changePayout } from "../payout/change-payout.ts";
import type { Payout } from "../payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../payout/payout-store.ts";
import { type AlertFacts, alertMessage } from "./alert-message.ts";
import { type Channel, ChannelError } from "./channel.ts";

export type WatchPayoutsDeps = FindStrandedDeps & {
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly channel: Channel;
  readonly language: "ko" | "en";
  /** The payout's page. */
  readonly payoutLink: (payoutId: string) => string;
};

export interface WatchEnd {
  readonly found: readonly Stranded["kind"][];
  /** Ids of the payouts that the channel was told of. */
  readonly told: readonly string[];
}

const PAGE_SIZE = 100;
const WATCH = { kind: "system", name: "watch" } as const;
/** A channel that refuses so many alerts is down; each try takes its time. */
const MAX_UNDELIVERED = 3;

/**
 * Finds every payout that stopped short, and tells the channel of each until it has heard it: what
 * was found is first written to the payout, and that it was told only afterwards. An alert that
 * could not be delivered is tried again by every later watch; one may come twice, none is lost.
 * @throws {ChannelError} when an alert was not delivered; everything else is done by then
 */
export async function watchPayouts(deps: WatchPayoutsDeps): Promise<WatchEnd> {
  const found = await findStranded(deps);
  return await tellAll(deps, found);
}

/**
 * The same, begun by the end of an execution that failed, timed out or was stopped: its payout
 * need not wait for its lease to run out.
 * @throws {ChannelError} as {@link watchPayouts}
 */
export async function watchExecution(
  deps: WatchPayoutsDeps,
  execution: { readonly name: string; readonly status: string },
): Promise<WatchEnd> {
  const died = await haltDeadExecution(deps, execution);
  return await tellAll(deps, died === undefined ? [] : [died]);
}

async function tellAll(deps: WatchPayoutsDeps, found: readonly Stranded[]): Promise<WatchEnd> {
  // Lists lag behind, so that what was found just now may be missing from them.
  const payoutIds = new Set(found.map(({ payout }) => payout.payoutId));
  for await (const payoutId of owedAlerts(deps.payouts)) payoutIds.add(payoutId);
  const told: string[] = [];
  const undelivered: ChannelError[] = [];
  for (const payoutId of payoutIds) {
    try {
      if (await tell(deps, payoutId)) told.push(payoutId);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      undelivered.push(error);
      if (undelivered.length === MAX_UNDELIVERED) break;
    }
  }
  if (undelivered[0] !== undefined) throw undelivered[0];
  return { found: found.map(({ kind }) => kind), told };
}

async function* owedAlerts(payouts: PayoutStore): AsyncGenerator<string> {
  for (const state of ["halted", "scheduled"] as const) {
    let cursor: string | undefined;
    do {
      const page = await payouts.list({
        state,
        limit: PAGE_SIZE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const payout of page.items) {
        if (strandedOf(payout) !== undefined) yield payout.payoutId;
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
}

/** What is to be told of the payout and was not yet. */
function strandedOf(payout: Payout | undefined): Stranded | undefined {
  if (payout?.state === "halted") {
    // Other halts the distribution itself tells of, when it halts.
    const { reason, alertedAt } = payout.halt;
    const isOwed = reason === "execution_died" && alertedAt === undefined;
    return isOwed ? { kind: "died", payout } : undefined;
  }
  if (payout?.state !== "scheduled") return undefined;
  const { overdueSince, alertedAt } = payout.schedule;
  const isOwed = overdueSince !== undefined && alertedAt === undefined;
  return isOwed ? { kind: "overdue", payout } : undefined;
}

async function tell(deps: WatchPayoutsDeps, payoutId: string): Promise<boolean> {
  const stranded = strandedOf(await deps.payouts.get(payoutId));
  if (stranded === undefined) return false;
  await deps.channel.post(alertMessage(await factsOf(deps, stranded), deps.language));
  const nowMs = deps.clock.nowMs();
  const alertedAt = toInstant(nowMs);
  const { payout } = stranded;
  const fields =
    payout.state === "halted"
      ? { halt: { ...payout.halt, alertedAt } }
      : { schedule: { ...payout.schedule, alertedAt } };
  const cause = { by: WATCH, nowMs, eventId: deps.newId() };
  const change = changePayout("alerted", payout, fields, cause);
  try {
    await deps.payouts.change(change.payout, change.event);
  } catch (error) {
    // A person acts on it already; if it still strands, it is told of once more.
    if (!(error instanceof PayoutChangedError)) throw error;
  }
  return true;
}

async function factsOf(
  { ledger, payoutLink }: WatchPayoutsDeps,
  stranded: Stranded,
): Promise<AlertFacts> {
  const { payoutId, title, createdBy, schedule, check } = stranded.payout;
  const { localTime, timeZone } = schedule;
  const common = {
    payoutId,
    title,
    uploadedBy: createdBy.name,
    scheduledFor: { localTime, timeZone },
    totalPoints: check.totalPoints,
    link: payoutLink(payoutId),
  };
  if (stranded.kind === "overdue") {
    return { ...common, kind: "overdue", payments: check.payments };
  }
  const counts = countsOf(check.payments, await ledger.tallies(payoutId));
  return { ...common, kind: "died", counts };
}
