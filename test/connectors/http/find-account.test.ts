import { describe, expect, it } from "vitest";
import { httpOptionsSchema } from "../../../connectors/http/options.ts";
import { listen, openPointsApi } from "../../adapters/points-api/points-api-under-test.ts";

const PAYMENT = { row: 2, userId: "kim+1@example.com", points: 1_500, reason: "출석 이벤트" };
const KEY = "paysheet-01KB-2";
const BODY = { account: "{{accountId:number}}", points: "{{points}}" };

describe("an API that pays to accounts of its own", () => {
  it("is asked for the account by the sheet's id, and for the payment by the account", async () => {
    const asked: unknown[] = [];
    const base = await listen(async (request, response) => {
      const body = await new Response(request).text();
      asked.push([request.method, request.url, body === "" ? undefined : JSON.parse(body)]);
      const members = [{ account: { no: 9_007_199_254_740_991 } }];
      response.end(JSON.stringify(request.method === "GET" ? { members } : { id: "g-1" }));
    });
    const api = openPointsApi(base, {
      findAccount: {
        url: `${base}/members?email={{userId}}`,
        ...{ list: "members", accountIdPath: "account.no" },
      },
      ...{ url: `${base}/accounts/{{accountId}}/points`, body: BODY, transactionIdPath: "id" },
    });

    const found = await api.findAccount?.(PAYMENT);
    expect(found).toEqual({ kind: "found", accountId: "9007199254740991" });
    expect(await api.findUser?.(PAYMENT)).toEqual({ kind: "found" });
    const paid = await api.pay({ ...PAYMENT, accountId: "9007199254740991" }, KEY);
    expect(paid).toEqual({ kind: "paid", transactionId: "g-1" });
    const [looked] = [["GET", "/members?email=kim%2B1%40example.com", undefined]];
    const account = 9_007_199_254_740_991;
    expect(asked).toEqual([
      looked,
      looked,
      ["POST", "/accounts/9007199254740991/points", { account, points: 1_500 }],
    ]);
  });

  it.each([
    [200, { members: [{ no: 7 }] }, { kind: "found", accountId: "7" }],
    [200, { members: [{ no: "A-07" }] }, { kind: "found", accountId: "A-07" }],
    [200, { members: [] }, { kind: "rejected", code: "http_422" }],
    [404, {}, { kind: "rejected", code: "http_422" }],
    [200, { members: [{ no: 7 }, { no: 8 }] }, { kind: "rejected", code: "several_accounts" }],
    [200, { members: [{ no: "" }] }, { kind: "in_doubt", code: "unreadable_answer" }],
    [200, { members: [{ no: "7".repeat(600) }] }, { kind: "in_doubt", code: "unreadable_answer" }],
    [200, { members: { no: 7 } }, { kind: "in_doubt", code: "unreadable_answer" }],
    [401, {}, { kind: "ours", code: "http_401" }],
    [503, {}, { kind: "in_doubt", code: "http_503", unavailable: true }],
  ])("guesses nobody: %i %j", async (status, body, read) => {
    const base = await listen((_, response) => {
      response.writeHead(status).end(JSON.stringify(body));
    });
    const api = openPointsApi(base, {
      findAccount: {
        ...{ url: `${base}/members?q={{userId}}`, list: "members", accountIdPath: "no" },
        payRejectsWith: 422,
      },
      body: BODY,
    });
    expect(await api.findAccount?.(PAYMENT)).toMatchObject(read);
  });

  const options = {
    ...{ url: "https://p.example/points", proof: "status", idempotency: "key", ratePerSecond: 1 },
    findAccount: { url: "https://p.example/m/{{userId}}", accountIdPath: "id" },
    body: { to: "{{accountId}}", points: "{{points}}" },
  };
  it.each([
    ["nothing", {}, undefined],
    ["the account, which nobody finds", { findAccount: undefined }, ["body", "to"]],
    ["no account", { body: { points: "{{points}}" } }, ["body"]],
    [
      "no user to find",
      { findAccount: { ...options.findAccount, url: "https://p.example/m" } },
      ["findAccount", "url"],
    ],
    [
      "a key that nobody has yet",
      {
        findAccount: {
          ...options.findAccount,
          url: "https://p.example/{{userId}}/{{idempotencyKey}}",
        },
      },
      ["findAccount", "url"],
    ],
  ])("is not configured with %s wrong", (_, change, path) => {
    const parsed = httpOptionsSchema.safeParse({ ...options, ...change });
    expect(parsed.error?.issues[0]?.path).toEqual(path);
  });
});
