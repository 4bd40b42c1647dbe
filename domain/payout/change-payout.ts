import { type Instant, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import type { AuditEvent, PayTime } from "./audit-event.ts";
import {
  type Approval,
  type Brake,
  type CheckSummary,
  type Deletion,
  type Distribution,
  type Ending,
  type Halt,
  type HandedOver,
  type Hold,
  type Outage,
  type Pause,
  type Payout,
  type PayoutReport,
  type PayoutSchedule,
  type PayoutState,
  payoutSchema,
  type RequestedTime,
  type SentBack,
  type SheetObject,
  type SignOff,
} from "./payout.ts";
import type { Actor } from "./person.ts";
import { mayChange, stateAfter, type TransitionName } from "./transitions.ts";

/** The payout answers to another schedule; whatever braked it is dealt with. */
export interface ArmedFields {
  schedule: PayoutSchedule;
  generation: number;
  brake: undefined;
  needsApproval: true | undefined;
}

/** What each transition adds to the payout. Fields that the new state does not have are dropped. */
export interface TransitionFields {
  /** `checkBeganAt` when its check begins at once. */
  sheet_received: { sheet: SheetObject; checkBeganAt?: Instant };
  sheet_replaced: { fileName: string; sizeBytes: number; sheetNumber: number };
  sheet_refused: { check: CheckSummary; problemWorkbookKey?: string | undefined };
  sheet_accepted: { check: CheckSummary };
  /** What one of two had approved of another request is void. */
  approval_requested: {
    request: RequestedTime;
    needsApproval: true;
    firstApproval: Approval | undefined;
  };
  first_approved: { firstApproval: Approval };
  approved: ArmedFields;
  declined: { brake: Brake | undefined };
  scheduled: ArmedFields;
  moved: ArmedFields;
  held: { brake: Brake | undefined; heldBy: Hold };
  sent_back: { sentBack: SentBack };
  renamed: { title: string };
  /** With the request that waits for approval, for the reasons that there are now. */
  handed_over: { handedOver: HandedOver; request?: RequestedTime };
  cancelled: Record<never, never>;
  deleted: { deletedBy: Deletion };
  expired: Record<never, never>;
  found_overdue: { schedule: PayoutSchedule };
  started: { distribution: Distribution };
  /** With a brake when a person stopped it who decides on it. */
  paused: { pause: Pause; brake?: Brake | undefined };
  resumed: { distribution: Distribution; brake: undefined };
  ended: { distribution: Distribution; endedBy: Ending };
  outage_began: { outage: Outage };
  outage_ended: { distribution: Distribution };
  canary_passed: { distribution: Distribution };
  halted: { halt: Halt };
  completed: { report: PayoutReport };
  recounted: { report: PayoutReport };
  user_erased: { report: PayoutReport };
  payment_resolved: Record<never, never>;
  settlement_proposed: { report?: PayoutReport };
  retried: Record<never, never>;
  /** The result workbook does not tell yet who takes what back. */
  reversed: { reversals: string[]; report?: PayoutReport };
  /** The result workbook does not tell of it yet. */
  receipt_signed: { signOff: SignOff; report: PayoutReport };
  ledger_restored: { ledgerRestoredAt: Instant };
}

/** Who changes a payout, when and why; the event's id makes the write repeatable. */
export interface Cause {
  readonly by: Actor;
  readonly nowMs: number;
  readonly eventId: string;
  readonly why?: string | undefined;
  readonly acknowledgedWarnings?: readonly string[] | undefined;
}

export interface PayoutChange {
  readonly payout: Payout;
  readonly event: AuditEvent;
}

/**
 * The payout as it is after a transition, and the audit event of it. Decides, writes nothing.
 * @throws {WrongStateError} when the table has no such transition from the payout's state.
 */
export function changePayout<N extends TransitionName>(
  name: N,
  payout: Payout,
  fields: TransitionFields[N],
  cause: Cause,
): PayoutChange {
  if (!mayChange(name, payout.state)) throw new WrongStateError(name, payout);
  const to = stateAfter(name, payout.state);
  const at = toInstant(cause.nowMs);
  const revision = payout.revision + 1;
  const after = payoutSchema.parse({ ...payout, ...fields, state: to, revision, updatedAt: at });
  return {
    payout: after,
    event: {
      eventId: cause.eventId,
      payoutId: payout.payoutId,
      revision,
      at,
      by: cause.by,
      action: name,
      from: payout.state,
      to,
      why: cause.why,
      ...optional("payTime", payTimeChange(payout, after)),
      ...optional("title", titleChange(payout, after)),
      ...(name === "sheet_replaced" && { file: fileChange(payout, after) }),
      acknowledgedWarnings: cause.acknowledgedWarnings && [...cause.acknowledgedWarnings],
    },
  };
}

/** Undefined where it is to be paid when it was to be before, or at no time as before. */
function payTimeChange(before: Payout, after: Payout): AuditEvent["payTime"] {
  const [was, is] = [payTimeOf(before), payTimeOf(after)];
  if (was?.at === is?.at && was?.timeZone === is?.timeZone) return undefined;
  return { ...optional("before", was), ...optional("after", is) };
}

function payTimeOf(payout: Payout): PayTime | undefined {
  const time = payout.state === "awaiting_approval" ? payout.request : scheduleOf(payout);
  if (time === undefined) return undefined;
  const { localTime, timeZone, at } = time;
  return { localTime, timeZone, at };
}

function titleChange(before: Payout, after: Payout): AuditEvent["title"] {
  if (before.title === after.title) return undefined;
  return { before: before.title, after: after.title };
}

/** The object of the file until then stands in no payout any more: by the event it is found. */
function fileChange(before: Payout, after: Payout): AuditEvent["file"] {
  const { key, versionId } = ("sheet" in before ? before.sheet : undefined) ?? {};
  const { payments, totalPoints } = ("check" in before ? before.check : undefined) ?? {};
  const facts = { key, versionId, payments, totalPoints };
  return { before: { fileName: before.fileName, ...facts }, after: { fileName: after.fileName } };
}

function scheduleOf(payout: Payout): PayoutSchedule | undefined {
  return "schedule" in payout ? payout.schedule : undefined;
}

export class WrongStateError extends Error {
  override readonly name = "WrongStateError";
  readonly action: string;
  readonly payoutId: string;
  readonly state: PayoutState;

  constructor(action: string, payout: Payout, options?: ErrorOptions) {
    super(
      `Payout ${payout.payoutId} is ${payout.state}; "${action}" is not possible then.`,
      options,
    );
    this.action = action;
    this.payoutId = payout.payoutId;
    this.state = payout.state;
  }
}
