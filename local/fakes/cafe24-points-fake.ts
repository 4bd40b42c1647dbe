import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { type FakeCall, startFakeServer } from "./fake-server.ts";
import { createGrantBooks } from "./grant-books.ts";

/*
 * A mall's `/api/v2` as developers.cafe24.com/docs/ko/api/admin documents it: points, its two limits,
 * and access tokens by a refresh token that each use replaces. Not documented, and made up here: that
 * an unknown member is a 422, after how long the same content is no conflict any more, the words of
 * errors, and the errors of the token endpoint, which are those of RFC 6749.
 */

const CLIENT = { id: "client-1", secret: "secret-1" };
const BUCKET = 40;
const DRAINS_A_SECOND = 2;
const SAME_CONTENT_MS = 5_000;
const ACCESS_TOKEN_LIFE_MS = 2 * 3_600_000;
const REFRESH_TOKEN_LIFE_MS = 14 * 86_400_000;
const MAX_AMOUNT = 1_000_000n;

const paySchema = z.object({
  shop_no: z.int().default(1),
  request: z.object({
    member_id: z.string().min(1).max(20),
    order_id: z.string().optional(),
    amount: z.string().regex(/^\d+(?:\.\d{1,2})?$/),
    type: z.enum(["increase", "decrease"]),
    reason: z.string().optional(),
  }),
});
const reportSchema = z.object({
  member_id: z.string().max(20).optional(),
  start_date: z.iso.datetime({ offset: true }),
  end_date: z.iso.datetime({ offset: true }),
});
const listSchema = reportSchema.extend({
  case: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(10),
  offset: z.coerce.number().int().min(0).max(8_000).default(0),
});

interface Entry {
  readonly case: string;
  readonly memberId: string;
  /** Signed, as decimal text. */
  readonly amount: string;
  readonly reason: string;
  readonly atMs: number;
}

/** What it does beside its documentation, or what that leaves open. */
export interface Cafe24Quirks {
  /** How long an entry takes to show in the list. */
  listLagMs: number;
  /** How many entries a page holds at most, whatever is asked for. */
  pageHolds: number;
  /** How much of a reason is kept, in characters. */
  reasonHolds: number;
}

/** Members whose ids begin with `missing-` do not exist; all others do. */
export async function startCafe24Fake(nowMs: () => number) {
  const books = createGrantBooks();
  const entries: Entry[] = [];
  const quirks: Cafe24Quirks = { listLagMs: 0, pageHolds: 100, reasonHolds: 255 };
  const tokens = createTokens(nowMs);
  const limits = createLimits(nowMs);

  function addEntry(entry: Omit<Entry, "atMs">): void {
    entries.push({ ...entry, reason: entry.reason.slice(0, quirks.reasonHolds), atMs: nowMs() });
  }

  function repeats({ memberId, amount, reason }: Omit<Entry, "atMs">): boolean {
    const before = entries.findLast((entry) => entry.memberId === memberId);
    return (
      before?.reason === reason.slice(0, quirks.reasonHolds) &&
      before.amount === amount &&
      nowMs() - before.atMs < SAME_CONTENT_MS
    );
  }

  function availableTo(memberId: string): bigint {
    return entries
      .filter((entry) => entry.memberId === memberId)
      .reduce((sum, { amount }) => sum + BigInt(amount.split(".")[0] ?? ""), 0n);
  }

  function refusalOf(memberId: string, type: string, whole: bigint): string | undefined {
    if (whole > MAX_AMOUNT) return "Points can be given up to 1,000,000 at a time.";
    if (memberId.startsWith("missing-")) return "There is no such member.";
    return type === "decrease" && whole > availableTo(memberId)
      ? "More than the available points can't be deducted."
      : undefined;
  }

  function pay(call: FakeCall): HttpAnswer {
    if (!call.header("content-type")?.startsWith("application/json")) {
      return error(400, "Content-type is not an application/json in the header.");
    }
    const { data, error: problem } = paySchema.safeParse(call.json);
    if (data === undefined) return error(422, `Invalid: ${problem.issues[0]?.path.join(".")}`);
    const { member_id: memberId, amount, type, reason = "" } = data.request;
    const whole = BigInt(amount.split(".")[0] ?? "");
    const refusal = refusalOf(memberId, type, whole);
    if (refusal !== undefined) return error(422, refusal);
    const signed = type === "increase" ? amount : `-${amount}`;
    const entry = { case: "AM", memberId, amount: signed, reason };
    if (repeats(entry)) return error(409, "The same content was requested before.");
    addEntry(entry);
    const points = type === "increase" ? Number(whole) : -Number(whole);
    books.give({ id: String(entries.length), userId: memberId, points, key: reason });
    return { status: 201, body: { points: { shop_no: data.shop_no, ...data.request } } };
  }

  function list(call: FakeCall): HttpAnswer {
    const { data, error: problem } = listSchema.safeParse(Object.fromEntries(call.query));
    if (data === undefined) return error(422, `Invalid: ${problem.issues[0]?.path.join(".")}`);
    const points = within(data)
      .filter(({ atMs }) => atMs + quirks.listLagMs <= nowMs())
      .filter((entry) => [undefined, entry.case].includes(data.case))
      .slice(data.offset, data.offset + Math.min(data.limit, quirks.pageHolds))
      .map(shown);
    return { status: 200, body: { points } };
  }

  function report(call: FakeCall): HttpAnswer {
    const { data, error: problem } = reportSchema.safeParse(Object.fromEntries(call.query));
    if (data === undefined) return error(422, `Invalid: ${problem.issues[0]?.path.join(".")}`);
    const amounts = within(data).map(({ amount }) => BigInt(amount.split(".")[0] ?? ""));
    const sumOf = (list: readonly bigint[]) => `${list.reduce((sum, one) => sum + one, 0n)}.00`;
    return {
      status: 200,
      body: {
        report: {
          shop_no: 1,
          available_points_increase: sumOf(amounts.filter((amount) => amount > 0n)),
          available_points_decrease: sumOf(amounts.filter((amount) => amount < 0n)).replace(
            "-",
            "",
          ),
          available_points_total: sumOf(amounts),
          unavailable_points: "0.00",
          unavailable_coupon_points: "0.00",
        },
      },
    };
  }

  function within({ member_id, start_date, end_date }: z.output<typeof reportSchema>): Entry[] {
    return entries
      .filter(({ atMs }) => Date.parse(start_date) <= atMs && atMs <= Date.parse(end_date))
      .filter((entry) => [undefined, entry.memberId].includes(member_id));
  }

  const server = await startFakeServer({
    pays: ({ method, path }) => method === "POST" && path === "/api/v2/admin/points",
    handle(call) {
      if (call.path === "/api/v2/oauth/token") return tokens.answer(call);
      if (!tokens.areOf(call)) return error(401, "Authority to access is not valid.");
      const over = limits.take();
      if (over !== undefined) return over;
      if (call.path === "/api/v2/admin/points/report") return report(call);
      if (call.path !== "/api/v2/admin/points") return error(404, "Not found.");
      const answer = call.method === "POST" ? pay(call) : list(call);
      return { ...answer, headers: limits.headers() };
    },
  });
  return {
    ...server,
    baseUrl: `${server.url}/api/v2`,
    books,
    quirks,
    addEntry,
    client: CLIENT,
    /** What the mall's owner was given first. */
    refreshToken: () => tokens.refreshToken(),
    issueAccessToken: () => tokens.issueAccess(),
    /** As when the owner takes the app's rights back for a moment: none of the access tokens is valid. */
    revokeAccessTokens: () => tokens.revokeAccess(),
    /** The use quota is spent: for so long all calls are refused, and each makes it longer by a second. */
    block: (seconds: number) => limits.block(seconds),
  };
}

function shown({ case: kind, memberId, amount, reason, atMs }: Entry): object {
  const isIncrease = !amount.startsWith("-");
  return {
    shop_no: 1,
    case: kind,
    member_id: memberId,
    email: "sample@sample.com",
    group_name: "sample group",
    available_points_increase: isIncrease ? amount : null,
    available_points_decrease: isIncrease ? null : amount.slice(1),
    available_points_total: "0.00",
    unavailable_points: null,
    order_date: null,
    issue_date: `${new Date(atMs + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`,
    available_date: null,
    admin_id: "admin",
    admin_name: null,
    order_id: null,
    reason,
  };
}

/** A bucket for requests, and a quota for use, whose end moves on while one goes on calling. */
function createLimits(nowMs: () => number) {
  let level = 0;
  let atMs = nowMs();
  let blockedUntilMs = 0;

  function remainSeconds(): number {
    return Math.ceil((blockedUntilMs - nowMs()) / 1_000);
  }

  return {
    block(seconds: number): void {
      blockedUntilMs = nowMs() + seconds * 1_000;
    },
    headers: () => ({
      "x-api-call-limit": `${Math.ceil(level)}/${BUCKET}`,
      "x-cafe24-call-usage": remainSeconds() > 0 ? "120.04" : "12.5",
      "x-cafe24-time-usage": "1.5",
      ...(remainSeconds() > 0 && { "x-cafe24-call-remain": String(remainSeconds()) }),
    }),
    /** The refusal of a call that is one too many. */
    take(): HttpAnswer | undefined {
      level = Math.max(0, level - ((nowMs() - atMs) / 1_000) * DRAINS_A_SECOND);
      atMs = nowMs();
      if (remainSeconds() > 0) {
        blockedUntilMs += 1_000;
      } else if (level + 1 <= BUCKET) {
        level += 1;
        return undefined;
      }
      return { ...error(429, "Too Many Requests"), headers: this.headers() };
    },
  };
}

/** Access tokens live for two hours, and each use of the refresh token kills it and gives a new one. */
function createTokens(nowMs: () => number) {
  let count = 0;
  let access = new Map<string, number>();
  let refresh = { token: "refresh-0", untilMs: nowMs() + REFRESH_TOKEN_LIFE_MS };

  function issueAccess(): string {
    count += 1;
    const token = `access-${count}`;
    access.set(token, nowMs() + ACCESS_TOKEN_LIFE_MS);
    return token;
  }

  return {
    issueAccess,
    refreshToken: () => refresh.token,
    revokeAccess(): void {
      access = new Map();
    },
    areOf(call: FakeCall): boolean {
      const token = /^Bearer (.+)$/.exec(call.header("authorization") ?? "")?.[1] ?? "";
      return (access.get(token) ?? 0) > nowMs();
    },
    answer(call: FakeCall): HttpAnswer {
      const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString("base64");
      if (call.header("authorization") !== `Basic ${basic}`) {
        return { status: 401, body: { error: "invalid_client" } };
      }
      const form = new URLSearchParams(call.text);
      const isOurs =
        form.get("grant_type") === "refresh_token" && form.get("refresh_token") === refresh.token;
      if (!isOurs || refresh.untilMs <= nowMs()) {
        const error_description = "Invalid refresh_token";
        return { status: 400, body: { error: "invalid_grant", error_description } };
      }
      const access_token = issueAccess();
      refresh = { token: `refresh-${count}`, untilMs: nowMs() + REFRESH_TOKEN_LIFE_MS };
      return {
        status: 200,
        body: {
          access_token,
          expires_at: inKorea(nowMs() + ACCESS_TOKEN_LIFE_MS),
          refresh_token: refresh.token,
          refresh_token_expires_at: inKorea(refresh.untilMs),
          client_id: CLIENT.id,
          mall_id: "testmall",
          user_id: "test",
          scopes: ["mall.read_mileage", "mall.write_mileage"],
          issued_at: inKorea(nowMs()),
          shop_no: "1",
          token_type: "Bearer",
        },
      };
    },
  };
}

/** Without a zone, as Cafe24 writes the times of tokens. */
function inKorea(ms: number): string {
  return new Date(ms + 9 * 3_600_000).toISOString().slice(0, 23);
}

function error(status: number, message: string) {
  return { status, body: { error: { code: status, message, more_info: {} } } };
}
