import type { CanaryFinding, CanaryPayment } from "../../domain/payout/canary.ts";
import { pauseReason } from "../failure-reason.ts";
import { formatAmount } from "../formats.ts";
import type { Fact } from "./message-blocks.ts";
import type { BoundedList } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Escapes included. */
const USER_LENGTH = 40;
const REASON_LENGTH = 40;
const KEY_LENGTH = 50;
const CODE_LENGTH = 30;
const WORDS_LENGTH = 80;
/** The payout's page has all of them. */
const MOST_PAYMENTS = 5;

/** What is wrong with the first payments. */
export function canaryFacts(canary: CanaryFinding | undefined, { status }: Vocabulary): Fact[] {
  if (canary === undefined) return [];
  return [{ label: status.canary.wrong, value: status.canary.faults[canary.fault] }];
}

/** What was asked of each of the first payments, and what was answered. */
export function canaryList(
  canary: CanaryFinding | undefined,
  vocabulary: Vocabulary,
): BoundedList | undefined {
  if (canary === undefined) return undefined;
  const { asked, more } = vocabulary.status.canary;
  const shown = canary.payments.slice(0, MOST_PAYMENTS);
  return {
    heading: asked,
    lines: shown.map((payment) => paymentLine(payment, vocabulary)),
    hidden: canary.payments.length - shown.length,
    more,
  };
}

function paymentLine(payment: CanaryPayment, vocabulary: Vocabulary): string {
  const { words, status } = vocabulary;
  const { row, userId, points, reason, key, code, detail, state } = payment;
  const answered = [
    status.canary.states[state],
    ...(code === undefined
      ? []
      : [
          escapeData(pauseReason(code)[words.language], WORDS_LENGTH),
          `\`${escapeData(code, CODE_LENGTH)}\``,
        ]),
    ...(detail === undefined ? [] : [`“${escapeData(detail, WORDS_LENGTH)}”`]),
  ];
  const parts = [
    words.row(row),
    escapeData(userId, USER_LENGTH),
    words.points(formatAmount(points)),
    ...(reason === undefined ? [] : [escapeData(reason, REASON_LENGTH)]),
    `\`${escapeData(key, KEY_LENGTH)}\``,
    answered.join(" "),
    ...balanceParts(payment, vocabulary),
  ];
  return `• ${parts.join(" · ")}`;
}

function balanceParts(
  { balanceBefore, balanceAfter }: CanaryPayment,
  { status }: Vocabulary,
): string[] {
  if (balanceBefore === undefined || balanceAfter === undefined) return [];
  return [status.canary.balance(grouped(balanceBefore), grouped(balanceAfter))];
}

/** Digits in groups, however many there are. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
