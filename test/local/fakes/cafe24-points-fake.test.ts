import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { startCafe24Fake } from "../../../local/fakes/cafe24-points-fake.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const HOUR_MS = 3_600_000;
/** A list, tokens, or why there are none: an error of the API is no text, and stands as it came. */
const bodySchema = z.looseObject({
  points: z.unknown().optional(),
  error: z.unknown().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().default(""),
});
const listSchema = z.array(z.unknown());

async function setup() {
  let nowMs = NOW_MS;
  const fake = await startCafe24Fake(() => nowMs);
  onTestFinished(() => fake.close());
  const points = `${fake.baseUrl}/admin/points`;

  async function call(url: string, init: RequestInit = {}) {
    const response = await fetch(url, init);
    return {
      status: response.status,
      headers: response.headers,
      body: bodySchema.parse(await response.json()),
    };
  }
  const authorization = `Bearer ${fake.issueAccessToken()}`;
  const json = { authorization, "content-type": "application/json" };
  return {
    fake,
    points,
    give: (request: object) =>
      call(points, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ shop_no: 1, request }),
      }),
    list: (query: Record<string, string>, headers: Record<string, string> = json) =>
      call(`${points}?${new URLSearchParams(query)}`, { headers }),
    refresh: (refreshToken: string, secret = fake.client.secret) =>
      call(`${fake.baseUrl}/oauth/token`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${fake.client.id}:${secret}`).toString("base64")}`,
        },
        body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken }),
      }),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const REQUEST = {
  member_id: "testmember",
  order_id: "20200228-0000001",
  amount: "10.00",
  type: "increase",
  reason: "New products promotion",
};
const WINDOW = { start_date: "2026-11-23T00:00:00+09:00", end_date: "2026-11-24T00:00:00+09:00" };

describe("the fake of Cafe24 points", () => {
  it("answers the documented example as documented: an echo, and no id", async () => {
    const { give } = await setup();
    expect(await give(REQUEST)).toMatchObject({
      status: 201,
      body: { points: { shop_no: 1, ...REQUEST } },
    });
  });

  it("lists what it gave, ten at a time unless more are asked for", async () => {
    const { give, list } = await setup();
    for (let at = 0; at < 12; at += 1) await give({ ...REQUEST, reason: `${at}` });

    const points = listSchema.parse((await list(WINDOW)).body.points);
    expect(points).toHaveLength(10);
    expect(points[0]).toEqual({
      shop_no: 1,
      case: "AM",
      member_id: "testmember",
      email: "sample@sample.com",
      group_name: "sample group",
      available_points_increase: "10.00",
      available_points_decrease: null,
      available_points_total: "0.00",
      unavailable_points: null,
      order_date: null,
      issue_date: "2026-11-23T10:00:00+09:00",
      available_date: null,
      admin_id: "admin",
      admin_name: null,
      order_id: null,
      reason: "0",
    });
    const rest = await list({ ...WINDOW, limit: "100", offset: "10" });
    expect(rest.body.points).toHaveLength(2);
    expect((await list({ ...WINDOW, case: "A" })).body.points).toEqual([]);
  });

  it("refuses what is out of its documented bounds with a 422", async () => {
    const { give, list } = await setup();
    const requests = [
      { ...REQUEST, member_id: "a".repeat(21) },
      { ...REQUEST, amount: "1000001.00" },
      { ...REQUEST, type: undefined },
    ];
    for (const request of requests) expect((await give(request)).status).toBe(422);
    const queries = [{ limit: "100" }, { ...WINDOW, limit: "101" }, { ...WINDOW, offset: "8001" }];
    for (const query of queries) expect((await list(query)).status).toBe(422);
  });

  it("takes no more points than are there", async () => {
    const { fake, give } = await setup();
    await give(REQUEST);
    const back = { ...REQUEST, type: "decrease" };
    expect((await give({ ...back, amount: "11.00" })).status).toBe(422);
    expect((await give(back)).status).toBe(201);
    expect(fake.books.byUser()).toEqual(new Map([["testmember", { times: 2, points: 0 }]]));
  });

  it("pays the same content again once some seconds are over, and conflicts before", async () => {
    const { fake, give, pass } = await setup();
    expect((await give(REQUEST)).status).toBe(201);
    expect((await give(REQUEST)).status).toBe(409);
    pass(5_000);
    expect((await give(REQUEST)).status).toBe(201);
    expect(fake.books.byUser()).toEqual(new Map([["testmember", { times: 2, points: 20 }]]));
  });

  it("takes forty calls at once and two a second from then on", async () => {
    const { give, list, pass } = await setup();
    const answers = [];
    for (let at = 0; at < 40; at += 1) answers.push((await list(WINDOW)).status);
    expect(answers).toEqual(Array(40).fill(200));

    const over = await give(REQUEST);
    expect(over.status).toBe(429);
    expect(over.headers.get("x-api-call-limit")).toBe("40/40");
    expect(over.headers.get("x-cafe24-call-remain")).toBeNull();

    pass(1_000);
    expect((await list(WINDOW)).status).toBe(200);
    expect((await list(WINDOW)).status).toBe(200);
    expect((await list(WINDOW)).status).toBe(429);
  });

  it("blocks longer for whoever calls while it blocks", async () => {
    const { fake, list, pass } = await setup();
    fake.block(32);
    expect((await list(WINDOW)).headers.get("x-cafe24-call-remain")).toBe("33");
    const { status, headers } = await list(WINDOW);
    expect(status).toBe(429);
    expect(headers.get("x-cafe24-call-usage")).toBe("120.04");
    expect(headers.get("x-cafe24-call-remain")).toBe("34");
    pass(34_000);
    expect((await list(WINDOW)).status).toBe(200);
  });

  it("gives tokens for the refresh token, which dies by its use, and after two weeks", async () => {
    const { fake, list, refresh, pass } = await setup();
    const first = fake.refreshToken();

    const { status, body } = await refresh(first);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      expires_at: "2026-11-23T12:00:00.000",
      refresh_token_expires_at: "2026-12-07T10:00:00.000",
      issued_at: "2026-11-23T10:00:00.000",
      token_type: "Bearer",
    });
    expect((await refresh(first)).body.error).toBe("invalid_grant");
    expect((await refresh(body.refresh_token, "wrong")).body.error).toBe("invalid_client");

    const headers = { authorization: `Bearer ${body.access_token}` };
    expect((await list(WINDOW, headers)).status).toBe(200);
    pass(2 * HOUR_MS);
    expect((await list(WINDOW, headers)).status).toBe(401);
    pass(14 * 24 * HOUR_MS);
    expect((await refresh(body.refresh_token)).status).toBe(400);
  });
});
