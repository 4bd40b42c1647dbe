import { describe, expect, it } from "vitest";
import { payingSettingsOf } from "../../../adapters/points-api/settings-of-description.ts";
import { http } from "../../../connectors/http/http.ts";
import { httpOptionsSchema } from "../../../connectors/http/options.ts";
import { shareOf } from "../../../domain/distribution/shards.ts";

describe("the configuration of a bulk call", () => {
  const BASE = {
    ...{ url: "https://p.example", transactionIdPath: "id", idempotency: "key", ratePerSecond: 1 },
  };
  const url = "https://p.example/bulk";

  it.each<[string, object, (string | number)[]]>([
    ["placeholders in its url", { url: "https://p.example/{{userId}}" }, ["bulk", "url"]],
    ["placeholders in a header", { url, headers: { "X-User": "{{userId}}" } }, ["bulk", "headers"]],
    ["placeholders in the body", { url, body: { user: "{{userId}}" } }, ["bulk", "body"]],
    ["payments without a key", { url, payment: { userId: "{{userId}}" } }, ["bulk", "payment"]],
    ["more payments than 100", { url, most: 101 }, ["bulk", "most"]],
    ["no payment at all", { url, most: 0 }, ["bulk", "most"]],
    ["a body where the payments belong", { url, body: { payments: 1 } }, ["bulk", "body"]],
    [
      "a body above where the payments belong",
      { url, body: { batch: [] }, payments: "batch.payments" },
      ["bulk", "body"],
    ],
    [
      "an outcome that stands for no status",
      { url, statuses: { OK: 1 } },
      ["bulk", "statuses", "OK"],
    ],
  ])("is refused with %s", (_, bulk, path) => {
    const parsed = httpOptionsSchema.safeParse({ ...BASE, bulk });
    expect(parsed.error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it("allows a worker more payments in flight than there are connections, and nothing else does", () => {
    const many = { ...BASE, concurrency: 3_000 };
    const settingsFor = (config: object) =>
      payingSettingsOf(http.describe(httpOptionsSchema.parse(config)));

    expect(shareOf(settingsFor({ ...many, bulk: { url } }), { shards: 1 }).concurrency).toBe(3_000);
    expect(shareOf(settingsFor(many), { shards: 1 }).concurrency).toBe(900);
    expect(shareOf(settingsFor(many), { shards: 6 }).concurrency).toBe(500);
  });
});
