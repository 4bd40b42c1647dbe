import * as z from "zod";
import type { Meaning, Reply, Words } from "./connector.ts";

/*
 * What answers to the mutations of store credit mean. Sources: as of `shopify-store-credit.ts`, and
 * StoreCreditAccountDebitUserErrorCode.
 */

export const ANSWER_CODES = {
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
  shopify_insufficient_funds: {
    ko: "Shopify 스토어 크레딧 잔액이 모자라 되돌릴 수 없습니다",
    en: "the store credit account holds too little to take it back",
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
} as const satisfies Record<string, Words>;
type Code = keyof typeof ANSWER_CODES;

/** What `userErrors` name. There is no transaction then, and the same ask gets the same answer. */
const USER_ERRORS: Readonly<Record<string, { means: "rejected" | "ours"; code: Code }>> = {
  ACCOUNT_NOT_FOUND: { means: "rejected", code: "shopify_account_not_found" },
  INSUFFICIENT_FUNDS: { means: "rejected", code: "shopify_insufficient_funds" },
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

const payloadSchema = z.object({
  storeCreditAccountTransaction: z.object({ id: z.string().min(1) }).nullable(),
  userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
});
const mutationSchema = z.object({
  data: z.record(z.string(), payloadSchema),
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

/**
 * What an answer to a mutation means, whose field in the data is the one named.
 */
export function readMutation(
  reply: Reply,
  field: "storeCreditAccountCredit" | "storeCreditAccountDebit",
): Meaning | undefined {
  // A customer stands in the body of a query: no status is about one.
  if ([400, 403, 404, 406, 414, 422, 423, 430].includes(reply.status)) return { means: "ours" };
  if (reply.status !== 200) return undefined;
  const payload = mutationSchema.safeParse(reply.json).data?.data[field];
  if (payload === undefined) return readErrors(reply);
  const { storeCreditAccountTransaction, userErrors } = payload;
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
export function wordsOf(reply: Reply): string | undefined {
  const text = z.object({ errors: z.string() }).safeParse(reply.json).data?.errors;
  return text ?? errorsSchema.safeParse(reply.json).data?.errors[0]?.message;
}
