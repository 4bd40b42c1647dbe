import * as z from "zod";
import { answerRuleSchema, describesProof, pathSchema, proofSchema } from "./answer-rules.ts";
import { placeholdersIn } from "./check-templates.ts";
import { templateUrlSchema } from "./template-url.ts";

/** Where a look-up answers with a list: the payment is the one entry that holds its key. */
const listSchema = z.strictObject({
  /** Where an answer holds the list. */
  path: pathSchema,
  /** Where an entry holds the key, exactly as the call sent it. */
  keyPath: pathSchema,
  /** Where an entry names the grant. */
  transactionIdPath: pathSchema.optional(),
  /** An entry is a payment that was made only if all of these match. */
  found: z.array(answerRuleSchema).default([]),
  /** How the next page is asked for; without it, a list is whole in one answer. */
  next: z
    .strictObject({
      /** Where an answer says by what; nothing there says that the list is at its end. */
      path: pathSchema,
      /** Holds `{{cursor}}`. */
      url: templateUrlSchema.refine(
        (url) => placeholdersIn(url).some(({ name }) => name === "cursor"),
        "must hold {{cursor}}",
      ),
    })
    .optional(),
});
export type ListOptions = z.infer<typeof listSchema>;

/** Where a GET tells whether a payment was made: asked of what is in doubt. */
export const lookupSchema = z
  .strictObject({
    /** Holds `{{idempotencyKey}}`, unless a header does or the answer is a list. */
    url: templateUrlSchema,
    headers: z.record(z.string(), z.string()).default({}),
    /** Where an answer that found the payment names the grant. */
    transactionIdPath: pathSchema.optional(),
    /** A 2xx has found the payment only if all of these match. */
    found: z.array(answerRuleSchema).default([]),
    /** Any of these says that it was not made. A rule without a status looks at 2xx only. */
    notFound: z.array(answerRuleSchema).default([{ status: 404 }]),
    /** A 2xx that `notFound` does not match has found it, whatever it holds. */
    proof: proofSchema,
    /** In place of the three ways to prove it above. */
    list: listSchema.optional(),
    /**
     * How long after the points API last heard of a payment its look-up surely tells of it:
     * a look-up is never made sooner after a call that may have paid.
     */
    settleMs: z.int().nonnegative().max(600_000).default(2_000),
  })
  .superRefine(({ list, transactionIdPath, found, proof }, context) => {
    if (list === undefined) return;
    const others = { transactionIdPath, proof, found: found.length > 0 ? found : undefined };
    for (const [name, value] of Object.entries(others)) {
      if (value === undefined) continue;
      const message = "is of a look-up without list; with one, it is list that says what was found";
      context.addIssue({ code: "custom", path: [name], message });
    }
  })
  .refine(({ list, ...lookup }) => list || describesProof({ ...lookup, rules: lookup.found }), {
    path: ["proof"],
    message:
      "what does a 2xx hold that found the payment? Write transactionIdPath (where it names the " +
      'grant), or found (a rule such as { path: "items", present: true }), or list, or ' +
      'proof: "status" if any 2xx has found it',
  });
export type LookupOptions = z.infer<typeof lookupSchema>;

/** Of one user, whom it names percent-encoded. */
const userUrlSchema = templateUrlSchema.refine(
  (url) => placeholdersIn(url).some(({ name }) => name === "userId"),
  "must hold {{userId}}",
);
const userOrAccountUrlSchema = templateUrlSchema.refine(
  (url) => placeholdersIn(url).some(({ name }) => name === "userId" || name === "accountId"),
  "must hold {{userId}}, or {{accountId}} where findAccount is there",
);

/** Where a GET tells how many points a user has: asked by a check of the connector, never by a payout. */
export const balanceSchema = z.strictObject({
  /** Holds `{{userId}}` or `{{accountId}}`. */
  url: userOrAccountUrlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  /** Where a 2xx holds the number, which may be text. */
  path: pathSchema,
});
export type BalanceOptions = z.infer<typeof balanceSchema>;

const HOLDS_NONE = "names no payment, so that it holds no placeholder";

/** Where a GET tells how many points the company has left to give: asked before a payout begins. */
export const floatSchema = z.strictObject({
  url: templateUrlSchema.refine((url) => placeholdersIn(url).length === 0, HOLDS_NONE),
  headers: z
    .record(z.string(), z.string())
    .refine((headers) => placeholdersIn(headers).length === 0, HOLDS_NONE)
    .default({}),
  /** Where a 2xx holds the number, which may be text. */
  path: pathSchema,
});
export type FloatOptions = z.infer<typeof floatSchema>;

/**
 * Where a GET tells whether a user exists: what a dry run and a pre-flight ask, and nothing else does.
 * Without it a dry run asks the points API nothing at all.
 */
export const findUserSchema = z
  .strictObject({
    /** Holds `{{userId}}`. */
    url: userUrlSchema,
    headers: z.record(z.string(), z.string()).default({}),
    /** A 2xx has found the user only if all of these match. */
    found: z.array(answerRuleSchema).default([]),
    /** Answers of any status that say that there is no such user. */
    missing: z.array(answerRuleSchema).default([{ status: 404 }]),
    /** A 2xx that `missing` does not match has found the user, whatever it holds. */
    proof: proofSchema,
    /** By which status paying refuses a user who is not there: a dry run gives the same code. */
    payRejectsWith: z.int().min(400).max(499).default(404),
  })
  .refine((findUser) => describesProof({ ...findUser, rules: findUser.found }), {
    path: ["proof"],
    message:
      'what does a 2xx hold that found the user? Write found (a rule such as { path: "id", ' +
      'present: true }), or proof: "status" if any 2xx has found them',
  });
export type FindUserOptions = z.infer<typeof findUserSchema>;

/**
 * Where a GET tells the API's own id of a user, for which calls then have `{{accountId}}`: asked once before
 * each payment, and in dry runs where there is no `findUser`.
 */
export const findAccountSchema = z.strictObject({
  /** Holds `{{userId}}`. */
  url: userUrlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  /** Where a 2xx holds the accounts that it found: one of them, and no more, is the user's. */
  list: pathSchema.optional(),
  /** Where that account, or the answer itself without a list, holds the id. */
  accountIdPath: pathSchema,
  /** Answers of any status that say that there is no such user, as an empty list does. */
  missing: z.array(answerRuleSchema).default([{ status: 404 }]),
  /** The status under which a payment to nobody is reported as rejected. */
  payRejectsWith: z.int().min(400).max(499).default(404),
});
export type FindAccountOptions = z.infer<typeof findAccountSchema>;
