import type { Problem } from "../sheet/problem.ts";
import { type Finding, toProblem } from "../sheet/problem-table.ts";
import { sharedPayments } from "./payments-fingerprint.ts";
import type { CheckSummary, PayoutIn } from "./payout.ts";
import type { Policy } from "./policy.ts";
import { type RecentPayout, timeOf } from "./recent-payouts.ts";
import type { PayoutUnderWay } from "./same-sheet.ts";
import { showInZone } from "./zoned-time.ts";

/** Below so many payments, a shared part of them says nothing. */
const ENOUGH_TO_BE_SIMILAR = 20;
/** Sheets of which one is smaller than this part of the other are not called similar. */
const SMALLEST_PART = 0.5;
/** At most so many payouts of each kind are named, the newest. */
const MOST_NAMED = 3;

/** What is compared: a payout with the check of its sheet. */
export type ComparedPayout = Pick<
  PayoutIn<"ready">,
  "payoutId" | "retryOf" | "reversalOf" | "dryRun" | "pointsApi" | "check"
>;

type OtherPayout = RecentPayout | PayoutUnderWay;

/**
 * Other payouts that pay the same, or much of the same, the newest of each kind: but none of the
 * payout's own family, and none that surely paid nobody.
 */
export function samePayments(
  policy: Policy,
  payout: ComparedPayout,
  others: readonly OtherPayout[],
): readonly Problem[] {
  const originals = originalsIn([...others, payout]);
  const paying = payingOf(others, originals);
  const line = lineOf(payout.payoutId, originals);
  const retried = others.filter(({ payoutId }) => line.slice(1).includes(payoutId));
  // A retry pays what was rejected, which no other of its family has paid.
  const isOfFamily = (payoutId: string) => lineOf(payoutId, originals).at(-1) === line.at(-1);
  const alike = others
    .filter(({ payoutId }) => paying.has(payoutId) && !isOfFamily(payoutId))
    .flatMap((other) => {
      const findings = [
        likenessOf(policy, payout.check, other),
        ...retried.map((original) => likenessOfOriginal(policy, original, other)),
      ];
      const finding = findings.find((one) => one?.code === "paid_lately_same") ?? findings[0];
      return finding === undefined
        ? []
        : [{ ...toProblem(finding), otherPayoutId: other.payoutId }];
    });
  return (["paid_lately_same", "paid_lately_similar"] as const).flatMap((code) =>
    alike.filter((warning) => warning.code === code).slice(0, MOST_NAMED),
  );
}

/** By payout what it retries. */
type Originals = ReadonlyMap<string, string>;

function originalsIn(payouts: readonly Pick<ComparedPayout, "payoutId" | "retryOf">[]): Originals {
  return new Map(
    payouts.flatMap(({ payoutId, retryOf }) =>
      retryOf === undefined ? [] : [[payoutId, retryOf] as const],
    ),
  );
}

/** A payout, what it retries, and so on up to the first one. */
function lineOf(payoutId: string, originals: Originals): readonly string[] {
  const original = originals.get(payoutId);
  return original === undefined ? [payoutId] : [payoutId, ...lineOf(original, originals)];
}

/** Payouts whose payments anybody may have got, or may yet get: by themselves, or by a retry. */
function payingOf(others: readonly OtherPayout[], originals: Originals): ReadonlySet<string> {
  return new Set(others.filter(mayHavePaid).flatMap((one) => lineOf(one.payoutId, originals)));
}

/** False once it is certain that it paid nobody, and will not. */
function mayHavePaid(payout: OtherPayout): boolean {
  if (payout.state !== "completed") return true;
  const { paid, unknown } = payout.report.counts;
  return paid + unknown > 0;
}

function likenessOf(policy: Policy, own: CheckSummary, other: OtherPayout): Finding | undefined {
  const { check } = other;
  if (own.fingerprint === undefined || check.fingerprint === undefined) return undefined;
  const details = {
    ...whenOf(policy, other),
    title: other.title,
    payments: check.payments.toLocaleString("en-US"),
    otherPayoutId: other.payoutId,
  };
  const isSame =
    own.payments === check.payments &&
    own.totalPoints === check.totalPoints &&
    own.fingerprint.exact === check.fingerprint.exact;
  if (isSame) return { code: "paid_lately_same", value: other.title, details };
  const smaller = Math.min(own.payments, check.payments);
  const larger = Math.max(own.payments, check.payments);
  if (smaller < ENOUGH_TO_BE_SIMILAR || smaller < SMALLEST_PART * larger) return undefined;
  const shared = sharedPayments(
    { payments: own.payments, fingerprint: own.fingerprint },
    { payments: check.payments, fingerprint: check.fingerprint },
  );
  if (shared < policy.warnings.similarShare * smaller) return undefined;
  const percent = Math.min(100, Math.round((100 * shared) / own.payments));
  return { code: "paid_lately_similar", value: other.title, details: { ...details, percent } };
}

/**
 * The sheet that a retry pays a part of, paid by another payout as well; unless whoever scheduled one
 * of the two knew of the other.
 */
function likenessOfOriginal(
  policy: Policy,
  original: OtherPayout,
  other: OtherPayout,
): Finding | undefined {
  if (knowsOf(original, other) || knowsOf(other, original)) return undefined;
  const finding = likenessOf(policy, original.check, other);
  return finding?.code === "paid_lately_same" ? finding : undefined;
}

function knowsOf(payout: OtherPayout, { payoutId }: OtherPayout): boolean {
  const asked = payout.state === "awaiting_approval" ? payout.request : undefined;
  const { acknowledgedWarnings } =
    asked ?? ("schedule" in payout ? payout.schedule : undefined) ?? {};
  return acknowledgedWarnings?.includes(`paid_lately_same:${payoutId}`) === true;
}

function whenOf({ defaultTimeZone }: Policy, payout: OtherPayout) {
  if (payout.state === "ready")
    return { whenKo: "지금 예약하는 중", whenEn: "being scheduled now" };
  const { localTime, timeZone } = showInZone(timeOf(payout), defaultTimeZone);
  const time = `${localTime.replace("T", " ")} ${timeZone}`;
  switch (payout.state) {
    case "awaiting_approval":
      return { whenKo: `${time} 지급으로 승인 대기`, whenEn: `awaiting approval for ${time}` };
    case "scheduled":
      return { whenKo: `${time} 지급 예정`, whenEn: `scheduled for ${time}` };
    case "distributing":
      return { whenKo: `${time}부터 지급 중`, whenEn: `being paid since ${time}` };
    case "paused":
      return { whenKo: `${time}에 시작해 일시 중지`, whenEn: `begun ${time}, paused` };
    case "halted":
      return { whenKo: `${time}에 중단`, whenEn: `halted ${time}` };
    case "completed":
      return { whenKo: `${time}에 지급 완료`, whenEn: `completed ${time}` };
  }
}
