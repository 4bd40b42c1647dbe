import type { PaymentState } from "../domain/distribution/ledger.ts";
import type { Language } from "../domain/language.ts";
import { showInZone } from "../domain/payout/zoned-time.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";
import { CSV_START, csvLine } from "./csv.ts";

/** A payment as the API answers it. */
export interface ExportedPayment {
  readonly payoutId: string;
  readonly title?: string | undefined;
  readonly row: number;
  readonly userId: string;
  readonly points: number;
  readonly reason?: string | undefined;
  readonly state: PaymentState;
  readonly reversalOf?: string | undefined;
  readonly sentAt?: string | undefined;
  readonly acceptedAt?: string | undefined;
  readonly settledAt?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly reference?: string | undefined;
  readonly why?: Bilingual | undefined;
  readonly answer: Bilingual;
}

interface Words {
  readonly headers: (timeZone: string) => readonly string[];
  readonly states: Readonly<Record<PaymentState, string>>;
  readonly takenBack: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  ko: {
    headers: (timeZone) => [
      ...["지급 건", "지급 건 ID", "행", "사용자 ID", "포인트", "사유", "상태"],
      ...[
        `시각 (${timeZone})`,
        "거래번호",
        "요청 번호",
        "지급하지 못한 이유",
        "사용자에게 할 답변",
      ],
    ],
    states: {
      pending: "대기",
      sending: "요청 중",
      accepted: "접수됨",
      paid: "지급 완료",
      rejected: "지급 실패",
      unknown: "확인 필요",
      withdrawn: "지급 안 함",
    },
    takenBack: "회수됨",
  },
  en: {
    headers: (timeZone) => [
      ...["Payout", "Payout ID", "Row", "User ID", "Points", "Reason", "State"],
      ...[`Time (${timeZone})`, "Transaction", "Request", "Why not paid", "Answer to the user"],
    ],
    states: {
      pending: "pending",
      sending: "being asked for",
      accepted: "accepted",
      paid: "paid",
      rejected: "failed",
      unknown: "to be checked",
      withdrawn: "withdrawn",
    },
    takenBack: "taken back",
  },
};

/** A CSV file of payments: points that were taken back count below zero. */
export function userPaymentsCsv(
  payments: readonly ExportedPayment[],
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const words = WORDS[language];
  const lines = payments.map((payment) => {
    const { payoutId, title, row, userId, points, reason, state, reversalOf, why } = payment;
    const at = payment.settledAt ?? payment.acceptedAt ?? payment.sentAt;
    const isBack = reversalOf !== undefined;
    return csvLine([
      ...[title, payoutId, row, userId, isBack ? -points : points, reason],
      isBack && state === "paid" ? words.takenBack : words.states[state],
      at && showInZone(at, timeZone).localTime.replace("T", " "),
      ...[payment.transactionId, payment.reference, why?.[language], payment.answer[language]],
    ]);
  });
  return [CSV_START, csvLine(words.headers(timeZone)), ...lines].join("");
}
