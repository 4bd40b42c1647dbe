import * as z from "zod";
import { baseUrlSchema } from "./base-url.ts";
import type { Call, Connector, Description } from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";
import { ANSWER_CODES, readMutation, wordsOf } from "./shopify-answers.ts";
import { balanceQuery, readBalance } from "./shopify-balance.ts";
import { readTransactions, TRANSACTION_CODES, transactionsQuery } from "./shopify-transactions.ts";

/*
 * Store credit of a Shopify shop, given by `storeCreditAccountCredit` of the GraphQL Admin API, and taken
 * back by `storeCreditAccountDebit`.
 *
 * Sources, of November 2026: shopify.dev/docs/api (admin-graphql: storeCreditAccountCredit,
 * storeCreditAccountDebit, StoreCreditAccountCreditUserErrorCode, StoreCreditAccount; usage:
 * idempotent-requests, response-codes, rate-limits);
 * shopify.dev/changelog/merchant-notes-on-store-credit-transactions. `@idempotent` is for inventory and
 * refunds (changelog of 2025-12-12; community.shopify.dev/t/17501 asks for it here), so it isn't sent.
 * Nothing was tried with a shop; docs/connectors/shopify-store-credit.md says what that leaves open.
 */

/** From here on a transaction has a note that only merchants see, and the list shows it. */
const NOTES_SINCE = "2027-01";
const GID = /^gid:\/\/shopify\/(?:Customer|CompanyLocation|StoreCreditAccount)\/[1-9]\d*$/;
const WHOLE = /^[1-9]\d*$/;
/** The name of the column. */
const EXPIRES_ON = "expiresOn";

const optionsSchema = z.strictObject({
  connector: z.literal("shopify-store-credit"),
  /** As in `https://<shop>.myshopify.com`. */
  shop: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** From 2027-01 on doubt ends by a look-up; before, a person has to end it. */
  apiVersion: z.string().regex(/^20\d\d-(?:01|04|07|10)$/),
  /** ISO 4217. A customer has an account for each currency. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** What one point of the sheet is worth, in that currency: `"0.01"` for points that are cents. */
  pointValue: z
    .string()
    .regex(/^(?=.*[1-9])\d{1,9}(?:\.\d{1,6})?$/)
    .default("1"),
  /** Whose id a plain number in the sheet is; a sheet may name `gid://shopify/…` itself. */
  owner: z.enum(["Customer", "CompanyLocation", "StoreCreditAccount"]).default("Customer"),
  /** When the credit expires. The same for all: asked again, a payment has to be the same. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  /** The sheet says on which day the credit of a row expires; where it does not, `expiresAt` says when. */
  expiryColumn: z
    .strictObject({
      headers: z.array(z.string().min(1)).min(1).default(["만료일", "유효기간", "expires on"]),
      /** When on that day, e.g. `23:59:59+09:00`. */
      at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d)$/),
    })
    .optional(),
  /** Whether Shopify writes to the customer; since 2026-04. */
  notify: z.literal(true).optional(),
  /** 100 cost points a second on the standard plan, and a mutation costs ten. */
  ratePerSecond: z.number().positive().max(1_000).default(10),
  ...limitOptions,
  /** How long a call may go on after we lost it, until its entry shows. Not documented: assumed. */
  settleMs: z.int().positive().default(60_000),
  timeoutMs: z.int().positive().default(30_000),
  /** Another address than the shop's own, for tests. */
  baseUrl: baseUrlSchema.optional(),
});
type Options = z.output<typeof optionsSchema>;

const CODES = {
  shopify_no_id: {
    ko: "Shopify 번호도 gid도 아닙니다",
    en: "neither a number nor a gid of Shopify",
  },
} as const;
type Code = keyof typeof CODES;

const CREDIT = `mutation Credit($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
  storeCreditAccountCredit(id: $id, creditInput: $creditInput) {
    storeCreditAccountTransaction { id }
    userErrors { code field message }
  }
}`;
const DEBIT = `mutation Debit($id: ID!, $debitInput: StoreCreditAccountDebitInput!) {
  storeCreditAccountDebit(id: $id, debitInput: $debitInput) {
    storeCreditAccountTransaction { id }
    userErrors { code field message }
  }
}`;

export const shopifyStoreCredit = {
  name: "shopify-store-credit",
  options: optionsSchema,
  describe,
  codes: { ...CODES, ...ANSWER_CODES, ...TRANSACTION_CODES },
} satisfies Connector<Options>;

function describe(options: Options): Description {
  const base = options.baseUrl ?? `https://${options.shop}.myshopify.com`;
  const url = `${base}/admin/api/${options.apiVersion}/graphql.json`;
  const hasNotes = options.apiVersion >= NOTES_SINCE;
  const ask = (query: string, variables: object): Call => ({
    method: "POST",
    url,
    json: { query, variables },
  });
  return {
    credentials: {
      kind: "secret",
      fields: ["accessToken"],
      headers: ({ accessToken }) => ({ "x-shopify-access-token": accessToken ?? "" }),
    },
    limits: limitsOf(options),
    columns: options.expiryColumn && [
      { name: EXPIRES_ON, headers: options.expiryColumn.headers, kind: "date" },
    ],
    timeoutMs: options.timeoutMs,
    keyForm: "plain",
    doubt: hasNotes ? { ends: "look_up" } : { ends: "none" },
    checkUserId: (userId) =>
      WHOLE.test(userId) || GID.test(userId) ? undefined : { code: "shopify_no_id" satisfies Code },
    words: wordsOf,
    pay: {
      call: ({ userId, points, key, extras }) =>
        ask(CREDIT, {
          id: gidOf(userId, options),
          creditInput: {
            creditAmount: moneyOf(points, options),
            expiresAt: expiryOf(extras?.[EXPIRES_ON], options),
            notify: options.notify,
            note: hasNotes ? key : undefined,
          },
        }),
      read: (reply) => readMutation(reply, "storeCreditAccountCredit"),
    },
    reverse: {
      call: ({ userId, points, key }) =>
        ask(DEBIT, {
          id: gidOf(userId, options),
          debitInput: {
            debitAmount: moneyOf(points, options),
            note: hasNotes ? key : undefined,
          },
        }),
      read: (reply) => readMutation(reply, "storeCreditAccountDebit"),
    },
    lookUp: hasNotes
      ? {
          call: ({ userId }, _claimedAtMs, cursor) =>
            ask(...transactionsQuery(gidOf(userId, options), cursor)),
          read: (reply, { key }) => readTransactions(reply, key, options.currency),
          settleMs: options.settleMs,
        }
      : undefined,
    balance: {
      call: (userId) => ask(...balanceQuery(gidOf(userId, options))),
      read: (reply) => readBalance(reply, options),
    },
  };
}

function expiryOf(day: string | undefined, { expiresAt, expiryColumn }: Options) {
  return day === undefined || expiryColumn === undefined ? expiresAt : `${day}T${expiryColumn.at}`;
}

function gidOf(userId: string, { owner }: Options): string {
  return WHOLE.test(userId) ? `gid://shopify/${owner}/${userId}` : userId;
}

function moneyOf(points: number, { pointValue, currency }: Options) {
  return { amount: amountOf(points, pointValue), currencyCode: currency };
}

/** Points times what one is worth, as decimal text: whole numbers all the way. */
function amountOf(points: number, pointValue: string): string {
  const [whole = "", decimals = ""] = pointValue.split(".");
  const digits = String(BigInt(points) * BigInt(whole + decimals)).padStart(
    decimals.length + 1,
    "0",
  );
  const at = digits.length - decimals.length;
  return decimals === "" ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
}
