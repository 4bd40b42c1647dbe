import type { Instant } from "../domain/clock.ts";
import type { LedgerEntry, PaymentState } from "../domain/distribution/ledger.ts";
import type { Language } from "../domain/language.ts";
import type { Payout } from "../domain/payout/payout.ts";
import { showInZone } from "../domain/payout/zoned-time.ts";
import { NO_REASON } from "../domain/report/result-tally.ts";
import type { Retry } from "../domain/report/retries.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";
import { reasonOf } from "./failure-reason.ts";
import { formatAmount, formatTimeZone, readLocalTime } from "./formats.ts";
import { ANSWER_WORDS_EN } from "./support-words-en.ts";
import { ANSWER_WORDS_KO, type AnswerWords } from "./support-words-ko.ts";

const WORDS: Readonly<Record<Language, AnswerWords>> = {
  ko: ANSWER_WORDS_KO,
  en: ANSWER_WORDS_EN,
};

/** A payment that a customer asks about, with what became of it elsewhere. */
export interface AskedAbout {
  readonly points: number;
  readonly state: PaymentState;
  /** What the ledger has of it; nothing of what was not asked for yet. */
  readonly entry?: LedgerEntry | undefined;
  /** Absent when it is no longer there. */
  readonly payout?: Payout | undefined;
  /** The payout that pays it again, where there is one that can. */
  readonly retry?: Retry | undefined;
  /** The payment of a reversal that takes it back; `planned` where that has not asked for it yet. */
  readonly reversal?: LedgerEntry | "planned" | undefined;
}

/**
 * What support may say to the customer, ready to be sent, in both languages: times by the company's
 * clocks, and nothing of who did what in the company.
 */
export function supportAnswer(asked: AskedAbout, timeZone: string): Bilingual {
  return { ko: answerIn("ko", asked, timeZone), en: answerIn("en", asked, timeZone) };
}

function answerIn(language: Language, asked: AskedAbout, timeZone: string): string {
  const words = WORDS[language];
  const timeOf = (at: Instant) => timeIn(language, at, timeZone);
  const sentences =
    asked.payout?.reversalOf === undefined
      ? paymentIn(language, asked, timeOf)
      : reversalIn(words, asked, timeOf);
  return sentences.filter((sentence) => sentence !== undefined).join(" ");
}

type TimeOf = (at: Instant) => string;
type Sentences = readonly (string | undefined)[];

function paymentIn(language: Language, asked: AskedAbout, timeOf: TimeOf): Sentences {
  const words = WORDS[language];
  const { state, entry, retry, reversal } = asked;
  const points = words.points(formatAmount(asked.points));
  if (entry === undefined) return [plannedIn(words, points, asked, timeOf)];
  const time = timeOf(entry.settledAt ?? entry.acceptedAt ?? entry.claimedAt);
  const again = retry === undefined ? undefined : words.again[stageOf(retry)];
  switch (state) {
    case "paid": {
      const number = entry.transactionId && words.transaction(entry.transactionId);
      return [words.paid(time, points), number, takenBackIn(words, reversal, timeOf)];
    }
    case "rejected":
      return [words.rejected(time, points, whyIn(language, entry)), again];
    case "withdrawn":
      return [words.withdrawn(points), again];
    case "unknown":
      return [words.unknown(time, points), words.request(entry.idempotencyKey)];
    case "accepted":
    case "sending":
    case "pending":
      return [words.asked(time, points), words.request(entry.idempotencyKey)];
  }
}

function whyIn(language: Language, { code = NO_REASON }: LedgerEntry): string {
  return reasonOf({ state: "rejected", code }, language).reason;
}

/** What nobody was asked for yet. */
function plannedIn(
  words: AnswerWords,
  points: string,
  { payout }: AskedAbout,
  timeOf: TimeOf,
): string {
  switch (payout?.state) {
    case "scheduled":
      return words.scheduled(timeOf(payout.schedule.at), points);
    case "distributing":
      return words.soon(points);
    case "paused":
    case "halted":
      return words.delayed(points);
    default:
      return words.prepared(points);
  }
}

function takenBackIn(
  words: AnswerWords,
  reversal: AskedAbout["reversal"],
  timeOf: TimeOf,
): string | undefined {
  if (reversal === undefined) return undefined;
  if (reversal === "planned") return words.toBeTakenBack;
  const { state, settledAt, claimedAt } = reversal;
  // What could not be taken back is still the customer's.
  if (state === "rejected" || state === "withdrawn") return undefined;
  return state === "paid" ? words.takenBack(timeOf(settledAt ?? claimedAt)) : words.toBeTakenBack;
}

/** Of a payment by a payout that takes back. */
function reversalIn(words: AnswerWords, asked: AskedAbout, timeOf: TimeOf): Sentences {
  const { state, entry } = asked;
  const points = words.points(formatAmount(asked.points));
  if (entry === undefined) return [words.reversal.planned(points)];
  const time = timeOf(entry.settledAt ?? entry.claimedAt);
  if (state === "paid") {
    const { transactionId } = entry;
    return [words.reversal.done(time, points), transactionId && words.transaction(transactionId)];
  }
  const isNot = state === "rejected" || state === "withdrawn";
  return [isNot ? words.reversal.not(points) : words.reversal.open(time, points)];
}

function stageOf({ state, allPaid }: Retry): keyof AnswerWords["again"] {
  if (state === "completed") return allPaid ? "paid" : "tried";
  return state === "cancelled" || state === "invalid" ? "dropped" : "prepared";
}

function timeIn(language: Language, at: Instant, timeZone: string): string {
  const { localTime } = showInZone(at, timeZone);
  const time = readLocalTime(localTime);
  if (time === undefined) return localTime;
  return WORDS[language].time(time, formatTimeZone(timeZone, language, time));
}
