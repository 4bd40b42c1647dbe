import createClient from "openapi-fetch";
import { describe, expect, it } from "vitest";
import type { paths } from "../../admin-page/src/api/contract.ts";
import type { Payment, Payout } from "../../admin-page/src/api/types.ts";
import {
  collectMatching,
  type Matching,
  settleMany,
} from "../../admin-page/src/payout/payments/settle-many.ts";
import { isSettleable, settleableUnder } from "../../admin-page/src/payout/payments/settleable.ts";

type Respond = (url: URL, body: string) => { readonly status?: number; readonly body: object };

/** The page's client over answers that a test makes up, and what was asked. */
function setup(respond: Respond) {
  const asked: string[] = [];
  const api = createClient<paths>({
    baseUrl: "http://page.test",
    fetch: async (request) => {
      const url = new URL(request.url);
      asked.push(`${request.method} ${url.search}`);
      const { status = 200, body } = respond(url, await request.text());
      return Response.json(body, { status });
    },
  });
  return { api, asked };
}

const rowsFrom = (first: number, count: number): Payment[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ row: first + index, userId: `user-${first + index}`, points: 100, state: "unknown" },
  }));

const { signal } = new AbortController();
const everyOne = { payoutId: "01KA", user: "", isWanted: () => true } as const;

describe("settling all that match", () => {
  it("finds them on every page, an empty one among them, and says how far it is", async () => {
    const proposed = {
      as: "not_paid",
      note: "n",
      by: { id: "a", name: "A" },
      at: "2026-11-30T00:00:00Z",
    };
    const pages: Record<string, object> = {
      first: { items: rowsFrom(2, 200), cursor: "second" },
      second: { items: [], cursor: "third" },
      third: { items: [{ ...rowsFrom(900, 1)[0], proposed }] },
    };
    const { api, asked } = setup((url) => ({
      body: pages[url.searchParams.get("cursor") ?? "first"] ?? {},
    }));
    const told: Matching[] = [];
    const query = { ...everyOne, filters: ["unknown"], user: "kim & co" } as const;
    const found = await collectMatching(api, query, { signal, onFound: (each) => told.push(each) });
    expect(found).toMatchObject({ points: 20_100, proposed: 1 });
    expect([found.rows.length, found.rows.at(-1)]).toEqual([201, 900]);
    expect(told.map(({ rows }) => rows.length)).toEqual([200, 200, 201]);
    const searched = "limit=200&state=unknown&user=kim%20%26%20co";
    expect(asked).toEqual([
      `GET ?${searched}`,
      `GET ?${searched}&cursor=second`,
      `GET ?${searched}&cursor=third`,
    ]);
  });

  it("names as many a call as stay quick, and says how many are settled", async () => {
    const sizes: number[] = [];
    const { api } = setup((_, body) => {
      const { rows }: { rows: number[] } = JSON.parse(body);
      sizes.push(rows.length);
      const payments = rows.map((row) => ({ row, outcome: "settled" }));
      return { body: { settled: rows.length, proposed: 0, payments } };
    });
    const rows = rowsFrom(2, 2_500).map(({ row }) => row);
    const done: number[] = [];
    const answer = await settleMany(api, "01KA", { as: "paid", note: "books", rows }, (n) =>
      done.push(n),
    );
    expect(sizes).toEqual([1_000, 1_000, 500]);
    expect(done).toEqual([0, 1_000, 2_000, 2_500]);
    expect([answer.settled, answer.payments.length]).toEqual([2_500, 2_500]);
  });

  it("stops at a call that is refused, having said what was settled before", async () => {
    let calls = 0;
    const { api } = setup(() => {
      calls += 1;
      return calls === 1
        ? { body: { settled: 1_000, proposed: 0, payments: [] } }
        : {
            status: 409,
            body: { code: "stop_first", message: { ko: "먼저 멈추세요", en: "Stop first" } },
          };
    });
    const rows = rowsFrom(2, 3_000).map(({ row }) => row);
    const done: number[] = [];
    const settling = settleMany(api, "01KA", { as: "paid", note: "books", rows }, (n) =>
      done.push(n),
    );
    await expect(settling).rejects.toThrow();
    expect([calls, done]).toEqual([2, [0, 1_000]]);
  });

  it("looks for what may be settled, and in a halted payout for what was left as well", () => {
    const counts = { unknown: 3, sending: 2, proposed: 1 };
    const payoutIn = (state: Payout["state"]) => ({ state, counts });
    expect(settleableUnder(undefined, payoutIn("completed"))).toEqual(["unknown"]);
    expect(settleableUnder(undefined, payoutIn("halted"))).toEqual(["unknown", "sending"]);
    expect(settleableUnder("proposed", payoutIn("paused"))).toEqual(["proposed"]);
    expect(settleableUnder("paid", payoutIn("halted"))).toEqual([]);
    const nowMs = Date.parse("2026-11-30T12:00:00Z");
    const asked = { row: 2, userId: "kim", points: 100, state: "sending" } as const;
    const left = { ...asked, sentAt: "2026-11-30T11:44:00Z" };
    expect(isSettleable(left, payoutIn("halted"), nowMs)).toBe(true);
    expect(isSettleable(left, payoutIn("paused"), nowMs)).toBe(false);
    const sentNow = { ...left, sentAt: "2026-11-30T11:46:00Z" };
    expect(isSettleable(sentNow, payoutIn("halted"), nowMs)).toBe(false);
  });
});
