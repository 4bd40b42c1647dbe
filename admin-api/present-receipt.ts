import type { NamedPointsApiDeps } from "../domain/payout/named-points-api.ts";
import { toldPointsApiOf } from "../domain/payout/named-points-api.ts";
import { ownerOf } from "../domain/payout/owner.ts";
import type { Receipt } from "../domain/receipt/receipt.ts";
import { isCurrent, type ReceiptView, type SignedReceipt } from "../domain/receipt/view-receipt.ts";
import { findingWords, heldWords } from "../presentation/receipt-words.ts";
import { presentHandedOver, presentSchedule } from "./present-payout.ts";
import { presentEvent, presentPerson } from "./present-person.ts";
import type { ReceiptAnswer } from "./schemas/receipt.ts";

/** A receipt as the API answers it. */
export function presentReceipt(deps: NamedPointsApiDeps, view: ReceiptView): ReceiptAnswer {
  const { payout, receipt, signed, reversals } = view;
  const { payoutId, title, fileName, check, createdBy, createdAt, retryOf } = payout;
  const { schedule, distribution, report, endedBy, brake, revision } = payout;
  const { reversalOf, reversalReason, defaults, handedOver } = payout;
  return {
    ...{ payoutId, title, fileName, digest: check.digest, createdAt, retryOf },
    pointsApi: toldPointsApiOf(deps, payout),
    defaults,
    createdBy: presentPerson(createdBy),
    owner: presentPerson(ownerOf(payout)),
    handedOver: handedOver && presentHandedOver(handedOver),
    schedule: presentSchedule(schedule),
    startedAt: distribution.startedAt,
    finishedAt: report.finishedAt,
    counts: report.counts,
    points: report.points,
    endedBy: endedBy && { ...endedBy, by: presentPerson(endedBy.by) },
    brake: brake && { ...brake, by: presentPerson(brake.by) },
    ...{ revision, reversalOf, reversalReason },
    reversals: reversals.length === 0 ? undefined : [...reversals],
    signOff: signed && presentSignOff(signed, reversalOf !== undefined),
    comparison: receipt && presentComparison(receipt, view),
  };
}

function presentSignOff(signed: SignedReceipt, isReversal: boolean): ReceiptAnswer["signOff"] {
  const { signOff, changes, isComparedAgain } = signed;
  return {
    ...signOff,
    by: presentPerson(signOff.by),
    isCurrent: isCurrent(signed),
    isComparedAgain,
    changes: changes.map((event) => presentEvent(event, isReversal)),
  };
}

function presentComparison(
  receipt: Receipt,
  { payout, findings, isBehind }: ReceiptView,
): ReceiptAnswer["comparison"] {
  const { run, scope, samplePayments, state, by, startedAt, updatedAt, finishedAt } = receipt;
  const { books, counted, heldBy, findingCount } = receipt;
  return {
    ...{ run, scope, samplePayments, state, startedAt, updatedAt, finishedAt, books, counted },
    ...{ heldBy, findingCount },
    by: by && presentPerson(by),
    isBehind,
    held: heldBy === undefined ? undefined : heldWords(heldBy),
    findings: findings.map(({ chunk: _, ...finding }) => ({
      ...finding,
      ...findingWords(finding.code, payout.reversalOf !== undefined),
    })),
  };
}
