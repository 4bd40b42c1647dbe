import * as z from "zod";
import { LEDGER_STATES } from "../distribution/ledger.ts";
import { personSchema } from "../payout/person.ts";

/** What may be wrong of one payment, or of the payout as a whole. */
export const FINDING_CODES = [
  /** The ledger says paid, and the points API knows nothing of it. */
  "paid_not_in_books",
  /** The ledger does not say paid, and the points API has it. */
  "in_books_not_paid",
  /** Both have it, under different transaction ids. */
  "other_transaction",
  /** The points API has it more than once, or in a way that decides nothing. */
  "unclear",
  /** The points API did not say what became of it. */
  "not_told",
  /** A row of the sheet that the ledger does not have. */
  "not_in_ledger",
  /** An entry of the ledger that is no row of the sheet. */
  "not_in_sheet",
  /** The ledger has another user, or other points, than the sheet. */
  "other_amount",
  /** What the payout says was paid is not what its ledger adds up to. */
  "totals_differ",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export const findingSchema = z.object({
  code: z.enum(FINDING_CODES),
  /** Its row in the sheet, and the chunk that holds it; absent of what concerns the whole payout. */
  row: z.int().positive().optional(),
  chunk: z.int().nonnegative().optional(),
  /** As the ledger has it. */
  state: z.enum(LEDGER_STATES).optional(),
  points: z.int().optional(),
  transactionId: z.string().optional(),
  /** The transaction id that the points API's books have. */
  inBooks: z.string().optional(),
  /** The points API's code, where it told nothing. */
  told: z.string().optional(),
  /** What does not add up, and its two figures; of an amount, the sheet's points are expected. */
  of: z.string().optional(),
  expected: z.int().optional(),
  counted: z.int().optional(),
});
/** A difference. It changes no state: people decide what to do about it. Names no user. */
export type Finding = z.infer<typeof findingSchema>;

const sumSchema = z.object({
  payments: z.int().nonnegative(),
  points: z.int().nonnegative(),
});
export type Sum = z.infer<typeof sumSchema>;

/** What was counted so far; states that no payment is in are absent. */
const countedSchema = z.object({
  sheet: sumSchema,
  /** By the ledger; without those that were withdrawn, which nobody asked for. */
  asked: sumSchema,
  byState: z.partialRecord(z.enum(LEDGER_STATES), sumSchema),
  /** Payments of which the points API told, and those of them that its books have as paid. */
  compared: sumSchema,
  inBooks: sumSchema,
  /** Settled by people's words: these may be in no books at all. */
  settledByPeople: z.int().nonnegative(),
  /** Payments that another payout pays again. */
  retried: z.int().nonnegative(),
  /** Of users who were erased: nobody can ask of them any more. */
  erased: z.int().nonnegative(),
});
export type Counted = z.infer<typeof countedSchema>;

/** How the points API is asked for its books: by a look-up, by references, or not at all. */
export const BOOKS = ["look_up", "confirm", "none"] as const;

/** So many findings are kept; those beyond are counted. */
export const MOST_FINDINGS = 200;

export const receiptSchema = z.object({
  payoutId: z.string().min(1),
  /** Counts how often it was begun; what an older run still writes is refused. */
  run: z.int().positive(),
  /** Of which payments the points API is asked: of so many, spread evenly, or of all. */
  scope: z.enum(["sample", "all"]),
  samplePayments: z.int().positive().optional(),
  state: z.enum(["running", "done", "stopped"]),
  /** Who asked for it; absent where it began by itself. */
  by: personSchema.optional(),
  startedAt: z.iso.datetime(),
  /** When it last went on. */
  updatedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** The payout's revision when it began. */
  revision: z.int().positive(),
  /** What is compared next: rows of this chunk after that row. */
  next: z.object({ chunk: z.int().nonnegative(), afterRow: z.int().nonnegative() }),
  books: z.enum(BOOKS).optional(),
  counted: countedSchema,
  findings: z.array(findingSchema).max(MOST_FINDINGS),
  /** All of them, also those that are not kept. */
  findingCount: z.int().nonnegative(),
  /** When it may be deleted, as the ledger's entries are; it is kept when absent. */
  keptUntil: z.iso.datetime().optional(),
  /** Why it waits or stopped: a code of the points API's, or of ours. */
  heldBy: z.string().min(1).optional(),
});
/**
 * What comparing a completed payout came to, row by row: sheet, ledger, and the books of the points API.
 */
export type Receipt = z.infer<typeof receiptSchema>;

/** The receipts of payouts, one each; a new one takes the place of the last. */
export interface ReceiptStore {
  get(payoutId: string): Promise<Receipt | undefined>;
  /** Keeps it unless a later run has begun since, or this one has ended; false then. */
  save(receipt: Receipt): Promise<boolean>;
}

/** What an execution is asked that compares a payout with the books. It pays nobody. */
export const receiptRequestSchema = z.object({
  receiptOf: z.string().min(1),
  run: z.int().positive(),
});
export type ReceiptRequest = z.infer<typeof receiptRequestSchema>;

/** Has a payout compared by an execution of its own. */
export interface ReceiptStarter {
  /** Starting under a name that was started already does nothing. */
  compare(request: ReceiptRequest, executionName: string): Promise<void>;
}

export const NOTHING_COUNTED: Counted = {
  sheet: { payments: 0, points: 0 },
  asked: { payments: 0, points: 0 },
  byState: {},
  compared: { payments: 0, points: 0 },
  inBooks: { payments: 0, points: 0 },
  settledByPeople: 0,
  retried: 0,
  erased: 0,
};

export function plus({ payments, points }: Sum, more: number): Sum {
  return { payments: payments + 1, points: points + more };
}
