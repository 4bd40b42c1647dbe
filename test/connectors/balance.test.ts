import { describe, expect, it } from "vitest";
import { cafe24Points } from "../../connectors/cafe24-points.ts";
import type { Reply } from "../../connectors/connector.ts";
import { http } from "../../connectors/http/http.ts";
import { shopifyStoreCredit } from "../../connectors/shopify-store-credit.ts";
import { tremendous } from "../../connectors/tremendous.ts";
import { wholePoints } from "../../connectors/whole-points.ts";

const replyOf = (json: unknown, status = 200): Reply => ({
  ...{ status, json, text: JSON.stringify(json), header: () => undefined },
});

describe("whole points", () => {
  it.each([
    [10, 10n],
    [-3, -3n],
    ["1743223061489848991", 1_743_223_061_489_848_991n],
    ["7.799999999615999974", 7n],
    ["-0.5", -1n],
    ["-2.00", -2n],
    [1e21, undefined],
    ["1,000", undefined],
    ["", undefined],
    [null, undefined],
    [undefined, undefined],
  ])("of %j are %s", (value, points) => {
    expect(wholePoints(value)).toBe(points);
  });
});

describe("a balance", () => {
  it.each([
    ["1", "1500.00", 1_500n],
    ["0.01", "15.07", 1_507n],
    ["0.3", "1", 3n],
    ["1", "-5", undefined],
  ])("at Shopify counts in points worth %s: %s", (pointValue, amount, points) => {
    const { balance } = shopifyStoreCredit.describe(
      shopifyStoreCredit.options.parse({
        ...{ connector: "shopify-store-credit", shop: "s", apiVersion: "2026-10" },
        ...{ currency: "USD", pointValue },
      }),
    );
    const answer = (currencyCode: string, hasNextPage = false) => {
      const nodes = [{ balance: { amount, currencyCode } }];
      return { data: { owner: { storeCreditAccounts: { nodes, pageInfo: { hasNextPage } } } } };
    };
    expect(balance?.read(replyOf(answer("USD")), "7")).toBe(points);
    expect(balance?.read(replyOf(answer("KRW")), "7")).toBe(0n);
    expect(balance?.read(replyOf(answer("KRW", true)), "7")).toBeUndefined();
    expect(balance?.read(replyOf({ data: answer("USD").data, errors: [{}] }), "7")).toBeUndefined();
  });

  it("at Cafe24 is asked for the same span all day", () => {
    const { balance } = cafe24Points.describe(
      cafe24Points.options.parse({
        ...{ connector: "cafe24-points", mallId: "mall", apiVersion: "2026-03-01" },
      }),
    );
    const spans = ["2026-11-22T15:00:00Z", "2026-11-23T14:59:59Z"].map((at) => {
      const { searchParams } = new URL(balance?.call("kim", Date.parse(at)).url ?? "");
      return [searchParams.get("start_date"), searchParams.get("end_date")];
    });
    const span = ["2026-10-24T00:00:00+09:00", "2026-11-25T00:00:00+09:00"];
    expect(spans).toEqual([span, span]);
  });

  it("of one's own API stands where its configuration says", () => {
    const options = {
      ...{ url: "https://points.example.com/v1/points", transactionIdPath: "id" },
      ...{ idempotency: "key", ratePerSecond: 1 },
      balance: { url: "https://points.example.com/members/{{userId}}", path: "data.points" },
    };
    const { balance } = http.describe(http.options.parse(options));
    expect(balance?.call("김 1", 0)).toEqual({
      ...{ method: "GET", url: "https://points.example.com/members/%EA%B9%80%201", headers: {} },
    });
    expect(balance?.read(replyOf({ data: { points: "12" } }), "kim")).toBe(12n);
    expect(balance?.read(replyOf({ data: { points: "12" } }, 404), "kim")).toBeUndefined();
    const urls = ["https://a.example/all", "https://a.example/{{userId}}?k={{idempotencyKey}}"];
    for (const url of urls) {
      const parsed = http.options.safeParse({ ...options, balance: { url, path: "points" } });
      expect(parsed.error?.issues.map(({ path }) => path)).toEqual([["balance", "url"]]);
    }
  });
});

describe("the float", () => {
  const sources = (...funding_sources: object[]) => replyOf({ funding_sources });
  const own = { method: "balance", id: "GCTHLCMFVYMD", meta: { available_cents: 12_399 } };
  const card = { method: "credit_card", id: "CARD00000001", meta: {} };
  const ofTremendous = (set: object) =>
    tremendous.describe(
      tremendous.options.parse({ connector: "tremendous", campaignId: "ABCD1234", ...set }),
    ).float;

  it("of Tremendous is that of the balance, or of the source that pays, in whole dollars", () => {
    const float = ofTremendous({ currency: "USD" });
    expect(float?.call(0)).toMatchObject({
      method: "GET",
      url: "https://api.tremendous.com/api/v2/funding_sources",
    });
    expect(float?.read(sources(card, own))).toBe(123n);
    expect(float?.read(sources(card))).toBeUndefined();
    expect(float?.read(replyOf({ funding_sources: [own] }, 500))).toBeUndefined();
    const byCard = ofTremendous({ currency: "USD", fundingSourceId: "CARD00000001" });
    expect(byCard?.read(sources(card, own))).toBeUndefined();
    expect(ofTremendous({ currency: "KRW" })).toBeUndefined();
  });

  it("is asked for by any options that say where it stands, and names no payment", () => {
    const options = (url: string) =>
      http.options.safeParse({
        ...{ url: "https://points.invalid/points", transactionIdPath: "id", idempotency: "key" },
        ...{ ratePerSecond: 1, float: { url, path: "wallet.left" } },
      });
    const { data } = options("https://points.invalid/wallet");
    const float = data && http.describe(data).float;
    expect(float?.call(0).url).toBe("https://points.invalid/wallet");
    expect(float?.read(replyOf({ wallet: { left: "1000.9" } }))).toBe(1_000n);
    expect(float?.read(replyOf({ wallet: { left: "1000" } }, 404))).toBeUndefined();
    expect(options("https://points.invalid/wallet/{{userId}}").error?.message).toContain(
      "names no payment",
    );
  });
});
