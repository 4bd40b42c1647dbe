import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { startSmileFake } from "../../../local/fakes/smile-io-fake.ts";

const NOW_MS = Date.parse("2024-12-07T20:15:27.893Z");
const EXAMPLE = {
  customer_id: 304_169_228,
  points_change: 100,
  description: "Points correction",
  internal_note: "Due to issue with order #6834",
};
const MADE = { created_at: "2024-12-07T20:15:27.893Z", updated_at: "2024-12-07T20:15:27.893Z" };

const pageSchema = z.object({
  points_transactions: z.array(z.looseObject({ id: z.number() })),
  metadata: z.object({ next_cursor: z.string().nullable() }),
});

async function setup() {
  let nowMs = NOW_MS;
  const fake = await startSmileFake(() => nowMs);
  onTestFinished(() => fake.close());
  const headers = { authorization: `Bearer ${fake.token}` };

  async function call(query: string, init: RequestInit = {}) {
    const url = `${fake.baseUrl}/points_transactions${query}`;
    const response = await fetch(url, { headers, ...init });
    return { status: response.status, body: await response.json() };
  }
  return {
    fake,
    page: async (query: string) => pageSchema.parse((await call(query)).body),
    list: (query: string, init?: RequestInit) => call(query, init),
    give: (transaction: object) =>
      call("", { method: "POST", body: JSON.stringify({ points_transaction: transaction }) }),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("the fake of Smile.io", () => {
  it("answers the documented example as documented", async () => {
    const { give } = await setup();
    expect(await give(EXAMPLE)).toEqual({
      status: 201,
      body: { points_transaction: { id: 825_673_452, ...EXAMPLE, ...MADE } },
    });
  });

  it("lists newest first, page after page by cursors", async () => {
    const { fake, list, page } = await setup();
    for (let at = 0; at < 3; at += 1) fake.add(EXAMPLE);

    const first = await page("?customer_id=304169228&limit=2");
    expect(first.points_transactions.map(({ id }) => id)).toEqual([825_673_454, 825_673_453]);
    const cursor = encodeURIComponent(first.metadata.next_cursor ?? "");
    const last = await list(`?customer_id=304169228&limit=2&cursor=${cursor}`);
    expect(last.body).toEqual({
      points_transactions: [{ id: 825_673_452, ...EXAMPLE, ...MADE }],
      metadata: { next_cursor: null, previous_cursor: null },
    });
    const later = await page("?updated_at_min=2024-12-08T00:00:00Z");
    expect(later.points_transactions).toEqual([]);
  });

  it("pays again when it is asked again, and takes no balance below zero", async () => {
    const { fake, give } = await setup();
    await give(EXAMPLE);
    await give(EXAMPLE);
    expect((await give({ ...EXAMPLE, points_change: -201 })).status).toBe(422);
    expect(fake.books.byUser()).toEqual(new Map([["304169228", { times: 2, points: 200 }]]));
  });

  it("refuses what is malformed, a stranger, and an eleventh call within a second", async () => {
    const { give, list, pass } = await setup();
    expect((await give({ ...EXAMPLE, customer_id: "304169228" })).status).toBe(400);
    expect((await list("?limit=251")).status).toBe(400);
    expect((await list("", { headers: { authorization: "Bearer other" } })).status).toBe(401);

    for (let at = 0; at < 8; at += 1) await list("");
    expect((await list("")).status).toBe(429);
    pass(1_000);
    expect((await list("")).status).toBe(200);
  });
});
