import { type Mutant, mutantIn } from "./mutant.ts";

const REVERSE = "domain/distribution/reverse-payout.ts";
const CHOICE = "domain/distribution/reversal-choice.ts";
const MADE = "domain/distribution/reversed-payments.ts";
const REVERSING = "domain/distribution/reversing-points-api.ts";
const LEDGER = "domain/distribution/ledger.ts";

const mutant = mutantIn("reversals");

/** Ways to take back too much, from the wrong one, or by one person alone. */
export const REVERSAL_MUTANTS: readonly Mutant[] = [
  mutant("reversed-alone", "A payment is taken back without a second person.", [
    "domain/payout/approval-reasons.ts",
    'return [{ code: "reversal" }, ...bySecondApprover(',
    "return [...bySecondApprover(",
  ]),
  mutant("settlers-let-reversals-go", "Who settled what a reversal left lets the next one go.", [
    REVERSE,
    "        ...settledByOf({ settledBy: [...settledBy] }, earlierEntries),\n",
    "        ...settledByOf({ settledBy: [...settledBy] }, earlierEntries.slice(0, 0)),\n",
  ]),
  mutant("reversed-under-payments-key", "A payment is taken back under its own key.", [
    LEDGER,
    "-r1`;\n",
    "`;\n",
  ]),
  mutant("reversal-has-its-key", "Each reversal takes a payment back under a key of its own.", [
    LEDGER,
    ": reversalKeyOf(idempotencyKeyOf(reversalOf, row));",
    ": reversalKeyOf(idempotencyKeyOf(reversalOf, row)) + payoutId;",
  ]),
  mutant("reversed-by-two", "A payment that one reversal has is handed to another one.", [
    "adapters/dynamodb/ledger-holders.ts",
    "instead === undefined ? HELD_BY_NOBODY : STILL_AS_READ;",
    'instead === undefined && attribute === "retriedBy" ? HELD_BY_NOBODY : instead === undefined ? "attribute_exists(pk)" : STILL_AS_READ;',
  ]),
  mutant(
    "unknown-reversal-gives-way",
    "What a reversal may have taken back goes to the next one.",
    [
      CHOICE,
      "  const mayHave = ({ rejected, withdrawn }: ChunkTally) => rejected + withdrawn > 0;\n  for await (const entry of entriesOf(ledger, payoutId, mayHave)) {\n    if (entry.state ===",
      '  for await (const entry of entriesOf(ledger, payoutId, () => true)) {\n    if (entry.state === "unknown" || entry.state ===',
    ],
  ),
  mutant(
    "running-reversal-gives-way",
    "What a reversal has that goes on is handed to another one.",
    [
      CHOICE,
      'if (holder === "unknown" || holder.state !== "completed") return () => TAKEN;',
      'if (holder === "unknown") return () => TAKEN;',
    ],
  ),
  mutant("reversal-not-named", "A payout does not say what takes back what it paid.", [
    REVERSE,
    "const fields = { reversals: [...reversals, reversalId], report };",
    "const fields = { reversals: [reversalId], report };",
  ]),
  mutant("taken-from-account-of-now", "Points are taken from whom the sheet's id belongs to now.", [
    MADE,
    'payment: { ...paymentOf(entry), ...optional("accountId", accountId) },',
    'payment: { ...paymentOf(entry), ...optional("accountId", accountId?.replace(/\\d+$/, "0")) },',
  ]),
  mutant(
    "reversal-finds-its-payment",
    "A reversal looks up the payment, and takes it for its own.",
    [
      REVERSING,
      "    return payment === undefined ? request : { ...request, payment };\n",
      '    const idempotencyKey = request.idempotencyKey.replace(/-r1$/, "");\n    return payment === undefined ? request : { ...request, payment, idempotencyKey };\n',
    ],
  ),
];
