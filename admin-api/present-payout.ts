import { approverOf } from "../domain/payout/approval.ts";
import type { ApprovalReason } from "../domain/payout/approval-reason.ts";
import { pendingCanary } from "../domain/payout/canary.ts";
import { type NamedPointsApiDeps, toldPointsApiOf } from "../domain/payout/named-points-api.ts";
import { ownerOf } from "../domain/payout/owner.ts";
import type {
  Approval,
  CheckSummary,
  Ending,
  HandedOver,
  Outage,
  Pause,
  Payout,
  PayoutIn,
  PayoutSchedule,
  RequestedTime,
  SentBack,
} from "../domain/payout/payout.ts";
import { ledgerKeptUntilOf } from "../domain/payout/retention.ts";
import { approvableUntil } from "../domain/payout/soonest.ts";
import { type PayoutView, viewAtRest } from "../domain/report/payout-view.ts";
import { approvalReasonText } from "../presentation/approval-reason.ts";
import { isAnswer, pauseReason } from "../presentation/failure-reason.ts";
import { presentPerson } from "./present-person.ts";
import type { PayoutAnswer, PayoutSummary } from "./schemas/payout.ts";

/** A payout as the API answers it; JSON leaves out what is undefined. */
export function presentPayout(view: PayoutView): PayoutAnswer {
  const { payout, pointsApi, check, counts, points, progress, forecast, beginsAt } = view;
  const known = { check, counts, points, progress, forecast, beginsAt };
  const { channelBehind, takesBack, reversals } = view;
  return {
    ...presentBase(payout),
    pointsApi,
    ...known,
    channelBehind,
    takesBack,
    reversals: reversals && [...reversals],
  };
}

/** A payout as lists show it. */
export function presentSummary(deps: NamedPointsApiDeps, payout: Payout): PayoutSummary {
  const { pause, ...base } = presentBase(payout);
  return {
    ...base,
    // Who stands in it is for those who open the payout.
    pause: pause && { ...pause, canary: undefined },
    pointsApi: toldPointsApiOf(deps, payout),
    check: "check" in payout ? payout.check && presentCheck(payout.check) : undefined,
    ...viewAtRest(payout),
  };
}

function presentCheck(check: CheckSummary) {
  const { payments, totalPoints, digest, problemCount, warningCount } = check;
  return { payments, totalPoints, digest, problemCount, warningCount };
}

function presentBase(payout: Payout) {
  const { payoutId, state, title, fileName, retryOf, createdBy, createdAt, updatedAt } = payout;
  const { revision, brake, needsApproval, defaults, reversalOf, reversalReason } = payout;
  const dryRun = payout.dryRun === true;
  const sheet = "sheet" in payout ? payout.sheet : undefined;
  const schedule = "schedule" in payout ? payout.schedule : undefined;
  const hasProblemWorkbook =
    "problemWorkbookKey" in payout && payout.problemWorkbookKey !== undefined;
  return {
    payoutId,
    state,
    title,
    fileName,
    revision,
    brake: brake && { ...brake, by: presentPerson(brake.by) },
    needsApproval,
    dryRun,
    defaults,
    plan: payout.plan,
    sheet: sheet && { sizeBytes: sheet.sizeBytes, versionId: sheet.versionId },
    schedule: schedule && presentSchedule(schedule),
    problemWorkbook: hasProblemWorkbook ? true : undefined,
    outage:
      payout.state === "distributing" ? payout.outage && presentOutage(payout.outage) : undefined,
    canary: presentCanary(payout),
    pause:
      payout.state === "paused" ? presentPause(payout.pause, reversalOf !== undefined) : undefined,
    endedBy: "endedBy" in payout ? payout.endedBy && presentEnding(payout.endedBy) : undefined,
    retryOf,
    reversalOf,
    reversalReason,
    settledBy: payout.settledBy?.map(presentPerson),
    createdBy: presentPerson(createdBy),
    owner: presentPerson(ownerOf(payout)),
    handedOver: payout.handedOver && presentHandedOver(payout.handedOver),
    createdAt,
    updatedAt,
    paymentsKeptUntil: ledgerKeptUntilOf(payout),
    startedAt: "distribution" in payout ? payout.distribution.startedAt : undefined,
    ...presentAsked(payout),
    ...presentEnd(payout),
    deletedBy: payout.state === "cancelled" ? presentDeletion(payout) : undefined,
  };
}

/** When it is to be paid, if people allow it; or when it was, and why it was not. */
function presentAsked(payout: Payout) {
  switch (payout.state) {
    case "ready":
      return {
        sentBack: payout.sentBack && presentSentBack(payout.sentBack),
        heldBy: payout.heldBy && { ...payout.heldBy, by: presentPerson(payout.heldBy.by) },
      };
    case "awaiting_approval":
      return {
        request: {
          ...presentTime(payout.request),
          ...presentFirst(payout),
          soonest: payout.request.soonest,
          approvableUntil: approvableUntil(payout.request),
        },
      };
    default:
      return {};
  }
}

function presentFirst({ firstApproval }: PayoutIn<"awaiting_approval">) {
  return { firstApproval: firstApproval && presentApproval(firstApproval) };
}

function presentApproval(approval: Approval) {
  return { ...approval, by: presentPerson(approval.by) };
}

function presentReason(reason: ApprovalReason) {
  return { ...reason, message: approvalReasonText(reason) };
}

function presentSentBack(sentBack: SentBack) {
  const { reasons, requestedBy, approvedBy } = sentBack;
  return {
    ...sentBack,
    reasons: reasons.map(presentReason),
    requestedBy: presentPerson(requestedBy),
    approvedBy: approvedBy && presentPerson(approvedBy),
  };
}

export function presentHandedOver({ to: _, by, formerOwners, ...handedOver }: HandedOver) {
  return {
    ...handedOver,
    by: presentPerson(by),
    formerOwners: formerOwners?.map(presentPerson),
  };
}

function presentDeletion({ deletedBy }: PayoutIn<"cancelled">) {
  return deletedBy && { ...deletedBy, by: presentPerson(deletedBy.by) };
}

function presentOutage(outage: Outage) {
  return { ...outage, answers: isAnswer(outage.code) };
}

function presentEnding(ending: Ending) {
  return { ...ending, by: presentPerson(ending.by) };
}

function presentCanary(payout: Payout) {
  const payments = payout.state === "distributing" ? pendingCanary(payout) : undefined;
  return payments === undefined ? undefined : { payments };
}

function presentPause(pause: Pause, isReversal: boolean) {
  const { code, by, canary } = pause;
  const whyOf = (said: string | undefined) =>
    said === undefined ? undefined : pauseReason(said, isReversal);
  const payments = canary?.payments.map((payment) => ({ ...payment, why: whyOf(payment.code) }));
  return {
    ...pause,
    by: by && presentPerson(by),
    why: whyOf(code),
    canary: canary && { ...canary, payments: payments ?? [] },
  };
}

function presentEnd(payout: Payout) {
  switch (payout.state) {
    case "completed":
      return { finishedAt: payout.report.finishedAt };
    case "halted":
      return { halt: payout.halt, finishedAt: payout.halt.at };
    default:
      return {};
  }
}

function presentTime(time: RequestedTime) {
  const { localTime, timeZone, at, latest, requestedBy, acknowledgedWarnings, warnings } = time;
  const { approvalReasons, note } = time;
  return {
    at: localTime,
    timeZone,
    instant: at,
    latest: latest && { at: latest.localTime, instant: latest.at },
    requestedBy: presentPerson(requestedBy),
    note,
    acknowledgedWarnings,
    warnings,
    approvalReasons: approvalReasons?.map(presentReason),
  };
}

export function presentSchedule(schedule: PayoutSchedule) {
  const { name, generation, approval, firstApproval } = schedule;
  const approver = approverOf(schedule);
  return {
    ...presentTime(schedule),
    name,
    generation,
    approvedBy: approver && presentPerson(approver),
    approval: approval && presentApproval(approval),
    firstApproval: firstApproval && presentApproval(firstApproval),
  };
}
