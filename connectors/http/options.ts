import * as z from "zod";
import { extraColumnsSchema } from "../../domain/sheet/extra-column.ts";
import { limitOptions } from "../limits.ts";
import { answerRuleSchema, describesProof, pathSchema, proofSchema } from "./answer-rules.ts";
import { authSchema } from "./auth-options.ts";
import { bulkSchema } from "./bulk-options.ts";
import { templateIssues } from "./check-templates.ts";
import { acceptedSchema, confirmSchema } from "./confirm-options.ts";
import {
  balanceSchema,
  findAccountSchema,
  findUserSchema,
  floatSchema,
  lookupSchema,
} from "./look-up-options.ts";
import { reverseSchema } from "./reverse-options.ts";
import { templateUrlSchema } from "./template-url.ts";

/** What an API offers against paying twice. */
export const IDEMPOTENCY_MODES = ["key", "lookup", "none"] as const;
export type IdempotencyMode = (typeof IDEMPOTENCY_MODES)[number];

const headerNameSchema = z.string().regex(/^[\w-]{1,100}$/, "the name of a header");

/**
 * How a points API is called that needs no code of its own. Templates know
 * `{{userId}}`, `{{points}}`, `{{reason}}`, `{{column:name}}` and `{{idempotencyKey}}`, and `{{accountId}}` where
 * there is `findAccount`, some of them in
 * further forms (`placeholders.ts`); a body value that is nothing but a placeholder keeps its type (`"{{points}}"`
 * becomes a number, `"{{points:text}}"` a text) and is left out when absent.
 */
const fieldsSchema = z.strictObject({
  connector: z.literal("http").optional(),
  /** May hold placeholders; they are percent-encoded. */
  url: templateUrlSchema,
  method: z.enum(["POST", "PUT", "PATCH"]).default("POST"),
  headers: z.record(z.string(), z.string()).default({ "Idempotency-Key": "{{idempotencyKey}}" }),
  body: z
    .record(z.string(), z.json())
    .default({ userId: "{{userId}}", points: "{{points}}", reason: "{{reason}}" }),
  /** Columns of the sheet that are sent beside those, as `{{column:name}}`. */
  columns: extraColumnsSchema.optional(),
  /** The body is sent as `application/x-www-form-urlencoded`: its members are texts and numbers. */
  form: z.boolean().default(false),
  /** Where a 2xx answer names the grant. */
  transactionIdPath: pathSchema.optional(),
  /** 2xx answers count as paid only if all of these match. */
  success: z.array(answerRuleSchema).default([]),
  /** A 2xx is proof of payment whatever it holds, if anything. */
  proof: proofSchema,
  /** Answers of any status that say this very payment was paid before. */
  alreadyPaid: z.array(answerRuleSchema).default([]),
  /** Answers of any status that refuse the payment for good. */
  rejected: z.array(answerRuleSchema).default([]),
  /** Answers of any status that say that nothing was done, and that it may be asked for again. */
  notDone: z.array(answerRuleSchema).default([]),
  /** Answers that take the payment, to pay it later: `confirm` asks what became of it. */
  accepted: acceptedSchema.optional(),
  confirm: confirmSchema.optional(),
  /** Where an answer says why, for people. */
  reasonPath: pathSchema.optional(),
  /** How what was given is taken back. */
  reverse: reverseSchema.optional(),
  auth: authSchema.default({ kind: "none" }),
  /** How a call without an answer is made certain: by its key, by a look-up, or by nobody. */
  idempotency: z.enum(IDEMPOTENCY_MODES),
  /** How long the API keeps a key, 24 hours by default. */
  keyLifetimeHours: z.union([z.literal("forever"), z.number().positive().max(87_600)]).optional(),
  /**
   * Whether a refusal under a key that may have paid proves that it did not; false by default, as
   * there are APIs which refuse a key from then on whose call failed half way.
   */
  refusalProves: z.boolean().optional(),
  /** With `idempotency: "key"`, asked once a key is older than the API keeps it. */
  lookup: lookupSchema.optional(),
  findUser: findUserSchema.optional(),
  findAccount: findAccountSchema.optional(),
  balance: balanceSchema.optional(),
  float: floatSchema.optional(),
  /**
   * Where many payments are taken in one call. The single call is still needed: for a payment
   * that is alone, and for each payment of a bulk call that is refused as a whole.
   */
  bulk: bulkSchema.optional(),
  /** Payments a second, however many of them a call holds. */
  ratePerSecond: z.number().positive().max(100_000),
  ...limitOptions,
  /** The headers by which answers tell how many calls are left, and when there are more. */
  rateLimitHeaders: z
    .strictObject({ remaining: headerNameSchema, reset: headerNameSchema })
    .optional(),
  /** At most so many payments in flight. How many the rate needs is found while paying. */
  concurrency: z.int().positive().max(10_000).optional(),
  /** After this long without an answer a call is in doubt, a single one or a bulk one. */
  timeoutMs: z.int().positive().max(120_000).default(10_000),
});
export type HttpOptions = z.output<typeof fieldsSchema>;
export type HttpInput = z.input<typeof fieldsSchema>;

/** The same, without what contradicts itself or proves nothing. */
export const httpOptionsSchema = fieldsSchema
  .refine((options) => options.accepted !== undefined || provesPayment(options), {
    path: ["proof"],
    message:
      "what proves a payment? Write transactionIdPath (where a 2xx names the grant), or success " +
      '(a rule such as { path: "resultCode", equals: "0000" }), or proof: "status" if any 2xx ' +
      "proves it, even an empty one",
  })
  .superRefine((options, context) => {
    for (const { path, message } of [...contradictionsIn(options), ...templateIssues(options)]) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });

/** Whether a 2xx can prove a payment: where all are confirmed later, it need not. */
export function provesPayment(
  options: Pick<HttpOptions, "success"> & Partial<Pick<HttpOptions, "proof" | "transactionIdPath">>,
): boolean {
  return describesProof({ ...options, rules: options.success });
}

interface Contradiction {
  readonly path: readonly string[];
  readonly message: string;
}

/** Fields that are of no use without others, or say two things at once. */
function contradictionsIn(options: HttpOptions): Contradiction[] {
  const { idempotency, lookup, keyLifetimeHours, refusalProves, accepted, confirm } = options;
  const isKeyed = idempotency === "key";
  const found: (Contradiction | false)[] = [
    idempotency === "lookup" &&
      lookup === undefined && {
        path: ["lookup"],
        message: 'idempotency "lookup" needs a lookup url',
      },
    !isKeyed && keyLifetimeHours !== undefined && { path: ["keyLifetimeHours"], message: OF_KEYS },
    !isKeyed && refusalProves !== undefined && { path: ["refusalProves"], message: OF_KEYS },
    accepted !== undefined &&
      confirm === undefined && {
        path: ["confirm"],
        message: "where is it asked what became of an accepted payment?",
      },
    confirm !== undefined &&
      accepted === undefined && {
        path: ["accepted"],
        message: "by what does an answer say that it took the payment, and under which reference?",
      },
  ];
  return [...found.filter((one) => one !== false), ...nestedInForm(options)];
}

const OF_KEYS = 'is of idempotency "key" alone';

function nestedInForm({ form, body, reverse }: HttpOptions): Contradiction[] {
  if (!form) return [];
  const message = "a form holds texts, numbers and truth values only";
  const nested = (fields: object, path: readonly string[]) =>
    Object.entries(fields)
      .filter(([, value]) => typeof value === "object")
      .map(([name]) => ({ path: [...path, name], message }));
  return [...nested(body, ["body"]), ...nested(reverse?.body ?? {}, ["reverse", "body"])];
}
