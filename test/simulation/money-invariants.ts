import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import { DECIDES, humanOf } from "./actor-actions.ts";
import { ARMS, paymentOfKey, UNSAYS } from "./expected-transitions.ts";
import type { InvariantContext } from "./invariant-context.ts";
import { companyPeriods, type Largest, type LimitsOfSeed, limitsOf } from "./limits-of-seed.ts";
import { createRecipientInvariants } from "./recipient-invariants.ts";
import { createSecondApproverInvariants } from "./second-approver-invariants.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Grant } from "./world-books.ts";

/** What must hold of what people may send alone, by what they did and the points API's own books. */
export interface MoneyInvariants {
  /** Somebody looks at a payout, and may say yes to what they saw. */
  looksAt(who: { readonly id: string }, payout: Payout): void;
  changes(process: SimProcess, after: Payout, event: AuditEvent): void;
  grants(grant: Grant): void;
}

/** What a payout is, when somebody says yes to it: another sum or time is another payout. */
interface Sent {
  readonly digest: string;
  readonly totalPoints: number;
  readonly at: string;
}

export function createMoneyInvariants(
  context: InvariantContext,
  largest: () => Largest,
): MoneyInvariants {
  const { plan, violate } = context;
  const words = new Map<string, Sent & { readonly limits: LimitsOfSeed }>();
  const seen = new Map<string, Sent>();
  const neededWord = new Set<string>();
  const brakes = new Set<string>();
  /** How it was when it began to be paid, by those who sent it alone; nobody where somebody else said yes. */
  const sentAlone = new Map<string, readonly string[]>();
  const books = new Map<string, number>();
  /** Payouts by which the points API has paid anybody. */
  const hasPaid = new Set<string>();
  const limits = (sinceMs?: number): LimitsOfSeed => limitsOf(plan, largest(), sinceMs);
  const recipients = createRecipientInvariants(context, limits);
  const seconds = createSecondApproverInvariants(context, DECIDES);

  const hasWord = (payout: PayoutIn<"scheduled" | "distributing">): boolean =>
    isSame(words.get(payout.payoutId), sentBy(payout, payout.schedule.at));

  function book(name: string, points: number, most: number, invariant: string): void {
    const sum = (books.get(name) ?? 0) + points;
    books.set(name, sum);
    if (sum > most) violate(invariant, `${name}: ${sum} of ${most} points`);
  }

  /** What counts as another human's word is told by who changed the payout, not by what it says. */
  function noteWord(process: SimProcess, after: Payout, { action, by }: AuditEvent): void {
    const { payoutId, createdBy } = after;
    if (UNSAYS.has(action)) words.delete(payoutId);
    if (action === "approval_requested") neededWord.add(payoutId);
    if (after.state !== "scheduled" || !ARMS.has(action) || by.kind !== "person") return;
    words.delete(payoutId);
    const human = humanOf(by);
    const sent = sentBy(after, after.schedule.at);
    const isOther = human !== humanOf(createdBy) && DECIDES.has(human);
    if (isOther) words.set(payoutId, { ...sent, limits: limits(process.bornAtMs) });
  }

  function checkApproval(after: Payout, { action, by }: AuditEvent): void {
    if (by.kind !== "person") return;
    const name = `${humanOf(by)} ${after.payoutId}`;
    if (action === "first_approved" && after.state === "awaiting_approval") {
      checkSeen(name, sentBy(after, after.request.at));
    }
    if (action !== "approved" || after.state !== "scheduled") return;
    // Who sends it themselves says when.
    const { requestedBy, at } = after.schedule;
    if (humanOf(requestedBy) !== humanOf(by)) checkSeen(name, sentBy(after, at));
  }

  function checkSeen(name: string, sent: Sent): void {
    const looked = seen.get(name);
    if (looked === undefined || isSame(looked, sent)) return;
    violate("who approves approves what they saw", `${name} at ${sent.at}`);
  }

  function noteBrake(after: Payout, { action, by }: AuditEvent): void {
    const { payoutId, createdBy } = after;
    if (by.kind !== "person") return;
    const human = humanOf(by);
    const decides = DECIDES.has(human) && human !== humanOf(createdBy);
    const isBraked = action === "held" || action === "declined" || action === "paused";
    if (isBraked && decides) brakes.add(payoutId);
    if ((action !== "resumed" && !ARMS.has(action)) || !brakes.has(payoutId)) return;
    if (!decides) violate("the brake holds", `${human} goes on with ${payoutId}: ${action}`);
    brakes.delete(payoutId);
  }

  function checkStart(process: SimProcess, payout: PayoutIn<"distributing">): void {
    const { payoutId, createdBy, schedule, check } = payout;
    const isByTwo = hasWord(payout);
    const makers = [humanOf(createdBy), humanOf(schedule.requestedBy)];
    sentAlone.set(payoutId, isByTwo ? [] : [...new Set(makers)]);
    if (!isByTwo && neededWord.has(payoutId)) {
      violate("what needed a word is paid by one on exactly that", `${payoutId} starts`);
    }
    const now = limits(process.bornAtMs);
    const most = now.payoutPoints;
    const allowed = isByTwo ? words.get(payoutId)?.limits : undefined;
    seconds.begins(payout, now.secondApproverPoints);
    // Nobody gets anything by what takes back: no other limit says anything of it.
    if (payout.reversalOf !== undefined) return;
    recipients.begins(payout, now, allowed);
    // Who let it pass did so above another limit than it has now.
    const isAllowed = allowed !== undefined && allowed.payoutPoints <= most;
    if (check.totalPoints > most && !isAllowed) {
      violate("what is above the limit now is not paid", `${payoutId}: ${check.totalPoints}`);
    }
  }

  /** By what the sheets say; unless one of those who scheduled them said that they know. */
  function checkSameSheet(payout: PayoutIn<"distributing">): void {
    const { payoutId } = payout;
    if (payout.dryRun === true || payout.reversalOf !== undefined) return;
    // A retry pays a part of what its original says.
    const whole = firstOf(payout);
    for (const other of context.view().payouts()) {
      if (!isSecond(whole, other)) continue;
      const ticked = [payout, whole, other].flatMap(ticksOf);
      if (ticked.some((one) => one.startsWith("paid_lately_same"))) continue;
      violate("no sheet is paid twice unnoticed", `${payoutId} and ${other.payoutId}`);
    }
  }

  function firstOf(payout: Payout): Payout {
    if (payout.retryOf === undefined) return payout;
    return firstOf(context.view().payout(payout.retryOf));
  }

  /** Whether the same was begun to be paid by the other one, or by a retry of it. */
  function isSecond(payout: Payout, other: Payout): boolean {
    if (other.payoutId === payout.payoutId || isDerived(other)) return false;
    return paysAnybody(other) && contentOf(other.payoutId) === contentOf(payout.payoutId);
  }

  /** By the books: who was refused every payment may send them once more. Unless a retry paid them. */
  function paysAnybody(payout: Payout): boolean {
    if (!("distribution" in payout) || payout.dryRun === true) return false;
    if (payout.state !== "completed" || hasPaid.has(payout.payoutId)) return true;
    const retries = context
      .view()
      .payouts()
      .filter((one) => one.retryOf === payout.payoutId);
    return retries.some(paysAnybody);
  }

  function contentOf(payoutId: string): string {
    const payments = context.view().approvedPayments(payoutId);
    return payments
      .map(({ userId, points }) => `${userId} ${points}`)
      .sort()
      .join(", ");
  }

  return {
    looksAt(who, payout) {
      if (payout.state !== "awaiting_approval") return;
      seen.set(`${humanOf(who)} ${payout.payoutId}`, sentBy(payout, payout.request.at));
    },

    changes(process, after, event) {
      if (plan.cheating === undefined) return;
      noteBrake(after, event);
      seconds.changes(after, event);
      noteWord(process, after, event);
      checkApproval(after, event);
      if (event.action !== "started" || after.state !== "distributing") return;
      checkStart(process, after);
      checkSameSheet(after);
    },

    grants(grant) {
      if (plan.cheating === undefined || grant.takesBack !== undefined) return;
      recipients.grants(grant);
      const { key, points } = grant;
      const { payoutId } = paymentOfKey(key);
      hasPaid.add(payoutId);
      const payout = context.view().payout(payoutId);
      if (!("schedule" in payout) || payout.schedule === undefined) return;
      const { day, month } = companyPeriods(plan, payout.schedule.at);
      const { personDayPoints, monthPoints } = limits();
      for (const human of sentAlone.get(payoutId) ?? []) {
        const name = `${human} on ${day}`;
        book(name, points, personDayPoints, "nobody sends more alone than one person may");
      }
      book(month, points, monthPoints, "nobody goes above a hard limit");
    },
  };
}

function isDerived({ retryOf, reversalOf }: Payout): boolean {
  return retryOf !== undefined || reversalOf !== undefined;
}

function ticksOf(payout: Payout): readonly string[] {
  const schedule = "schedule" in payout ? payout.schedule : undefined;
  return schedule?.acknowledgedWarnings ?? [];
}

function sentBy(payout: Payout, at: string): Sent {
  const check = "check" in payout ? payout.check : undefined;
  return { digest: check?.digest ?? "", totalPoints: check?.totalPoints ?? 0, at };
}

function isSame(one: Sent | undefined, other: Sent): boolean {
  return (
    one?.digest === other.digest && one.totalPoints === other.totalPoints && one.at === other.at
  );
}
