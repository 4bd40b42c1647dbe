import type { LedgerEntry } from "../distribution/ledger.ts";
import { optional } from "../optional.ts";
import { cutBytes } from "../plain-text.ts";
import type { Payment } from "../sheet/payment.ts";
import { type Counted, type Finding, MOST_FINDINGS, plus, type Receipt } from "./receipt.ts";

/** One row as sheet and ledger have it; one of them may lack it. */
export interface ComparedRow {
  readonly chunk: number;
  readonly row: number;
  readonly payment?: Payment | undefined;
  readonly entry?: LedgerEntry | undefined;
}

/** What the books of the points API say of a payment. */
export type BooksAnswer =
  | { readonly kind: "in_books"; readonly transactionId?: string | undefined }
  | { readonly kind: "not_in_books" }
  | { readonly kind: "unclear" | "not_told"; readonly code: string };

/** Of others' words so many bytes are kept. */
const WORD_BYTES = 200;

/** What differs between sheet and ledger, if anything does. */
export function localFindingOf({ chunk, row, payment, entry }: ComparedRow): Finding | undefined {
  if (entry === undefined) {
    return { code: "not_in_ledger", row, chunk, ...optional("points", payment?.points) };
  }
  const { state, points } = entry;
  const facts = { row, chunk, state, points };
  if (payment === undefined) return { code: "not_in_sheet", ...facts };
  const isSame = payment.points === points && payment.userId === entry.userId;
  return isSame ? undefined : { code: "other_amount", ...facts, expected: payment.points };
}

/** What differs between ledger and books, if anything does. */
function booksFindingOf(
  { chunk, row, entry }: ComparedRow,
  answer: BooksAnswer,
): Finding | undefined {
  if (entry === undefined) return undefined;
  const { state, points } = entry;
  const transactionId = cut(entry.transactionId);
  const facts = { row, chunk, state, points, ...optional("transactionId", transactionId) };
  switch (answer.kind) {
    case "unclear":
    case "not_told":
      if (answer.kind === "not_told" && isRefusedByApi(entry)) return undefined;
      return { code: answer.kind, ...facts, told: cutBytes(answer.code, WORD_BYTES) };
    case "not_in_books":
      return state === "paid" ? { code: "paid_not_in_books", ...facts } : undefined;
    case "in_books": {
      const inBooks = cut(answer.transactionId);
      const found = { ...facts, ...optional("inBooks", inBooks) };
      if (state !== "paid") return { code: "in_books_not_paid", ...found };
      const isOther = [transactionId, inBooks].every((id) => id !== undefined);
      return isOther && transactionId !== inBooks
        ? { code: "other_transaction", ...found }
        : undefined;
    }
  }
}

/** Its own refusal is all that some points APIs ever tell of a payment that they did not make. */
function isRefusedByApi({ state, resolution }: LedgerEntry): boolean {
  return (state === "rejected" || state === "withdrawn") && resolution === undefined;
}

function cut(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cutBytes(text, WORD_BYTES);
}

/** The receipt with one more row in it. */
export function withRow(receipt: Receipt, row: ComparedRow, answer?: BooksAnswer): Receipt {
  const found = [localFindingOf(row), answer && booksFindingOf(row, answer)];
  const next = { chunk: row.chunk, afterRow: row.row };
  return withFindings({ ...receipt, next, counted: count(receipt.counted, row, answer) }, found);
}

export function withFindings(receipt: Receipt, found: readonly (Finding | undefined)[]): Receipt {
  const findings = found.filter((one) => one !== undefined);
  if (findings.length === 0) return receipt;
  return {
    ...receipt,
    findings: [...receipt.findings, ...findings].slice(0, MOST_FINDINGS),
    findingCount: receipt.findingCount + findings.length,
  };
}

function count(counted: Counted, { payment, entry }: ComparedRow, answer?: BooksAnswer): Counted {
  const sheet = payment === undefined ? counted.sheet : plus(counted.sheet, payment.points);
  if (entry === undefined) return { ...counted, sheet };
  const { state, points } = entry;
  const { asked, byState, compared, inBooks, settledByPeople, retried, erased } = counted;
  const isTold = answer !== undefined && answer.kind !== "not_told";
  const ofState = plus(byState[state] ?? { payments: 0, points: 0 }, points);
  return {
    sheet,
    asked: state === "withdrawn" ? asked : plus(asked, points),
    byState: { ...byState, [state]: ofState },
    compared: isTold ? plus(compared, points) : compared,
    inBooks: answer?.kind === "in_books" ? plus(inBooks, points) : inBooks,
    settledByPeople: settledByPeople + (entry.resolution === undefined ? 0 : 1),
    retried: retried + (entry.retriedBy === undefined ? 0 : 1),
    erased: erased + (entry.erasedAt === undefined ? 0 : 1),
  };
}
