import { DAY_MS, toEpochMs } from "../clock.ts";
import type { AuditEvent } from "../payout/audit-event.ts";
import { ownerOf } from "../payout/owner.ts";
import type { Payout } from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { isSamePerson, type Person, recordedPerson } from "../payout/person.ts";
import type { Decision } from "./message-facts.ts";

/** What a person decided last on a payout, and whom that concerns. */
export interface LastDecision {
  readonly decision: Decision;
  /** Of the payout after it: tells it from every other one. */
  readonly revision: number;
  readonly by: Person;
  readonly reason: string | undefined;
  /** Whose the payout is, who had it scheduled or approved it, but whoever decided now. */
  readonly concerned: readonly Person[];
}

/** Longer ago it is no news, and the payout's message shows how it stands. */
const NEWS_FOR_MS = DAY_MS;

const DECISIONS: readonly Decision[] = ["approved", "declined", "held", "moved", "scheduled"];

/** Undefined where nobody decided lately, or something else happened to the payout since. */
export async function readLastDecision(
  { payouts }: { readonly payouts: Pick<PayoutStore, "events"> },
  payout: Payout,
  nowMs: number,
): Promise<LastDecision | undefined> {
  if (payout.state !== "ready" && payout.state !== "scheduled") return undefined;
  if (!isNews(payout.updatedAt, nowMs)) return undefined;
  const events = await payouts.events(payout.payoutId);
  const last = events.findLast((event) => decisionOf(event) !== undefined);
  const decision = last && decisionOf(last);
  if (decision === undefined || last?.by.kind !== "person") return undefined;
  if (last.to !== payout.state || !isNews(last.at, nowMs)) return undefined;
  if (decision === "scheduled" && isFirstSchedule(events, last)) return undefined;
  const { revision, why: reason } = last;
  const by = recordedPerson(last.by);
  const people = [ownerOf(payout), ...schedulerAndApproversIn(events)];
  const concerned = people.filter((one) => !isSamePerson(one, by));
  return { decision, revision, by, reason, concerned };
}

function isNews(at: string, nowMs: number): boolean {
  return toEpochMs(at) > nowMs - NEWS_FOR_MS;
}

function decisionOf({ action }: AuditEvent): Decision | undefined {
  return DECISIONS.find((decision) => decision === action);
}

/** Whether nobody had it scheduled before: the payout's message, posted for that, tells it by itself. */
function isFirstSchedule(events: readonly AuditEvent[], { revision }: AuditEvent): boolean {
  const before = events.filter((event) => event.revision < revision);
  return !before.some(({ action }) => action === "scheduled" || action === "approval_requested");
}

/** Who had it scheduled last, and who approved it last. */
function schedulerAndApproversIn(events: readonly AuditEvent[]): readonly Person[] {
  const lastOf = (...actions: readonly AuditEvent["action"][]) =>
    events.findLast(({ action }) => actions.includes(action))?.by;
  const actors = [
    lastOf("approval_requested", "scheduled", "moved"),
    lastOf("first_approved"),
    lastOf("approved"),
  ];
  return actors.flatMap((by) => (by?.kind === "person" ? [recordedPerson(by)] : []));
}
