import * as z from "zod";
import { baseUrlSchema } from "./base-url.ts";
import { bearerToken } from "./bearer-token.ts";
import type {
  Ask,
  Balance,
  Call,
  Connector,
  Found,
  LookUp,
  Meaning,
  Reply,
  Said,
} from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";
import { wholePoints } from "./whole-points.ts";

/*
 * Points of Square Loyalty, added and taken back by AdjustLoyaltyPoints. Users are loyalty accounts, by their ids.
 *
 * Sources: api.json of square/connect-api-specification (AdjustLoyaltyPointsRequest, LoyaltyEvent, LoyaltyAccount,
 * SearchLoyaltyEventsRequest, Error, ErrorCode); developer.squareup.com/docs: loyalty-api/loyalty-points,
 * working-with-apis/idempotency, build-basics/general-considerations/handling-errors. Nothing of it was
 * tried against Square itself; docs/connectors/square-loyalty.md says what that leaves open.
 */

const MINUTE_MS = 60_000;

const optionsSchema = z.strictObject({
  connector: z.literal("square-loyalty"),
  /** `https://connect.squareupsandbox.com` is the sandbox. */
  baseUrl: baseUrlSchema.default("https://connect.squareup.com"),
  /** Square publishes no number: a careful one, to be raised as long as nothing is RATE_LIMITED. */
  ratePerSecond: z.number().positive().max(100).default(5),
  timeoutMs: z.int().positive().default(30_000),
  ...limitOptions,
});
type Options = z.output<typeof optionsSchema>;

const CODES = {
  no_such_account: {
    ko: "Square에 없는 적립 계정입니다",
    en: "Square knows no such loyalty account",
  },
  not_an_account_id: {
    ko: "Square 적립 계정 ID가 아닙니다. 전화번호나 고객 ID가 아닌 적립 계정 ID를 적어 주세요",
    en: "Not the id of a Square loyalty account; a phone number or a customer id is none",
  },
  other_content: {
    ko: "Square가 이 지급의 키로 다른 내용을 이미 받았습니다",
    en: "Square was asked for something else under this payment's key",
  },
  not_enough_points: {
    ko: "Square가 되돌리기를 거절했습니다. 적립 계정의 포인트가 모자란 것으로 보입니다",
    en: "Square does not take them back: the loyalty account most likely has too few points",
  },
  no_loyalty_program: {
    ko: "Square 적립 프로그램을 구독하고 있지 않습니다",
    en: "The seller has no subscription of Square Loyalty",
  },
} as const;
type Code = keyof typeof CODES;

const errorSchema = z.object({ code: z.string(), detail: z.string().optional() });
const eventSchema = z.object({
  id: z.string().min(1),
  loyalty_account_id: z.string(),
  adjust_points: z.object({ points: z.number(), reason: z.string().nullish() }).optional(),
});
const answerSchema = z.object({
  errors: z.array(errorSchema).optional(),
  event: eventSchema.optional(),
  events: z.array(eventSchema).optional(),
  cursor: z.string().optional(),
  loyalty_account: z.object({ id: z.string().min(1), balance: z.number().optional() }).optional(),
});

/** An answer as Square writes them; undefined when it is none. A list of errors alone says that it failed. */
function answerOf(reply: Reply) {
  const { data } = answerSchema.safeParse(reply.json);
  return data && { ...data, error: data.errors?.[0] };
}

/** What its errors mean beside their status, which for most says enough. */
const BY_ERROR: Readonly<Record<string, { means: "rejected" | "in_doubt" | "ours"; code: Code }>> =
  {
    NOT_FOUND: { means: "rejected", code: "no_such_account" },
    // An earlier call under the key may well have paid: this one just was not the same.
    IDEMPOTENCY_KEY_REUSED: { means: "in_doubt", code: "other_content" },
    MERCHANT_SUBSCRIPTION_NOT_FOUND: { means: "ours", code: "no_loyalty_program" },
  };

function readError(reply: Reply): Exclude<Meaning, { means: "paid" | "accepted" }> | undefined {
  const { error } = answerOf(reply) ?? {};
  const known = error && BY_ERROR[error.code];
  return known && { ...known, detail: error.detail };
}

/** Both are 36 characters at most (LoyaltyAccount.id), and stand in the path. */
function checkUserId(userId: string): Said | undefined {
  return /^[\w-]{1,36}$/.test(userId) ? undefined : { code: "not_an_account_id" satisfies Code };
}

/** At the end of the reason, which the seller sees: the one place where an event can hold our key. */
function markOf({ key }: Ask): string {
  return `(${key})`;
}

function reasonOf(ask: Ask): string {
  const mark = markOf(ask);
  const most = 3_500 - mark.length - 1;
  return ask.reason === undefined ? mark : `${ask.reason.slice(0, most)} ${mark}`;
}

/** @param points to add, or to subtract where negative */
function adjustment(accountUrl: string, ask: Ask, points: number): Call {
  return {
    method: "POST",
    url: `${accountUrl}/adjust`,
    json: {
      idempotency_key: ask.key,
      adjust_points: { points, reason: reasonOf(ask) },
      // Whoever has spent them already owes nothing.
      allow_negative_balance: points < 0 ? false : undefined,
    },
  };
}

function readAdjusted(reply: Reply, ask: Ask, points: number): Meaning | undefined {
  const { event, error } = answerOf(reply) ?? {};
  if (reply.status !== 200 || event === undefined || error !== undefined) return readError(reply);
  return event.loyalty_account_id === ask.userId && event.adjust_points?.points === points
    ? { means: "paid", transactionId: event.id }
    : { means: "in_doubt", code: "other_content" satisfies Code };
}

/** How far clocks may be apart. */
const CLOCKS_APART_MS = 10 * MINUTE_MS;

function lookUp(baseUrl: string): LookUp {
  return {
    call: (ask, claimedAtMs, cursor) => ({
      method: "POST",
      url: `${baseUrl}/v2/loyalty/events/search`,
      json: {
        query: {
          filter: {
            loyalty_account_filter: { loyalty_account_id: ask.userId },
            type_filter: { types: ["ADJUST_POINTS"] },
            date_time_filter: {
              created_at: { start_at: new Date(claimedAtMs - CLOCKS_APART_MS).toISOString() },
            },
          },
        },
        limit: 30,
        cursor,
      },
    }),
    read: readEvents,
    // Not published: generous, since whoever is looked up is one of few.
    settleMs: 5 * MINUTE_MS,
  };
}

function readEvents(reply: Reply, ask: Ask): Found | undefined {
  const answer = answerOf(reply);
  if (reply.status !== 200 || answer === undefined || answer.error !== undefined) return undefined;
  const ours = (answer.events ?? []).filter(({ adjust_points: adjusted }) =>
    adjusted?.reason?.endsWith(markOf(ask)),
  );
  const [event] = ours;
  if (event === undefined) {
    // An empty cursor ends the list as well as none.
    return answer.cursor ? { found: "more", cursor: answer.cursor } : { found: "nothing" };
  }
  // The key says whether they were given or taken back.
  return ours.length === 1 && Math.abs(event.adjust_points?.points ?? 0) === ask.points
    ? { found: "paid", transactionId: event.id }
    : { found: "unclear", code: "other_content" satisfies Code };
}

function balance(accountUrl: (userId: string) => string): Balance {
  return {
    call: (userId) => ({ method: "GET", url: accountUrl(userId) }),
    read: (reply) => wholePoints(answerOf(reply)?.loyalty_account?.balance),
  };
}

export const squareLoyalty = {
  name: "square-loyalty",
  options: optionsSchema,
  codes: CODES,
  describe({ baseUrl, ...options }) {
    const accountUrl = (userId: string) =>
      `${baseUrl}/v2/loyalty/accounts/${encodeURIComponent(userId)}`;
    return {
      credentials: bearerToken,
      limits: limitsOf(options),
      timeoutMs: options.timeoutMs,
      // 1 to 128 characters, of any kind.
      keyForm: "plain",
      doubt: {
        ends: "replays",
        // How long Square keeps keys is not published (forum thread 28303), so that it is trusted for
        // no longer than a worker takes to come back.
        keyLifetimeMs: 60 * MINUTE_MS,
        // Not said either: whether a key is used up by a call that failed.
        refusalProvesUnpaid: false,
      },
      checkUserId,
      words: (reply) => answerOf(reply)?.error?.detail,
      pay: {
        call: (ask) => adjustment(accountUrl(ask.userId), ask, ask.points),
        read: (reply, ask) => readAdjusted(reply, ask, ask.points),
      },
      reverse: {
        call: (ask) => adjustment(accountUrl(ask.userId), ask, -ask.points),
        read: (reply, ask) =>
          // So general an error is documented for one thing: that the balance would fall below zero.
          answerOf(reply)?.error?.code === "BAD_REQUEST"
            ? { means: "rejected", code: "not_enough_points" satisfies Code }
            : readAdjusted(reply, ask, -ask.points),
      },
      lookUp: lookUp(baseUrl),
      findUser: {
        call: (ask) => ({ method: "GET", url: accountUrl(ask.userId) }),
        read: (reply) =>
          reply.status === 200 && answerOf(reply)?.loyalty_account !== undefined
            ? { means: "found" }
            : readError(reply),
      },
      balance: balance(accountUrl),
    };
  },
} satisfies Connector<Options>;
