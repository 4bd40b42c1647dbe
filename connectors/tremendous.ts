import * as z from "zod";
import { baseUrlSchema } from "./base-url.ts";
import { bearerToken } from "./bearer-token.ts";
import type {
  Ask,
  Confirmation,
  Connector,
  Float,
  LookUp,
  Meaning,
  Reply,
  Said,
} from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";

/*
 * Rewards of Tremendous: an order of one reward for each payment, which it mails to the user. A point is
 * a unit of the currency, and users are e-mail addresses.
 *
 * Sources: tremendous-rewards/tremendous-python (SingleRewardOrder, OrderStatus, CreateOrder200Response,
 * CreateOrder201Response, ErrorModel); developers.tremendous.com: reference/create-order,
 * reference/error-handling, docs/rate-limiting, docs/paying-for-orders (the balance). Nothing of it was tried against Tremendous itself;
 * docs/connectors/tremendous.md says what that leaves open.
 */

const HOUR_MS = 3_600_000;

const idSchema = z.string().regex(/^[A-Z0-9]{4,20}$/, "an id of Tremendous: 4 to 20 A-Z and 0-9");

const optionsSchema = z
  .strictObject({
    connector: z.literal("tremendous"),
    /** `https://testflight.tremendous.com` is the sandbox. */
    baseUrl: baseUrlSchema.default("https://api.tremendous.com"),
    /** Of the rewards; one point is one unit of it. */
    currency: z.string().regex(/^[A-Z]{3}$/, "three letters such as USD"),
    /** What pays for the orders: an id of `GET /funding_sources`, or the account's balance. */
    fundingSourceId: z.string().min(1).default("balance"),
    /** What recipients can choose from, and what the mail says; without it, `products` are needed. */
    campaignId: idSchema.optional(),
    products: z.array(idSchema).min(1).optional(),
    /** Of the page where recipients choose: two letters (ISO 639-1). */
    language: z
      .string()
      .regex(/^[a-z]{2}$/, "two letters such as ko")
      .optional(),
    /** An order that nobody has approved by then is `unknown`. */
    confirmWithinHours: z.int().min(1).max(720).default(72),
    /** Documented: 10 a second, polls among them; more when agreed with Tremendous. */
    ratePerSecond: z.number().positive().max(1_000).default(10),
    timeoutMs: z.int().positive().default(30_000),
    ...limitOptions,
  })
  .refine(({ campaignId, products }) => campaignId !== undefined || products !== undefined, {
    message: "a campaign, products, or both are needed",
    path: ["campaignId"],
  });
type Options = z.output<typeof optionsSchema>;

const CODES = {
  not_an_email: {
    ko: "이메일 주소가 아닙니다. Tremendous는 이메일 주소로 보냅니다",
    en: "Not an e-mail address, by which Tremendous knows users",
  },
  order_failed: {
    ko: "Tremendous가 주문을 처리하지 못했습니다",
    en: "Tremendous could not process the order",
  },
  order_canceled: {
    ko: "Tremendous에서 주문이 취소되었습니다",
    en: "The order was canceled at Tremendous",
  },
  no_funds: {
    ko: "Tremendous 잔액이 부족합니다",
    en: "The funds at Tremendous don't suffice",
  },
  bad_recipient: {
    ko: "Tremendous가 이 받는 사람을 거절했습니다",
    en: "Tremendous refused the recipient",
  },
  bad_amount: {
    ko: "Tremendous가 이 금액을 거절했습니다",
    en: "Tremendous refused the amount",
  },
  bad_setup: {
    ko: "Tremendous 설정(자금 출처, 캠페인, 상품)이 맞지 않습니다",
    en: "The funding source, campaign or products set for Tremendous are wrong",
  },
  other_content: {
    ko: "Tremendous에 이 지급의 키로 다른 내용의 주문이 이미 있습니다",
    en: "Tremendous has an order of other content under this payment's key",
  },
} as const;
type Code = keyof typeof CODES;

const said = (code: Code, detail?: string): Said => ({ code, detail });

const rewardSchema = z.object({
  value: z.object({ denomination: z.number(), currency_code: z.string() }).optional(),
  recipient: z.object({ email: z.string().nullish() }).optional(),
});
const orderSchema = z.object({
  order: z.object({
    id: z.string().min(1),
    external_id: z.string().nullish(),
    status: z.string(),
    rewards: z.array(rewardSchema).optional(),
  }),
});
/** `errors.payload` holds, of what was sent, the properties that are wrong. */
const refusalSchema = z.object({
  errors: z.object({
    message: z.string().optional(),
    payload: z
      .object({
        payment: z.unknown(),
        reward: z
          .object({
            campaign_id: z.unknown(),
            products: z.unknown(),
            recipient: z.unknown(),
            value: z.unknown(),
          })
          .partial()
          .optional(),
      })
      .partial()
      .optional(),
  }),
});

/** The refusal of a call above the rate is of another form. */
const tooManySchema = z.object({ error: z.object({ message: z.string() }) });

function messageOf(reply: Reply): string | undefined {
  return (
    refusalSchema.safeParse(reply.json).data?.errors.message ??
    tooManySchema.safeParse(reply.json).data?.error.message
  );
}

/** The order in an answer; `isOther` when it shows that it is not the one that was asked for. */
function orderOf(reply: Reply, ask: Ask, currency: string) {
  const { data } = orderSchema.safeParse(reply.json);
  if (data === undefined || (reply.status !== 200 && reply.status !== 201)) return undefined;
  const { id, status, external_id: externalId, rewards = [] } = data.order;
  const isOther =
    (externalId ?? ask.key) !== ask.key ||
    rewards.some(
      ({ value, recipient }) =>
        (value?.denomination ?? ask.points) !== ask.points ||
        (value?.currency_code ?? currency) !== currency ||
        (recipient?.email ?? ask.userId).toLowerCase() !== ask.userId.toLowerCase(),
    );
  return { id, status, isOther };
}

/** What an order's state decides: everything else, approvals among it, is not decided yet. */
function outcomeOf({ id, status }: { readonly id: string; readonly status: string }) {
  switch (status) {
    case "EXECUTED":
      return { means: "paid", transactionId: id } as const;
    case "FAILED":
      return { means: "rejected", ...said("order_failed") } as const;
    case "CANCELED":
      return { means: "rejected", ...said("order_canceled") } as const;
    default:
      return undefined;
  }
}

/** What is refused before there is an order. */
function readRefusal(reply: Reply): Meaning | undefined {
  const { data } = refusalSchema.safeParse(reply.json);
  if (data === undefined) return undefined;
  const { message, payload } = data.errors;
  if (reply.status === 402) return { means: "ours", ...said("no_funds", message) };
  // An order of other content: the payment may have been made before what is sent was changed.
  if (reply.status === 409) return { means: "in_doubt", ...said("other_content", message) };
  if (reply.status !== 400 && reply.status !== 422) return undefined;
  const { reward, payment } = payload ?? {};
  if (
    payment !== undefined ||
    reward?.campaign_id !== undefined ||
    reward?.products !== undefined
  ) {
    return { means: "ours", ...said("bad_setup", message) };
  }
  if (reward?.recipient !== undefined)
    return { means: "rejected", ...said("bad_recipient", message) };
  if (reward?.value !== undefined) return { means: "rejected", ...said("bad_amount", message) };
  return undefined;
}

/** `GET /orders/{id}` takes Tremendous's id and ours alike. */
function lookUp(orders: string, currency: string): LookUp {
  return {
    call: (ask) => ({ method: "GET", url: `${orders}/${encodeURIComponent(ask.key)}` }),
    read(reply, ask) {
      if (reply.status === 404 && messageOf(reply) !== undefined) return { found: "nothing" };
      const order = orderOf(reply, ask, currency);
      if (order === undefined) return undefined;
      if (order.isOther) return { found: "unclear", ...said("other_content") };
      return order.status === "EXECUTED"
        ? { found: "paid", transactionId: order.id }
        : { found: "accepted", reference: order.id };
    },
    // Not published: as long as a call that was cut off may still be at work.
    settleMs: 60_000,
  };
}

function confirm(orders: string, { currency, confirmWithinHours }: Options): Confirmation {
  return {
    call: (reference) => ({ method: "GET", url: `${orders}/${encodeURIComponent(reference)}` }),
    read(reply, ask) {
      const order = orderOf(reply, ask, currency);
      return order === undefined || order.isOther ? undefined : outcomeOf(order);
    },
    deadlineMs: confirmWithinHours * HOUR_MS,
  };
}

const fundingSourcesSchema = z.object({
  funding_sources: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      meta: z.object({ available_cents: z.int() }).partial().nullish(),
    }),
  ),
});

const CENTS = 100;

/**
 * What is left of a balance that orders are paid from, in whole dollars. Cards, bank accounts and invoices
 * have none; and what the cents of another currency are is not documented.
 */
function floatOf(baseUrl: string, { fundingSourceId, currency }: Options): Float | undefined {
  if (currency !== "USD") return undefined;
  return {
    call: () => ({ method: "GET", url: `${baseUrl}/api/v2/funding_sources` }),
    read(reply) {
      const { data } = fundingSourcesSchema.safeParse(reply.json);
      if (data === undefined || reply.status !== 200) return undefined;
      const source = data.funding_sources.find(({ id, method }) =>
        fundingSourceId === "balance" ? method === "balance" : id === fundingSourceId,
      );
      const cents = source?.meta?.available_cents;
      return cents === undefined ? undefined : BigInt(Math.floor(cents / CENTS));
    },
  };
}

function checkUserId(userId: string): Said | undefined {
  const isEmail = userId.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(userId);
  return isEmail ? undefined : said("not_an_email");
}

export const tremendous = {
  name: "tremendous",
  options: optionsSchema,
  codes: CODES,
  describe(options) {
    const { baseUrl, currency, fundingSourceId, campaignId, products, language } = options;
    const orders = `${baseUrl}/api/v2/orders`;
    return {
      credentials: bearerToken,
      limits: limitsOf(options),
      timeoutMs: options.timeoutMs,
      keyForm: "plain",
      doubt: {
        ends: "replays",
        // `external_id` is a property of the order, which is found by it as long as it exists.
        keyLifetimeMs: "forever",
        // Not said: whether an order that exists is found before what is sent is checked.
        refusalProvesUnpaid: false,
      },
      checkUserId,
      words: messageOf,
      pay: {
        call: (ask) => ({
          method: "POST",
          url: orders,
          json: {
            external_id: ask.key,
            payment: { funding_source_id: fundingSourceId },
            reward: {
              campaign_id: campaignId,
              products,
              value: { denomination: ask.points, currency_code: currency },
              recipient: { email: ask.userId },
              language,
              delivery: { method: "EMAIL" },
            },
          },
        }),
        read(reply, ask) {
          const order = orderOf(reply, ask, currency);
          if (order === undefined) return readRefusal(reply);
          if (order.isOther) return { means: "in_doubt", ...said("other_content") };
          return outcomeOf(order) ?? { means: "accepted", reference: order.id };
        },
      },
      lookUp: lookUp(orders, currency),
      confirm: confirm(orders, options),
      float: floatOf(baseUrl, options),
    };
  },
} satisfies Connector<Options>;
