import * as z from "zod";
import { signOffSchema } from "../../domain/payout/payout.ts";
import { BOOKS, findingSchema, receiptSchema } from "../../domain/receipt/receipt.ts";
import { bilingualSchema } from "../../domain/sheet/problem.ts";
import { eventAnswerSchema, payoutAnswerSchema, personAnswerSchema } from "./payout.ts";

const findingAnswerSchema = findingSchema
  .omit({ chunk: true })
  .extend({
    code: findingSchema.shape.code.meta({
      description:
        "`paid_not_in_books`, `in_books_not_paid`, `other_transaction`: ledger and the points API's books differ; `unclear`, `not_told`: the books decide nothing; the others: sheet, ledger and the payout's totals differ.",
    }),
    userId: z.string().optional(),
    reference: z
      .string()
      .optional()
      .meta({ description: "The idempotency key under which the points API was asked." }),
    inBooks: z.string().optional().meta({ description: "The books' own transaction id." }),
    expected: z.int().optional().meta({ description: "What sheet or report say." }),
    counted: z.int().optional().meta({ description: "What the ledger adds up to." }),
    what: bilingualSchema,
    toDo: bilingualSchema,
  })
  .meta({ id: "Finding" });

const { run, scope, state, counted, startedAt, updatedAt, finishedAt, findingCount, heldBy } =
  receiptSchema.shape;

const comparisonSchema = z
  .object({
    run: run.meta({ description: "Counts how often comparing was begun." }),
    scope: scope.meta({
      description: "Of which payments the points API is asked: a `sample`, or `all`.",
    }),
    samplePayments: z.int().positive().optional(),
    state: state.meta({
      description: "`stopped`: it can't go on until somebody has it compared again.",
    }),
    by: personAnswerSchema
      .optional()
      .meta({ description: "Who asked for it; absent where it began by itself." }),
    startedAt,
    updatedAt,
    finishedAt,
    books: z.enum(BOOKS).optional().meta({
      description:
        "How the points API is asked: by a look-up, by references, or not at all, where it offers neither.",
    }),
    counted,
    isBehind: z.boolean().meta({
      description: "True when the payout has changed since: compare again to have it as it is now.",
    }),
    heldBy,
    held: bilingualSchema.optional().meta({ description: "Why it waits or stopped, in words." }),
    findingCount,
    findings: z.array(findingAnswerSchema).meta({ description: "The first of them." }),
  })
  .meta({ id: "Comparison" });

const { counts, points, schedule, endedBy, brake, revision, reversals } = payoutAnswerSchema.shape;

const signOffAnswerSchema = signOffSchema
  .extend({
    by: personAnswerSchema,
    isCurrent: z.boolean().meta({
      description: "False when the receipt is not any more the one that was signed.",
    }),
    isComparedAgain: z
      .boolean()
      .meta({ description: "Whether it was compared again since it was signed." }),
    changes: z
      .array(eventAnswerSchema)
      .meta({ description: "What became of the payout since it was signed, oldest first." }),
  })
  .meta({ id: "SignOff" });

/** What finance files of a payout. */
export const receiptAnswerSchema = z
  .object({
    payoutId: z.string(),
    title: z.string(),
    fileName: z.string(),
    digest: z.string().meta({ description: "Of the payments that were approved and paid." }),
    pointsApi: payoutAnswerSchema.shape.pointsApi,
    defaults: payoutAnswerSchema.shape.defaults,
    createdBy: personAnswerSchema,
    owner: payoutAnswerSchema.shape.owner,
    handedOver: payoutAnswerSchema.shape.handedOver,
    createdAt: z.iso.datetime(),
    schedule: schedule.unwrap(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    counts: counts.unwrap(),
    points: points.unwrap(),
    retryOf: z.string().optional(),
    reversalOf: z.string().optional(),
    reversalReason: z.string().optional(),
    reversals,
    endedBy,
    brake,
    revision,
    /** Absent where nobody signed it. */
    signOff: signOffAnswerSchema.optional(),
    /** Absent where nothing was compared yet. */
    comparison: comparisonSchema.optional(),
  })
  .meta({ id: "Receipt" });

export type ReceiptAnswer = z.infer<typeof receiptAnswerSchema>;
