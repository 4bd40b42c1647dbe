import { randomUUID } from "node:crypto";
import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { createTokenBucket, type TokenBucket } from "../points-api/token-bucket.ts";
import { type FakeCall, type FakeServer, startFakeServer } from "./fake-server.ts";
import { createGrantBooks, type GrantBooks } from "./grant-books.ts";

export interface SquareLoyaltyFake extends FakeServer {
  readonly books: GrantBooks;
  /** Square keeps keys for a time that it does not tell. */
  forgetKeys(): void;
  /** The next so many calls under new keys fail with a 500 that is kept and replayed under the key. */
  keepFailures(times: number, when: "before_doing" | "after_doing"): void;
  /** Whether events are found by a search as soon as they are there. */
  showEvents(shown: boolean): void;
}

interface Options {
  readonly token: string;
  readonly ratePerSecond?: number;
  readonly nowMs?: () => number;
}

const PROGRAM = "d619f755-2d17-41f3-990d-c04ecedd64dd";

const adjustSchema = z.object({
  idempotency_key: z.string(),
  adjust_points: z.object({ points: z.number(), reason: z.string().max(3_500).optional() }),
  allow_negative_balance: z.boolean().default(false),
});
const searchSchema = z.object({
  query: z.object({
    filter: z.object({
      loyalty_account_filter: z.object({ loyalty_account_id: z.string() }),
      type_filter: z.object({ types: z.array(z.string()) }),
      date_time_filter: z.object({ created_at: z.object({ start_at: z.iso.datetime() }) }),
    }),
  }),
  limit: z.int().min(1).max(30).default(30),
  cursor: z.string().optional(),
});

interface Event {
  readonly id: string;
  readonly type: "ADJUST_POINTS";
  readonly created_at: string;
  readonly adjust_points: object;
  readonly loyalty_account_id: string;
  readonly source: "LOYALTY_API";
}

/**
 * Square's Loyalty API as its specification has it. Every account exists, except those whose ids begin
 * with `missing-`.
 */
export async function startSquareLoyaltyFake(options: Options): Promise<SquareLoyaltyFake> {
  const { token, ratePerSecond, nowMs = Date.now } = options;
  const books = createGrantBooks();
  const events: Event[] = [];
  const answersByKey = new Map<string, { readonly asked: string; readonly answer: HttpAnswer }>();
  const bucket: TokenBucket | undefined =
    ratePerSecond === undefined ? undefined : createTokenBucket(ratePerSecond);
  let failures: { times: number; readonly when: string } = { times: 0, when: "" };
  let areEventsShown = true;

  function give(userId: string, { idempotency_key: key, adjust_points: adjusted }: Adjustment) {
    const event: Event = {
      id: randomUUID(),
      type: "ADJUST_POINTS",
      created_at: new Date(nowMs()).toISOString(),
      adjust_points: { loyalty_program_id: PROGRAM, ...adjusted },
      loyalty_account_id: userId,
      source: "LOYALTY_API",
    };
    events.push(event);
    books.give({ id: event.id, userId, points: adjusted.points, key });
    return event;
  }

  function balanceOf(userId: string): number {
    return books.byUser().get(userId)?.points ?? 0;
  }

  function adjustOnce(userId: string, adjustment: Adjustment): HttpAnswer {
    if (failures.times > 0) {
      failures.times -= 1;
      if (failures.when === "after_doing") give(userId, adjustment);
      return failed(500, "API_ERROR", "INTERNAL_SERVER_ERROR", "An internal error has occurred.");
    }
    if (isMissing(userId)) return noAccount();
    const { points } = adjustment.adjust_points;
    if (points < 0 && balanceOf(userId) + points < 0 && !adjustment.allow_negative_balance) {
      const detail = "The adjustment would result in a negative balance.";
      return failed(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST", detail);
    }
    return { status: 200, body: { event: give(userId, adjustment) } };
  }

  function adjust(userId: string, { json, text }: FakeCall): HttpAnswer {
    const { data } = adjustSchema.safeParse(json);
    if (data === undefined) return invalid("MISSING_REQUIRED_PARAMETER", "idempotency_key");
    const { idempotency_key: key, adjust_points: adjusted } = data;
    if (key.length < 1) return invalid("VALUE_TOO_SHORT", "idempotency_key");
    if (key.length > 128) return invalid("VALUE_TOO_LONG", "idempotency_key");
    if (!Number.isInteger(adjusted.points)) return invalid("EXPECTED_INTEGER", "points");
    const asked = `${userId} ${text}`;
    const before = answersByKey.get(key);
    if (before !== undefined && before.asked !== asked) {
      const detail = "The idempotency key can only be retried with the same request data.";
      return failed(400, "INVALID_REQUEST_ERROR", "IDEMPOTENCY_KEY_REUSED", detail);
    }
    const answer = before?.answer ?? adjustOnce(userId, data);
    answersByKey.set(key, { asked, answer });
    return answer;
  }

  /** Newest first; the cursor is how many were shown before. */
  function search({ json }: FakeCall): HttpAnswer {
    const { data } = searchSchema.safeParse(json);
    if (data === undefined) return invalid("BAD_REQUEST", "query");
    const { filter } = data.query;
    const found = (areEventsShown ? events : []).filter(
      (event) =>
        event.loyalty_account_id === filter.loyalty_account_filter.loyalty_account_id &&
        filter.type_filter.types.includes(event.type) &&
        event.created_at >= filter.date_time_filter.created_at.start_at,
    );
    const from = Number(data.cursor ?? 0);
    const to = from + data.limit;
    const more = to < found.length ? { cursor: String(to) } : {};
    return { status: 200, body: { events: found.toReversed().slice(from, to), ...more } };
  }

  function handle(call: FakeCall): HttpAnswer {
    if (call.header("authorization") !== `Bearer ${token}`) {
      const detail = "This request could not be authorized.";
      return failed(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED", detail);
    }
    if (bucket?.take(nowMs()) !== undefined) {
      return failed(429, "RATE_LIMIT_ERROR", "RATE_LIMITED", "Too many requests.");
    }
    if (call.path === "/v2/loyalty/events/search") return search(call);
    const [, id = "", action] =
      /^\/v2\/loyalty\/accounts\/([^/]+)(\/adjust)?$/.exec(call.path) ?? [];
    const userId = decodeURIComponent(id);
    if (action !== undefined && call.method === "POST") return adjust(userId, call);
    if (isMissing(userId) || userId === "") return noAccount();
    const balance = balanceOf(userId);
    return { status: 200, body: { loyalty_account: { id: userId, program_id: PROGRAM, balance } } };
  }

  const server = await startFakeServer({ handle, pays: ({ path }) => path.endsWith("/adjust") });
  return {
    ...server,
    books,
    forgetKeys: () => answersByKey.clear(),
    keepFailures(times, when) {
      failures = { times, when };
    },
    showEvents(shown) {
      areEventsShown = shown;
    },
  };
}

type Adjustment = z.infer<typeof adjustSchema>;

function isMissing(userId: string): boolean {
  return userId.startsWith("missing-");
}

function noAccount(): HttpAnswer {
  return failed(404, "INVALID_REQUEST_ERROR", "NOT_FOUND", "Loyalty account not found.");
}

function invalid(code: string, field: string): HttpAnswer {
  const error = { category: "INVALID_REQUEST_ERROR", code, detail: `Field is invalid.`, field };
  return { status: 400, body: { errors: [error] } };
}

function failed(status: number, category: string, code: string, detail: string): HttpAnswer {
  return { status, body: { errors: [{ category, code, detail }] } };
}
