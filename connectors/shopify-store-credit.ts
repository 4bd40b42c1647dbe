import * as z from "zod";
import { baseUrlSchema } from "./base-url.ts";
import type { Call, Connector, Description, Meaning, Reply } from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";
import { balanceQuery, readBalance } from "./shopify-balance.ts";
import { readTransactions, TRANSACTION_CODES, transactionsQuery } from "./shopify-transactions.ts";

/*
 * Store credit of a Shopify shop, given by `storeCreditAccountCredit` of the GraphQL Admin API.
 *
 * Sources, of November 2026: shopify.dev/docs/api (admin-graphql: storeCreditAccountCredit,
 * StoreCreditAccountCreditUserErrorCode, StoreCreditAccount; usage: idempotent-requests, response-codes,
 * rate-limits); shopify.dev/changelog/merchant-notes-on-store-credit-transactions. `@idempotent` is for
 * inventory and refunds (changelog of 2025-12-12; community.shopify.dev/t/17501 asks for it here), so it
 * isn't sent. Nothing was tried with a shop; docs/connectors/shopify-store-credit.md says what that
 * leaves open.
 */

/** From here on a credit has a note that only merchants see, and the list shows it. */
const NOTES_SINCE = "2027-01";
const GID = /^gid:\/\/shopify\/(?:Customer|CompanyLocation|StoreCreditAccount)\/[1-9]\d*$/;
const WHOLE = /^[1-9]\d*$/;

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
  shopify_account_not_found: {
    ko: "Shopify에 없는 스토어 크레딧 계정입니다",
    en: "Shopify knows no such store credit account",
  },
  shopify_owner_not_found: {
    ko: "Shopify에 없는 고객입니다",
    en: "Shopify knows no such customer",
  },
  shopify_limit_exceeded: {
    ko: "Shopify 스토어 크레딧 계정의 한도를 넘습니다",
    en: "it would exceed the limit of the store credit account",
  },
  shopify_other_currency: {
    ko: "스토어 크레딧 계정의 통화가 다릅니다",
    en: "the store credit account has another currency",
  },
  shopify_expires_in_past: {
    ko: "설정의 만료 시각(expiresAt)이 지났습니다",
    en: "the stage's expiry (expiresAt) is in the past",
  },
  shopify_amount_not_positive: {
    ko: "Shopify가 금액이 0보다 커야 한다고 합니다",
    en: "Shopify says that the amount has to be positive",
  },
  shopify_note_too_long: {
    ko: "Shopify가 메모가 너무 길다고 합니다",
    en: "Shopify says that the note is too long",
  },
  shopify_no_such_currency: {
    ko: "Shopify 상점이 설정의 통화를 지원하지 않습니다",
    en: "the Shopify shop does not support the stage's currency",
  },
  shopify_refused: {
    ko: "Shopify가 거절했습니다",
    en: "Shopify refused it",
  },
  shopify_not_allowed: {
    ko: "Shopify 앱의 권한이나 상점의 상태를 확인해야 합니다",
    en: "the app's rights or the state of the Shopify shop stand in the way",
  },
  shopify_not_understood: {
    ko: "설정의 Shopify API 버전이 이 요청을 알아듣지 못합니다",
    en: "the stage's version of the Shopify API does not understand the request",
  },
  shopify_error: {
    ko: "Shopify가 오류를 답해 지급 여부를 알 수 없습니다",
    en: "Shopify answered an error, which proves nothing",
  },
} as const;
type Code = keyof typeof CODES;

const CREDIT = `mutation Credit($id: ID!, $creditInput: StoreCreditAccountCreditInput!) {
  storeCreditAccountCredit(id: $id, creditInput: $creditInput) {
    storeCreditAccountTransaction { id }
    userErrors { code field message }
  }
}`;

/** What `userErrors` name. There is no transaction then, and the same ask gets the same answer. */
const USER_ERRORS: Readonly<Record<string, { means: "rejected" | "ours"; code: Code }>> = {
  ACCOUNT_NOT_FOUND: { means: "rejected", code: "shopify_account_not_found" },
  CREDIT_LIMIT_EXCEEDED: { means: "rejected", code: "shopify_limit_exceeded" },
  MISMATCHING_CURRENCY: { means: "rejected", code: "shopify_other_currency" },
  OWNER_NOT_FOUND: { means: "rejected", code: "shopify_owner_not_found" },
  // What the stage's options say of every payment.
  EXPIRES_AT_IN_PAST: { means: "ours", code: "shopify_expires_in_past" },
  NEGATIVE_OR_ZERO_AMOUNT: { means: "ours", code: "shopify_amount_not_positive" },
  NOTE_TOO_LONG: { means: "ours", code: "shopify_note_too_long" },
  UNSUPPORTED_CURRENCY: { means: "ours", code: "shopify_no_such_currency" },
};
/** Top-level errors that come before anything is done: our rights, the shop, or how we ask. */
const NOT_ALLOWED = ["ACCESS_DENIED", "SHOP_INACTIVE", "MAX_COST_EXCEEDED"];
const NOT_UNDERSTOOD = [
  "INVALID_VARIABLE",
  "argumentLiteralsIncompatible",
  "argumentNotAccepted",
  "missingRequiredArguments",
  "undefinedField",
  "undefinedType",
  "variableMismatch",
];

const creditSchema = z.object({
  data: z.object({
    storeCreditAccountCredit: z.object({
      storeCreditAccountTransaction: z.object({ id: z.string().min(1) }).nullable(),
      userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
    }),
  }),
  errors: z.never().optional(),
});
const errorsSchema = z.object({
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .min(1),
});
const costSchema = z.object({
  extensions: z.object({
    cost: z.object({
      requestedQueryCost: z.number(),
      throttleStatus: z.object({
        currentlyAvailable: z.number(),
        restoreRate: z.number().positive(),
      }),
    }),
  }),
});

export const shopifyStoreCredit = {
  name: "shopify-store-credit",
  options: optionsSchema,
  describe,
  codes: { ...CODES, ...TRANSACTION_CODES },
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
    timeoutMs: options.timeoutMs,
    keyForm: "plain",
    doubt: hasNotes ? { ends: "look_up" } : { ends: "none" },
    checkUserId: (userId) =>
      WHOLE.test(userId) || GID.test(userId) ? undefined : { code: "shopify_no_id" satisfies Code },
    words: wordsOf,
    pay: {
      call: ({ userId, points, key }) =>
        ask(CREDIT, {
          id: gidOf(userId, options),
          creditInput: {
            creditAmount: {
              amount: amountOf(points, options.pointValue),
              currencyCode: options.currency,
            },
            expiresAt: options.expiresAt,
            notify: options.notify,
            note: hasNotes ? key : undefined,
          },
        }),
      read: readPaying,
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

function gidOf(userId: string, { owner }: Options): string {
  return WHOLE.test(userId) ? `gid://shopify/${owner}/${userId}` : userId;
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

function readPaying(reply: Reply): Meaning | undefined {
  // A customer stands in the body of a query: no status is about one.
  if ([400, 403, 404, 406, 414, 422, 423, 430].includes(reply.status)) return { means: "ours" };
  if (reply.status !== 200) return undefined;
  const { data } = creditSchema.safeParse(reply.json);
  if (data === undefined) return readErrors(reply);
  const { storeCreditAccountTransaction, userErrors } = data.data.storeCreditAccountCredit;
  const [error] = userErrors;
  if (error === undefined) {
    return storeCreditAccountTransaction === null
      ? undefined
      : { means: "paid", transactionId: storeCreditAccountTransaction.id };
  }
  // A transaction beside an error contradicts itself: nobody can tell.
  if (storeCreditAccountTransaction !== null) return undefined;
  const known = USER_ERRORS[error.code ?? ""] ?? {
    means: "rejected",
    code: "shopify_refused" satisfies Code,
  };
  return { ...known, detail: error.message };
}

/** Errors beside the data, which come with a 200. */
function readErrors(reply: Reply): Meaning | undefined {
  const error = errorsSchema.safeParse(reply.json).data?.errors[0];
  if (error === undefined) return undefined;
  const code = error.extensions?.code ?? "";
  const detail = error.message;
  if (code === "THROTTLED") {
    // The code of a 429, which slows all calls down.
    return { means: "not_done", code: "http_429", detail, retryAfterMs: refilledAfterMs(reply) };
  }
  if (NOT_ALLOWED.includes(code))
    return { means: "ours", code: "shopify_not_allowed" satisfies Code, detail };
  if (NOT_UNDERSTOOD.includes(code))
    return { means: "ours", code: "shopify_not_understood" satisfies Code, detail };
  return { means: "in_doubt", code: "shopify_error" satisfies Code, detail };
}

/** When there is room again for a query of this cost. */
function refilledAfterMs(reply: Reply): number | undefined {
  const cost = costSchema.safeParse(reply.json).data?.extensions.cost;
  if (cost === undefined) return undefined;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(0, Math.ceil((missing / cost.throttleStatus.restoreRate) * 1_000));
}

/** `errors` is a text where it is the shop that refuses: a wrong token, an unknown address. */
function wordsOf(reply: Reply): string | undefined {
  const text = z.object({ errors: z.string() }).safeParse(reply.json).data?.errors;
  return text ?? errorsSchema.safeParse(reply.json).data?.errors[0]?.message;
}
