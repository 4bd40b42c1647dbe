import type { NamedPointsApiDeps } from "../domain/payout/named-points-api.ts";
import { toldPointsApiOf } from "../domain/payout/named-points-api.ts";
import type { PayoutIn } from "../domain/payout/payout.ts";
import type { Receipt } from "../domain/receipt/receipt.ts";
import type { FindingOfUser, ReceiptView } from "../domain/receipt/view-receipt.ts";
import { FINDING_WORDS, heldWords } from "../presentation/receipt-words.ts";
import { presentSchedule } from "./present-payout.ts";
import { presentPerson } from "./present-person.ts";
import type { ReceiptAnswer } from "./schemas/receipt.ts";

/** A receipt as the API answers it. */
export function presentReceipt(
  deps: NamedPointsApiDeps,
  { payout, receipt, findings }: ReceiptView,
): ReceiptAnswer {
  const { payoutId, title, fileName, check, createdBy, createdAt, retryOf } = payout;
  const { schedule, distribution, report, endedBy, brake } = payout;
  return {
    ...{ payoutId, title, fileName, digest: check.digest, createdAt, retryOf },
    pointsApi: toldPointsApiOf(deps, payout),
    createdBy: presentPerson(createdBy),
    schedule: presentSchedule(schedule),
    startedAt: distribution.startedAt,
    finishedAt: report.finishedAt,
    counts: report.counts,
    points: report.points,
    endedBy: endedBy && { ...endedBy, by: presentPerson(endedBy.by) },
    brake: brake && { ...brake, by: presentPerson(brake.by) },
    comparison: receipt && presentComparison(receipt, payout, findings),
  };
}

function presentComparison(
  receipt: Receipt,
  payout: PayoutIn<"completed">,
  findings: readonly FindingOfUser[],
): ReceiptAnswer["comparison"] {
  const { scope, samplePayments, state, by, startedAt, updatedAt, finishedAt } = receipt;
  const { books, counted, revision, heldBy, findingCount } = receipt;
  return {
    ...{ scope, samplePayments, state, startedAt, updatedAt, finishedAt, books, counted },
    ...{ heldBy, findingCount },
    by: by && presentPerson(by),
    isBehind: payout.revision !== revision,
    held: heldBy === undefined ? undefined : heldWords(heldBy),
    findings: findings.map(({ chunk: _, ...finding }) => ({
      ...finding,
      ...FINDING_WORDS[finding.code],
    })),
  };
}
