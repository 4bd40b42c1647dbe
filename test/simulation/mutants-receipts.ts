import { type Mutant, mutantIn } from "./mutant.ts";

const BEGIN = "domain/receipt/begin-receipt.ts";
const ASK = "domain/receipt/ask-books.ts";
const COMPARE = "domain/receipt/compare-payout.ts";
const ROW = "domain/receipt/compare-row.ts";
const STORE = "adapters/dynamodb/dynamodb-receipt-store.ts";

const mutant = mutantIn("receipts");

/** Ways to compare wrongly, to go on about it for ever, or to change what is only compared. */
export const RECEIPT_MUTANTS: readonly Mutant[] = [
  mutant("receipt-corrects", "What the books have and the ledger does not is written there.", [
    COMPARE,
    "  await progress.goOn(receipt);\n",
    '  for (const [at, { entry }] of rows.entries()) if (entry?.state === "unknown" && (answers[at] as BooksAnswer)?.kind === "in_books") await (deps as never as { ledger: { settle(request: object): Promise<void> } }).ledger.settle({ ref: entry, settlement: { state: "paid" }, fence: entry.fence, at: entry.claimedAt });\n  await progress.goOn(receipt);\n',
  ]),
  mutant("receipt-takes-no-slot", "The books are asked as fast as they answer.", [
    ASK,
    "    await run.limiter.take();\n    const permit = permitCall(run);\n",
    "    const permit = permitCall(run);\n",
  ]),
  mutant(
    "receipt-down-is-missing",
    "A look-up that fails is taken for a payment that is missing.",
    [
      ASK,
      'return { kind: answer.isUnclear === true ? "unclear" : "not_told", code: answer.code };',
      'return answer.isUnclear === true ? { kind: "unclear", code: answer.code } : { kind: "not_in_books" };',
    ],
  ),
  mutant("receipt-skips-cut-short", "Rows whose look-up was cut short count as compared.", [
    COMPARE,
    "const known = cut === -1 ? rows.length : cut;",
    "const known = cut < rows.length ? rows.length : cut;",
  ]),
  mutant(
    "receipt-counts-again",
    "What was compared before an interruption is compared once more.",
    [COMPARE, "rows.filter(({ row }) => row > next.afterRow)", "rows.filter(({ row }) => row > 0)"],
  ),
  mutant(
    "receipt-finds-nothing-lost",
    "That the books do not have what was paid is no difference.",
    [
      ROW,
      'return state === "paid" ? { code: "paid_not_in_books", ...facts } : undefined;',
      'return state === "sending" ? { code: "paid_not_in_books", ...facts } : undefined;',
    ],
  ),
  mutant("receipt-by-two-runs", "An older run writes over what a newer one has found.", [
    STORE,
    "#receipt.#run = :run AND (#receipt.#state = :running OR #receipt.#updatedAt = :updatedAt)",
    "#receipt.#run >= :run OR #receipt.#state = :running OR #receipt.#updatedAt = :updatedAt",
  ]),
  mutant("receipt-samples-the-first", "A sample is of the sheet's first payments.", [
    "domain/receipt/sample.ts",
    "Math.floor(((part + 0.5) * payments) / samplePayments),",
    "Math.floor(part),",
  ]),
  mutant("receipt-of-the-dead", "A receipt whose execution died can't be begun again.", [
    BEGIN,
    "    nowMs - toEpochMs(known.updatedAt) < GOES_ON_WITHIN_MS;\n",
    "    nowMs >= toEpochMs(known.startedAt) - GOES_ON_WITHIN_MS;\n",
  ]),
  mutant("differences-untold", "Nobody is told of the differences of a receipt.", [
    "domain/compare-with-books.ts",
    "if (end.findings > 0) await",
    "if (end.findings < 0) await",
  ]),
];
