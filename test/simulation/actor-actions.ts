import { endPayout } from "../../domain/distribution/end-payout.ts";
import {
  type ResolvePaymentDeps,
  resolvePayment,
} from "../../domain/distribution/resolve-payment.ts";
import { type RetryPayoutDeps, retryPayout } from "../../domain/distribution/retry-payout.ts";
import type { ChosenPayments } from "../../domain/distribution/reversal-choice.ts";
import { type ReversePayoutDeps, reversePayout } from "../../domain/distribution/reverse-payout.ts";
import {
  type ResumePayoutDeps,
  resumePayout,
  stopPayout,
} from "../../domain/distribution/stop-and-resume.ts";
import { cancelPayout } from "../../domain/payout/cancel-payout.ts";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { ActingPerson, Person } from "../../domain/payout/person.ts";
import { type ScheduleDeps, schedulePayout } from "../../domain/payout/schedule-payout.ts";
import { type BeginReceiptDeps, requestReceipt } from "../../domain/receipt/begin-receipt.ts";

const EMAIL = "marketer@company.invalid";
export const MARKETER: Person = { id: "marketer", name: "Marketer", email: EMAIL };
/** The same human: with another account, which has more rights, and by a button in Slack. */
const SECOND_ACCOUNT: ActingPerson = {
  id: "marketer-too",
  name: "Marketer",
  email: EMAIL,
  mayDecide: true,
};
const IN_SLACK: ActingPerson = { ...MARKETER, mayDecide: true, via: { slack: "U1" } };
export const ACCOUNTS = [MARKETER, SECOND_ACCOUNT, IN_SLACK] as const;
export const APPROVER: ActingPerson = {
  id: "approver",
  name: "Approver",
  email: "approver@company.invalid",
  mayDecide: true,
};
/** The same human, with another account. */
const APPROVER_TOO: ActingPerson = { ...APPROVER, id: "approver-too" };
/** Approves what the other two settled. */
const ADMIN: ActingPerson = { id: "admin", name: "Admin", mayDecide: true };
const DIRECTOR: ActingPerson = { id: "director", name: "Director", mayDecide: true };
/** Of whom two must approve where that is the rule. */
export const DECIDERS = [APPROVER, APPROVER_TOO, ADMIN, DIRECTOR] as const;
/** Humans whose word on what others sent counts, as the invariants know them. */
export const DECIDES: ReadonlySet<string> = new Set(["approver", "admin", "director"]);
/** Who settle payments. */
export const SETTLERS = [MARKETER, APPROVER] as const;

export type ActorDeps = ScheduleDeps &
  ResumePayoutDeps &
  RetryPayoutDeps &
  ReversePayoutDeps &
  BeginReceiptDeps &
  ResolvePaymentDeps;

/** Which human an account belongs to, as the invariants know it. */
export function humanOf({ id }: { readonly id: string }): string {
  if (id === APPROVER_TOO.id) return APPROVER.id;
  return id === SECOND_ACCOUNT.id ? MARKETER.id : id;
}

/** What a person asks the admin API for. */
export type Ask = (deps: ActorDeps, payoutId: string) => Promise<unknown>;

export const ASKS = {
  hold: (deps, payoutId) => holdPayout(deps, payoutId, {}, MARKETER),
  cancel: (deps, payoutId) => cancelPayout(deps, payoutId, MARKETER),
  approve: async (deps, payoutId) =>
    approvePayout(deps, payoutId, await asShown(deps, payoutId), APPROVER),
  approveAsThird: async (deps, payoutId) =>
    approvePayout(deps, payoutId, await asShown(deps, payoutId), ADMIN),
  approveOwn: async (deps, payoutId) =>
    approvePayout(deps, payoutId, await asShown(deps, payoutId), MARKETER),
  decline: async (deps, payoutId) => {
    const request = { ...(await asShown(deps, payoutId)), reason: "not now" };
    return declinePayout(deps, payoutId, request, APPROVER);
  },
  stop: (deps, payoutId) => stopPayout(deps, payoutId, {}, MARKETER),
  end: (deps, payoutId) => endPayout(deps, payoutId, { reason: "The wrong sheet." }, MARKETER),
  resume: (deps, payoutId) => resumePayout(deps, payoutId, {}, MARKETER),
  /** Compares all of it with the points API's books. */
  compare: (deps, payoutId) => requestReceipt(deps, payoutId, MARKETER),
  /** The approver brakes what is paid or scheduled, and lets go on what is stopped. */
  brake: (deps, payoutId) => stopPayout(deps, payoutId, { reason: "look at it" }, APPROVER),
  brakeBefore: (deps, payoutId) => holdPayout(deps, payoutId, { reason: "look at it" }, APPROVER),
  release: (deps, payoutId) => resumePayout(deps, payoutId, {}, APPROVER),
} as const satisfies Record<string, Ask>;

/** What the channel's buttons carry: the payout as it was when the message was written. */
async function asShown({ payouts }: ActorDeps, payoutId: string): Promise<{ revision: number }> {
  const { revision } = await getPayout(payouts, payoutId);
  return { revision };
}

/** Every kind that must be ticked: who schedules here has looked at it all. */
export const TICKED = ["payment_far_above_others", "far_above_lately", "paid_lately_same"];

export const askToSchedule =
  (
    at: string,
    expectedTotalPoints: number,
    by: ActingPerson = MARKETER,
    acknowledgedWarnings: readonly string[] = TICKED,
    latest?: string,
  ): Ask =>
  (deps, payoutId) =>
    schedulePayout(
      deps,
      payoutId,
      { at, timeZone: "UTC", expectedTotalPoints, acknowledgedWarnings, latest },
      by,
    );

export const askToRetry =
  (rows: readonly number[] | undefined, by: Person = MARKETER): Ask =>
  (deps, payoutId) =>
    retryPayout(deps, payoutId, rows === undefined ? {} : { rows }, by);

/** Asks for a payout that takes back what was paid; `onMade` hears of it. */
export const askToReverse =
  (names: ChosenPayments, by: Person, onMade: (reversalId: string) => void): Ask =>
  async (deps, payoutId) => {
    const request = { ...names, reason: "The wrong sheet." };
    onMade((await reversePayout(deps, payoutId, request, by)).payoutId);
  };

/** Says yes to what was looked at a while ago. */
export const askToApprove =
  (revision: number, by: ActingPerson = APPROVER): Ask =>
  (deps, payoutId) =>
    approvePayout(deps, payoutId, { revision }, by);

export const askToResume =
  (by: ActingPerson): Ask =>
  (deps, payoutId) =>
    resumePayout(deps, payoutId, {}, by);

/** What one of them says of a payment. */
export interface SaidWord {
  readonly row: number;
  readonly as: "paid" | "not_paid" | "unknown";
  readonly by: Person;
}

export const askToSettle =
  ({ row, as, by }: SaidWord): Ask =>
  (deps, payoutId) =>
    resolvePayment(deps, payoutId, { row, as, note: "The points API's books say so." }, by);
