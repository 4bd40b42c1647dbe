import * as z from "zod";
import { baseUrlSchema } from "./base-url.ts";
import type {
  Ask,
  Balance,
  Call,
  Connector,
  Description,
  Found,
  Meaning,
  Reply,
} from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";
import { wholePoints } from "./whole-points.ts";

/*
 * Points (적립금) of a Cafe24 mall, given and taken back by `POST /api/v2/admin/points`.
 *
 * Sources, of November 2026: developers.cafe24.com/docs/ko/api/admin (Points, Points report, API Limit, API Status Code,
 * Authentication), of which noston/cafe24-api-spec has a copy. Nothing of it was tried with a mall;
 * docs/connectors/cafe24-points.md says what that leaves open.
 */

const optionsSchema = z.strictObject({
  connector: z.literal("cafe24-points"),
  /** As in `https://<mallId>.cafe24api.com`. */
  mallId: z.string().regex(/^[a-z0-9]{1,50}$/),
  /** Of a mall with several shops. */
  shopNo: z.int().positive().default(1),
  /** `X-Cafe24-Api-Version`: without one, a call would change with the settings of the app. */
  apiVersion: z.iso.date(),
  /** What shoppers see of a row without a reason. */
  defaultReason: z.string().min(1).max(40).default("적립금"),
  /**
   * Longest reason that is sent, in characters, the mark at its end included. How much Cafe24 keeps of
   * one is not documented: it has to keep this much, or the mark is lost.
   */
  maxReasonLength: z.int().min(20).max(200).default(60),
  /** A bucket of 40 calls drains by two a second, and is shared by all of the mall's calls to it. */
  ratePerSecond: z.number().positive().max(10).default(2),
  ...limitOptions,
  /** How long a call may go on after we lost it, until its entry shows. Not documented: assumed. */
  settleMs: z.int().positive().default(60_000),
  timeoutMs: z.int().positive().default(30_000),
  /** Another address than the mall's own, for tests. */
  baseUrl: baseUrlSchema.optional(),
});
type Options = z.output<typeof optionsSchema>;

/** 401 comes after two hours, and refresh tokens end after two weeks: each use gives a new one. */
const REFRESH_TOKEN_LIFE_MS = 14 * 86_400_000;
const MAX_MEMBER_ID_LENGTH = 20;
/** 100 may be asked for, but of an answer no more than 64 KB are read. */
const PAGE = 50;
/** `offset` ends here, and with it what can be looked up. */
const MAX_OFFSET = 8_000;
const KST_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
/** The list needs an end. What was claimed longer ago is not found by it. */
const LOOK_UP_DAYS = 180;
/** How far back a balance is summed up. */
const BALANCE_DAYS = 30;
/** Of the key's 24 hexadecimal digits: enough to tell one member's entries apart, and short to read. */
const MARK_LENGTH = 12;

const CODES = {
  cafe24_id_too_long: {
    ko: "카페24 회원 아이디는 20자를 넘지 않습니다",
    en: "a member id of Cafe24 has 20 characters at most",
  },
  cafe24_same_content: {
    ko: "카페24가 같은 내용의 요청을 이미 받았다고 합니다",
    en: "Cafe24 says that it got a request of the same content before",
  },
  cafe24_taken_for_later: {
    ko: "카페24가 나중에 처리하겠다고만 답했습니다",
    en: "Cafe24 only said that it will do it later",
  },
  cafe24_reason_cut: {
    ko: "카페24 적립 내역의 사유가 잘려 있어 이 지급인지 알 수 없습니다",
    en: "Cafe24 cut the reason of an entry short: nobody can tell which payment it is",
  },
  cafe24_found_twice: {
    ko: "카페24에 이 지급의 표시가 있는 적립 내역이 두 건 이상입니다",
    en: "Cafe24 has several entries with this payment's mark",
  },
  cafe24_list_too_long: {
    ko: "카페24 적립 내역이 너무 많아 끝까지 볼 수 없습니다",
    en: "Cafe24 has more entries of this member than can be read",
  },
} as const;
type Code = keyof typeof CODES;

const paidSchema = z.object({
  points: z.object({
    member_id: z.string(),
    amount: z.string(),
    type: z.enum(["increase", "decrease"]),
  }),
});
type ChangeType = z.output<typeof paidSchema>["points"]["type"];
const listSchema = z.object({ points: z.array(z.object({ reason: z.string().nullish() })) });
const reportSchema = z.object({ report: z.object({ available_points_total: z.string() }) });
const errorSchema = z.object({ error: z.object({ message: z.string() }) });

export const cafe24Points = {
  name: "cafe24-points",
  options: optionsSchema,
  describe,
  codes: CODES,
} satisfies Connector<Options>;

function describe(options: Options): Description {
  const base = options.baseUrl ?? `https://${options.mallId}.cafe24api.com/api/v2`;
  const headers = { "x-cafe24-api-version": options.apiVersion };
  const change = (ask: Ask, type: ChangeType): Call => ({
    method: "POST",
    url: `${base}/admin/points`,
    headers,
    json: {
      shop_no: options.shopNo,
      request: {
        member_id: ask.userId,
        amount: `${ask.points}.00`,
        type,
        reason: reasonOf(ask, options),
      },
    },
  });
  return {
    credentials: {
      kind: "refresh_token",
      tokenUrl: `${base}/oauth/token`,
      clientAuth: "header",
      refreshTokenLifeMs: REFRESH_TOKEN_LIFE_MS,
    },
    limits: limitsOf(options),
    rateLimit: (reply) => ({ retryAfterMs: blockedForMs(reply) }),
    timeoutMs: options.timeoutMs,
    keyForm: 24,
    // There are no keys: a repeat pays again, or is refused when it comes at once.
    doubt: { ends: "look_up" },
    checkUserId: (userId) =>
      [...userId].length > MAX_MEMBER_ID_LENGTH
        ? { code: "cafe24_id_too_long" satisfies Code }
        : undefined,
    words: wordsOf,
    pay: {
      call: (ask) => change(ask, "increase"),
      read: (reply, ask) => readChange(reply, ask, "increase"),
    },
    // More than a member has can't be taken: a 422, as what else is wrong with a call.
    reverse: {
      call: (ask) => change(ask, "decrease"),
      read: (reply, ask) => readChange(reply, ask, "decrease"),
    },
    lookUp: {
      call: (ask, claimedAtMs, cursor) => ({
        method: "GET",
        url: `${base}/admin/points?${new URLSearchParams({
          shop_no: String(options.shopNo),
          member_id: ask.userId,
          // A day earlier: the mark tells entries apart, and clocks and calendars differ.
          start_date: inKorea(claimedAtMs - DAY_MS),
          end_date: inKorea(claimedAtMs + LOOK_UP_DAYS * DAY_MS),
          // What an API granted.
          case: "AM",
          limit: String(PAGE),
          offset: cursor ?? "0",
        })}`,
        headers,
      }),
      read: (reply, ask, cursor) => readList(reply, reasonOf(ask, options), ask, cursor),
      settleMs: options.settleMs,
    },
    balance: balance(base, headers, options),
  };
}

/** What was given and taken in a span that begins at a midnight: readings of one day compare. */
function balance(base: string, headers: Record<string, string>, { shopNo }: Options): Balance {
  return {
    call(userId, nowMs) {
      const midnightMs = nowMs - ((nowMs + KST_OFFSET_MS) % DAY_MS);
      const query = new URLSearchParams({
        shop_no: String(shopNo),
        member_id: userId,
        start_date: inKorea(midnightMs - BALANCE_DAYS * DAY_MS),
        end_date: inKorea(midnightMs + 2 * DAY_MS),
      });
      return { method: "GET", url: `${base}/admin/points/report?${query}`, headers };
    },
    read: ({ json }) =>
      wholePoints(reportSchema.safeParse(json).data?.report.available_points_total),
  };
}

function readChange(reply: Reply, ask: Ask, type: ChangeType): Meaning | undefined {
  switch (reply.status) {
    case 201:
      // There is no id. Its echo of whom and how much is written only when it is done.
      return isEchoOf(reply, ask, type) ? { means: "paid" } : undefined;
    case 202:
      return { means: "in_doubt", code: "cafe24_taken_for_later" satisfies Code };
    case 400: // The content type or the address is malformed: how we call.
    case 403: // The app has no such scope, or was removed from the mall.
    case 404: // The member is in the body: only an address can be unknown.
      return { means: "ours" };
    case 409:
      // With the mark in it, only our own earlier call had the same content.
      return { means: "in_doubt", code: "cafe24_same_content" satisfies Code };
    default:
      return undefined;
  }
}

function isEchoOf(reply: Reply, ask: Ask, type: ChangeType): boolean {
  const { points } = paidSchema.safeParse(reply.json).data ?? {};
  const whole = points && /^(\d+)(?:\.0+)?$/.exec(points.amount)?.[1];
  return points?.member_id === ask.userId && points.type === type && whole === String(ask.points);
}

/**
 * While a block lasts each call makes it longer, so its end is worth knowing. The headers are there
 * only then; a full bucket has none, and has room again after half a second.
 */
function blockedForMs(reply: Reply): number | undefined {
  const seconds = ["x-cafe24-call-remain", "x-cafe24-time-remain"]
    .map((name) => Number(reply.header(name)))
    .filter((value) => value > 0);
  return seconds.length === 0 ? undefined : Math.ceil(Math.max(...seconds) * 1_000);
}

/** The sheet's reason, and the mark by which the entry is found again; shoppers see both. */
function reasonOf(ask: Ask, { defaultReason, maxReasonLength }: Options): string {
  const mark = `#${ask.key.slice(0, MARK_LENGTH)}`;
  const room = maxReasonLength - mark.length - 1;
  return `${[...(ask.reason ?? defaultReason)].slice(0, room).join("")} ${mark}`;
}

function readList(
  reply: Reply,
  reason: string,
  ask: Ask,
  cursor: string | undefined,
): Found | undefined {
  const list = reply.status === 200 ? listSchema.safeParse(reply.json).data : undefined;
  if (list === undefined) return undefined;
  const reasons = list.points.map((entry) => entry.reason?.trim() ?? "");
  const mark = `#${ask.key.slice(0, MARK_LENGTH)}`;
  const found = reasons.filter((text) => text.endsWith(mark)).length;
  if (found > 1) return { found: "unclear", code: "cafe24_found_twice" satisfies Code };
  if (found === 1) return { found: "paid" };
  // The beginning of our reason without its mark: cut by Cafe24, perhaps ours.
  if (reasons.some((text) => text !== "" && reason.startsWith(text))) {
    return { found: "unclear", code: "cafe24_reason_cut" satisfies Code };
  }
  // Only an empty page is the end: a short one may have been cut off.
  if (reasons.length === 0) return { found: "nothing" };
  const next = Number(cursor ?? "0") + reasons.length;
  return next > MAX_OFFSET
    ? { found: "unclear", code: "cafe24_list_too_long" satisfies Code }
    : { found: "more", cursor: String(next) };
}

function wordsOf(reply: Reply): string | undefined {
  return errorSchema.safeParse(reply.json).data?.error.message;
}

function inKorea(ms: number): string {
  return `${new Date(ms + KST_OFFSET_MS).toISOString().slice(0, 19)}+09:00`;
}
