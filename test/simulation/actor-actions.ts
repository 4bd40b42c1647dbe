import { endPayout } from "../../domain/distribution/end-payout.ts";
import {
  type ResolvePaymentDeps,
  resolvePayment,
} from "../../domain/distribution/resolve-payment.ts";
import { type RetryPayoutDeps, retryPayout } from "../../domain/distribution/retry-payout.ts";
import {
  type ResumePayoutDeps,
  resumePayout,
  stopPayout,
} from "../../domain/distribution/stop-and-resume.ts";
import { cancelPayout } from "../../domain/payout/cancel-payout.ts";
import { approvePayout, declinePayout } from "../../domain/payout/decide-approval.ts";
import { holdPayout } from "../../domain/payout/hold-payout.ts";
import type { Person } from "../../domain/payout/person.ts";
import { type ScheduleDeps, schedulePayout } from "../../domain/payout/schedule-payout.ts";

export const MARKETER: Person = { id: "marketer", name: "Marketer" };
const APPROVER: Person = { id: "approver", name: "Approver" };
/** Approves what the other two settled. */
const ADMIN: Person = { id: "admin", name: "Admin" };
/** Who settle payments. */
export const SETTLERS = [MARKETER, APPROVER] as const;

export type ActorDeps = ScheduleDeps & ResumePayoutDeps & RetryPayoutDeps & ResolvePaymentDeps;

/** What a person asks the admin API for. */
export type Ask = (deps: ActorDeps, payoutId: string) => Promise<unknown>;

export const ASKS = {
  hold: (deps, payoutId) => holdPayout(deps, payoutId, {}, MARKETER),
  cancel: (deps, payoutId) => cancelPayout(deps, payoutId, MARKETER),
  approve: (deps, payoutId) => approvePayout(deps, payoutId, {}, APPROVER),
  approveAsThird: (deps, payoutId) => approvePayout(deps, payoutId, {}, ADMIN),
  approveOwn: (deps, payoutId) => approvePayout(deps, payoutId, {}, MARKETER),
  decline: (deps, payoutId) => declinePayout(deps, payoutId, { reason: "not now" }, APPROVER),
  stop: (deps, payoutId) => stopPayout(deps, payoutId, {}, MARKETER),
  end: (deps, payoutId) => endPayout(deps, payoutId, { reason: "The wrong sheet." }, MARKETER),
  resume: (deps, payoutId) => resumePayout(deps, payoutId, {}, MARKETER),
} as const satisfies Record<string, Ask>;

export const askToSchedule =
  (at: string, expectedTotalPoints: number): Ask =>
  (deps, payoutId) =>
    schedulePayout(deps, payoutId, { at, timeZone: "UTC", expectedTotalPoints }, MARKETER);

export const askToRetry =
  (rows: readonly number[] | undefined): Ask =>
  (deps, payoutId) =>
    retryPayout(deps, payoutId, rows === undefined ? {} : { rows }, MARKETER);

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
