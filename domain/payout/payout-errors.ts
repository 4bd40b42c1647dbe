import type { Instant } from "../clock.ts";
import type { Problem } from "../sheet/problem.ts";
import type { ApprovalReason } from "./approval-reason.ts";
import type { AuditEvent } from "./audit-event.ts";
import type { Brake, RequestedTime } from "./payout.ts";

/** A request that this payout, this person or this deployment does not allow. */
export type RefusalCode =
  | "payout_not_found"
  | "blank_name"
  | "sheet_too_large"
  | "unsupported_file"
  | "unknown_points_api"
  | "unknown_column"
  | "default_refused"
  | "limit_exceeded"
  | "too_many_drafts"
  | "total_mismatch"
  | "warnings_not_acknowledged"
  | "time_too_soon"
  | "time_too_far"
  | "latest_too_soon"
  | "unknown_time_zone"
  | "malformed_time"
  | "time_does_not_exist"
  | "own_payout"
  | "own_settlement"
  | "already_approved"
  | "changed_since"
  | "needs_approver"
  | "not_owner"
  | "person_unknown"
  | "person_may_not_own"
  | "owner_approved"
  | "too_many_owners"
  | "not_payable_with_owner"
  | "sheet_not_owner"
  | "sheet_is_made"
  | "too_many_sheets"
  | "not_deletable"
  | "reminder_not_found"
  | "reminder_changed"
  | "too_many_reminders"
  | "not_started_yet"
  | "no_report_yet"
  | "result_being_written"
  | "no_problems"
  | "sheet_unreadable"
  | "stop_first"
  | "payout_ended"
  | "payment_not_found"
  | "payment_not_unknown"
  | "resolved_otherwise"
  | "payment_not_rejected"
  | "already_retried"
  | "nothing_to_retry"
  | "settled_by_too_many"
  | "correction_refused"
  | "corrected_id_was_paid"
  | "is_dry_run"
  | "is_reversal"
  | "cannot_take_back"
  | "payment_not_paid"
  | "already_reversed"
  | "nothing_to_reverse"
  | "reversed_too_often"
  | "retention_over"
  | "table_copied"
  | "payments_deleted"
  | "file_deleted"
  | "contents_not_kept"
  | "no_receipt_yet"
  | "dry_run_has_no_receipt"
  | "own_receipt"
  | "compare_first"
  | "unknown_left"
  | "reversal_open"
  | "receipt_changed"
  | "already_signed"
  | "erasure_not_found";

/** A limit, and what goes beyond it; of drafts only how many there may be. */
type ExceededLimit = ApprovalReason | { readonly most: number };

/** The furthest time for which a payout may be scheduled, without its seconds. */
interface FurthestTime {
  readonly localTime: string;
  readonly timeZone: string;
  /** Whether it is so because its file is deleted then. */
  readonly fileIsGone?: true;
}

interface RefusalFacts {
  readonly limit?: ExceededLimit | undefined;
  readonly otherPayoutId?: string | undefined;
  readonly warnings?: readonly Problem[] | undefined;
  readonly pointsApis?: readonly string[] | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly problems?: readonly Problem[] | undefined;
  readonly on?: Instant | undefined;
  readonly names?: string | undefined;
  readonly furthest?: FurthestTime | undefined;
  readonly brake?: Brake | undefined;
  readonly changes?: readonly AuditEvent[] | undefined;
  readonly request?: RequestedTime | undefined;
}

export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: RefusalCode;
  /** The other payout that prevents it. */
  readonly otherPayoutId: string | undefined;
  /** Warnings of the sheet that somebody must look at first. */
  readonly warnings: readonly Problem[] | undefined;
  /** The limit that it goes beyond, and by what. */
  readonly limit: ExceededLimit | undefined;
  /** Names of the points APIs that there are. */
  readonly pointsApis: readonly string[] | undefined;
  /** What the points API takes of a row besides, by name. */
  readonly columns: readonly string[] | undefined;
  /** What is wrong with what was given for every row. */
  readonly problems: readonly Problem[] | undefined;
  /** When something was or is deleted. */
  readonly on: Instant | undefined;
  /** Rows or users of the sheet that prevent it, the first ones; or the person who does. */
  readonly names: string | undefined;
  readonly furthest: FurthestTime | undefined;
  /** Who had the payout stopped, held or declined, and why. */
  readonly brake: Brake | undefined;
  /** What happened to the payout since it was looked at, oldest first, and for when it is now. */
  readonly changes: readonly AuditEvent[] | undefined;
  readonly request: RequestedTime | undefined;

  constructor(code: RefusalCode, message: string, facts: RefusalFacts & ErrorOptions = {}) {
    const { otherPayoutId, warnings, limit, pointsApis, columns, problems, ...others } = facts;
    const { on, names, furthest, brake, changes, request, ...options } = others;
    super(message, options);
    this.code = code;
    this.otherPayoutId = otherPayoutId;
    this.warnings = warnings;
    this.limit = limit;
    this.pointsApis = pointsApis;
    this.columns = columns;
    this.problems = problems;
    this.on = on;
    this.names = names;
    this.furthest = furthest;
    this.brake = brake;
    this.changes = changes;
    this.request = request;
  }
}
