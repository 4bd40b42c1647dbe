import * as z from "zod";
import type { USER_ID_NOT_A_NUMBER } from "../domain/distribution/points-api.ts";
import { baseUrlSchema } from "./base-url.ts";
import { bearerToken } from "./bearer-token.ts";
import type {
  Ask,
  Call,
  Connector,
  Description,
  FindAccount,
  Found,
  Meaning,
  Reply,
} from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";
import { wholePoints } from "./whole-points.ts";

/*
 * Points of a Smile.io loyalty programme, given and taken back by `POST /v1/points_transactions`.
 *
 * Sources, of November 2026: dev.smile.io/api (resources/points-transactions,
 * resources/customers, pagination/cursor-pagination, errors, rate-limits); the OpenAPI in api-evangelist/smile-io. Nothing of
 * it was tried with a programme; docs/connectors/smile-io.md says what that leaves open.
 */

const optionsSchema = z.strictObject({
  connector: z.literal("smile-io"),
  /** What the sheet's user ids are: Smile.io's own customer numbers, or the customers' e-mail addresses. */
  users: z.enum(["customer_id", "email"]).default("customer_id"),
  /** What customers see of a row without a reason; without it, they see nothing. */
  defaultDescription: z.string().min(1).max(255).optional(),
  /** Ten a second for each token; after one second of refusals it lets calls pass again. */
  ratePerSecond: z.number().positive().max(1_000).default(10),
  ...limitOptions,
  /** How long a call may go on after we lost it, until its entry shows. Not documented: assumed. */
  settleMs: z.int().positive().default(60_000),
  timeoutMs: z.int().positive().default(30_000),
  /** Another address than Smile.io's own, for tests. */
  baseUrl: baseUrlSchema.default("https://api.smile.io/v1"),
});
type Options = z.output<typeof optionsSchema>;

/** 250 may be asked for, but of an answer no more than 64 KB are read. */
const PAGE = 50;
const DAY_MS = 86_400_000;

/** It has words already, since other APIs know users by numbers as well. */
const NOT_A_NUMBER: typeof USER_ID_NOT_A_NUMBER = "user_id_not_a_number";

const CODES = {
  smile_conflict: {
    ko: "Smile.io가 다른 요청과 충돌한다고 합니다",
    en: "Smile.io says that another request stands in the way",
  },
  smile_found_twice: {
    ko: "Smile.io에 이 지급의 키가 있는 내역이 두 건 이상입니다",
    en: "Smile.io has several transactions with this payment's key",
  },
  smile_no_customer: {
    ko: "Smile.io에 이 이메일 주소의 고객이 없습니다",
    en: "Smile.io has no customer with this e-mail address",
  },
  smile_several_customers: {
    ko: "Smile.io에 이 이메일 주소의 고객이 두 명 이상이어서 지급을 요청하지 않았습니다",
    en: "Smile.io has several customers with this e-mail address, so that nobody was paid",
  },
} as const;
type Code = keyof typeof CODES;

/** Ids beyond 2^53 are read as text. */
const idSchema = z.union([z.string().min(1), z.number()]).transform(String);
const entrySchema = z.object({
  id: idSchema,
  customer_id: idSchema,
  internal_note: z.string().nullish(),
});
const customerSchema = z.object({ customer: z.object({ points_balance: z.number() }) });
const customersSchema = z.object({
  customers: z.array(z.object({ id: idSchema, email: z.string().nullish() })),
});
const paidSchema = z.object({ points_transaction: entrySchema });
const listSchema = z.object({
  points_transactions: z.array(entrySchema),
  metadata: z.object({ next_cursor: z.string().nullable() }),
});
/** The documentation says that there is an error object, not how it is written: both known forms. */
const errorSchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

export const smileIo = {
  name: "smile-io",
  options: optionsSchema,
  describe,
  codes: CODES,
} satisfies Connector<Options>;

function describe(options: Options): Description {
  const url = `${options.baseUrl}/points_transactions`;
  const isByEmail = options.users === "email";
  const transaction = (ask: Ask, points_change: number): Call => ({
    method: "POST",
    url,
    json: {
      points_transaction: {
        customer_id: Number(customerOf(ask)),
        points_change,
        description: ask.reason ?? options.defaultDescription,
        // Customers never see it, and the list shows it: our key, and nothing else.
        internal_note: ask.key,
      },
    },
  });
  return {
    credentials: bearerToken,
    limits: limitsOf(options),
    timeoutMs: options.timeoutMs,
    keyForm: "plain",
    // There are no keys: a repeat pays again.
    doubt: { ends: "look_up" },
    checkUserId: (userId) => (isByEmail || isId(userId) ? undefined : { code: NOT_A_NUMBER }),
    words: (reply) => errorSchema.safeParse(reply.json).data,
    pay: {
      call: (ask) => transaction(ask, ask.points),
      read: readMade,
    },
    // A balance that would be negative is refused.
    reverse: {
      call: (ask) => transaction(ask, -ask.points),
      read: readMade,
    },
    lookUp: {
      call: (ask, claimedAtMs, cursor) => ({
        method: "GET",
        url: `${url}?${new URLSearchParams({
          customer_id: customerOf(ask),
          updated_at_min: new Date(claimedAtMs - DAY_MS).toISOString(),
          limit: String(PAGE),
          // A cursor is a place in a list, not the list: the filters stay.
          ...(cursor === undefined ? {} : { cursor }),
        })}`,
      }),
      read: readList,
      settleMs: options.settleMs,
    },
    findAccount: isByEmail ? findCustomer(options.baseUrl) : undefined,
    balance: {
      call: (userId) => ({
        method: "GET",
        url: `${options.baseUrl}/customers/${encodeURIComponent(userId)}`,
      }),
      read: ({ json }) => wholePoints(customerSchema.safeParse(json).data?.customer.points_balance),
    },
  };
}

/** Smile.io's own number of the customer. */
function customerOf({ userId, accountId = userId }: Ask): string {
  return accountId;
}

/** By the e-mail address, which the list is filtered by: only one that has it whole is the customer. */
function findCustomer(baseUrl: string): FindAccount {
  return {
    call: ({ userId }) => ({
      method: "GET",
      url: `${baseUrl}/customers?${new URLSearchParams({ email: userId, limit: String(PAGE) })}`,
    }),
    read(reply, { userId }) {
      const list = reply.status === 200 ? customersSchema.safeParse(reply.json).data : undefined;
      if (list === undefined) return undefined;
      const email = userId.toLowerCase();
      const [customer, ...others] = list.customers.filter(
        (each) => each.email?.toLowerCase() === email,
      );
      if (customer === undefined) return rejected("smile_no_customer");
      if (others.length > 0) return rejected("smile_several_customers");
      return isId(customer.id) ? { means: "found", accountId: customer.id } : undefined;
    },
  };
}

function rejected(code: Code) {
  return { means: "rejected", code } as const;
}

/** A JSON number is what the API takes: an id beyond 2^53 would become another one. */
function isId(userId: string): boolean {
  return /^[1-9]\d*$/.test(userId) && Number.isSafeInteger(Number(userId));
}

function readMade(reply: Reply, ask: Ask): Meaning | undefined {
  switch (reply.status) {
    case 201: {
      const made = paidSchema.safeParse(reply.json).data?.points_transaction;
      return made?.customer_id === customerOf(ask)
        ? { means: "paid", transactionId: made.id }
        : undefined;
    }
    case 403: // The token has no right to points transactions, or the plan no API.
      return { means: "ours" };
    case 409:
      // No key of ours can be in flight, for it knows none.
      return { means: "in_doubt", code: "smile_conflict" satisfies Code };
    default:
      return undefined;
  }
}

function readList(reply: Reply, ask: Ask): Found | undefined {
  const list = reply.status === 200 ? listSchema.safeParse(reply.json).data : undefined;
  if (list === undefined) return undefined;
  const [entry, ...more] = list.points_transactions.filter(
    ({ internal_note, customer_id }) =>
      internal_note === ask.key && customer_id === customerOf(ask),
  );
  if (more.length > 0) return { found: "unclear", code: "smile_found_twice" satisfies Code };
  if (entry !== undefined) return { found: "paid", transactionId: entry.id };
  const next = list.metadata.next_cursor;
  return next === null || next === "" ? { found: "nothing" } : { found: "more", cursor: next };
}
