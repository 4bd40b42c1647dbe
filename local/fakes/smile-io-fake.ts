import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { type FakeCall, startFakeServer } from "./fake-server.ts";
import { createGrantBooks } from "./grant-books.ts";

/*
 * A loyalty programme's points transactions as dev.smile.io/api documents them: lists newest first with
 * cursors, ten calls a second for a token. Not documented, and made up here: that an unknown customer is
 * a 404, and how an error is written.
 */

const TOKEN = "token-1";

const paySchema = z.object({
  points_transaction: z.object({
    customer_id: z.int().positive(),
    points_change: z.int(),
    description: z.string().optional(),
    internal_note: z.string().optional(),
  }),
});
const listSchema = z.object({
  customer_id: z.coerce.number().int().optional(),
  updated_at_min: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(250).default(50),
  cursor: z.string().optional(),
});

interface Transaction {
  readonly id: bigint;
  readonly customer_id: number;
  readonly points_change: number;
  readonly description: string | null;
  readonly internal_note: string | null;
  readonly atMs: number;
}

/** What it does beside its documentation, or what that leaves open. */
export interface SmileQuirks {
  /** How long a transaction takes to show in the list. */
  listLagMs: number;
  /** How many transactions a page holds at most, whatever is asked for. */
  pageHolds: number;
  /** Ten, as documented. */
  callsASecond: number;
}

/** Customers whose numbers are below 1,000 do not exist; all others do. */
export async function startSmileFake(nowMs: () => number, firstId = 825_673_452n) {
  const books = createGrantBooks();
  const transactions: Transaction[] = [];
  const members: { readonly id: number; readonly email: string }[] = [];
  const quirks: SmileQuirks = { listLagMs: 0, pageHolds: 250, callsASecond: 10 };
  let second = { startMs: 0, calls: 0 };

  function add(transaction: Omit<Transaction, "id" | "atMs">): Transaction {
    const made = { ...transaction, id: firstId + BigInt(transactions.length), atMs: nowMs() };
    transactions.push(made);
    return made;
  }

  function balanceOf(userId: string): number {
    return books.byUser().get(userId)?.points ?? 0;
  }

  function customer(id: string): HttpAnswer {
    if (!(Number(id) >= 1_000)) return error(404, "Customer not found.");
    const points_balance = balanceOf(id);
    return json(200, { customer: { id, state: "member", points_balance } });
  }

  /** Those with the address, whichever way it is written. */
  function customersBy(email: string): HttpAnswer {
    const isTheirs = (member: { readonly email: string }) =>
      member.email.toLowerCase() === email.toLowerCase();
    const customers = members.filter(isTheirs).map((member) => ({ ...member, state: "member" }));
    return json(200, { customers, metadata: { next_cursor: null, previous_cursor: null } });
  }

  function pay(call: FakeCall): HttpAnswer {
    const { data, error: problem } = paySchema.safeParse(call.json);
    if (data === undefined) return error(400, `Invalid ${problem.issues[0]?.path.join(".")}`);
    const { customer_id, points_change, description, internal_note } = data.points_transaction;
    if (customer_id < 1_000) return error(404, "Customer not found.");
    const userId = String(customer_id);
    if (balanceOf(userId) + points_change < 0) return error(422, "The balance can't be negative.");
    const made = add({
      customer_id,
      points_change,
      description: description ?? null,
      internal_note: internal_note ?? null,
    });
    books.give({ id: String(made.id), userId, points: points_change, key: internal_note });
    return json(201, { points_transaction: shown(made) });
  }

  function list(call: FakeCall): HttpAnswer {
    const { data, error: problem } = listSchema.safeParse(Object.fromEntries(call.query));
    if (data === undefined) return error(400, `Invalid ${problem.issues[0]?.path.join(".")}`);
    const before = data.cursor === undefined ? undefined : placeOf(data.cursor);
    const all = transactions
      .filter(({ atMs }) => atMs >= Date.parse(data.updated_at_min ?? "1970-01-01T00:00:00Z"))
      .filter(({ atMs }) => atMs + quirks.listLagMs <= nowMs())
      .filter(({ customer_id }) => [undefined, customer_id].includes(data.customer_id))
      .filter(({ id }) => before === undefined || id < before)
      .toReversed();
    const page = all.slice(0, Math.min(data.limit, quirks.pageHolds));
    const last = page.at(-1);
    return json(200, {
      points_transactions: page.map(shown),
      metadata: {
        next_cursor: last !== undefined && all.length > page.length ? cursorAt(last.id) : null,
        previous_cursor: null,
      },
    });
  }

  /** Once a second is over, its calls are forgotten. */
  function isTooFast(): boolean {
    if (nowMs() - second.startMs >= 1_000) second = { startMs: nowMs(), calls: 0 };
    second.calls += 1;
    return second.calls > quirks.callsASecond;
  }

  const server = await startFakeServer({
    pays: ({ method }) => method === "POST",
    handle(call) {
      if (call.header("authorization") !== `Bearer ${TOKEN}`) return error(401, "Invalid token.");
      if (isTooFast()) return error(429, "Too many requests.");
      const customerId = /^\/v1\/customers\/([^/]+)$/.exec(call.path)?.[1];
      if (customerId !== undefined) return customer(customerId);
      if (call.path === "/v1/customers") return customersBy(call.query.get("email") ?? "");
      if (call.path !== "/v1/points_transactions") return error(404, "Not found.");
      return call.method === "POST" ? pay(call) : list(call);
    },
  });
  return { ...server, baseUrl: `${server.url}/v1`, token: TOKEN, books, quirks, add, members };
}

function shown({ id, atMs, ...transaction }: Transaction): object {
  const at = new Date(atMs).toISOString();
  return { id: `${id}`, ...transaction, created_at: at, updated_at: at };
}

/** Ids go out as the numbers that they are, with all their digits. */
function json(status: number, body: object): HttpAnswer {
  return { status, body: JSON.stringify(body).replaceAll(/"id":"(\d+)"/g, '"id":$1') };
}

function error(status: number, message: string): HttpAnswer {
  return { status, body: { error: { message } } };
}

function cursorAt(id: bigint): string {
  return Buffer.from(`id:${id},direction:next`).toString("base64");
}

function placeOf(cursor: string): bigint {
  const place = /^id:(\d+),/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  return BigInt(place ?? "0");
}
