import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEXTS } from "../../admin-page/src/texts/language.ts";
import { reversalEn } from "../../admin-page/src/texts/reversal-en.ts";
import { reversalKo } from "../../admin-page/src/texts/reversal-ko.ts";
import { actionWords } from "../../presentation/audit-actions.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { startDistribution } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

async function fileAt(path: string, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await world.tokenOf("viewer")}`;
  const parts: string[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const answer = await fetch(world.origin + next, { headers: { authorization, ...headers } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    // Read as bytes: a text is given without its byte-order mark.
    parts.push(Buffer.from(await answer.arrayBuffer()).toString());
    next = /^<(.+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
  }
  return parts.join("");
}

describe("a list as a file", () => {
  it("has the payments with what became of them, marked so that no check takes them", async () => {
    const { payoutId } = await startDistribution(world);
    const path = `/api/payouts/${payoutId}/payments.csv`;
    const korean = await fileAt(path);
    const [header = "", first = "", ...others] = korean.split("\r\n");
    expect(header).toMatch(/^\uFEFF"회원ID","포인트","사유","\[결과\] 상태"/);
    expect(header).toContain('"[결과] 처리 시각 (Asia/Seoul)"');
    expect(first).toMatch(/^"[^"]+",\d+,.*"대기"/);
    expect(others.filter((line) => line !== "")).toHaveLength(2);
    expect(await fileAt(path, { "accept-language": "en-GB" })).toContain('"[Result] State"');
    const admin = await world.clientOf("admin");
    const { items } = await admin.accesses({ payoutId });
    expect(items.map(({ action, by }) => [action, by.id])).toContainEqual([
      "payments_exported",
      "viewer",
    ]);
  });

  it("has the audit trail in words, and the payouts that were asked for", async () => {
    const client = await world.clientOf("marketer");
    const form = { title: '=HYPERLINK("x")', fileName: "a.csv", sizeBytes: 9 };
    const { payoutId } = await client.createPayout(form);
    const trail = await fileAt(`/api/payouts/${payoutId}/events.csv?timeZone=UTC`);
    expect(trail).toContain('"시각 (UTC)"');
    expect(trail).toContain('"지급을 만들었습니다"');
    const listOf = () => fileAt("/api/payouts.csv?search=hyperlink&language=en&order=most_points");
    await expect.poll(listOf).toContain(`"'=HYPERLINK(""x"")"`);
    expect((await listOf()).split("\r\n")).toHaveLength(3);
    await client.cancel(payoutId);
    await expect.poll(async () => (await listOf()).split("\r\n")).toHaveLength(2);
  });
});

it("tells of changes in the words of the page's history", () => {
  for (const [language, texts, ofReversal] of [
    ["ko", TEXTS.ko, reversalKo],
    ["en", TEXTS.en, reversalEn],
  ] as const) {
    for (const [action, words] of Object.entries(texts.history.actions)) {
      const known = action as Parameters<typeof actionWords>[0];
      expect(actionWords(known, false)[language]).toBe(words);
      expect(actionWords(known, true)[language]).toBe(ofReversal.history.actions[known]);
    }
  }
});
