import { describe, expect, it } from "vitest";
import { openPointsApi, startPointsApi } from "./points-api-under-test.ts";

const floatAt = (base: string) => ({ float: { url: `${base}/v1/float`, path: "float" } });

describe("the float of a points API over HTTP", () => {
  it("is told in points, and not where the answer does not hold it", async () => {
    const { url, fault } = await startPointsApi();
    const { float } = openPointsApi(url, floatAt(url));
    expect(await float?.()).toEqual({
      kind: "in_doubt",
      code: "unreadable_answer",
      unavailable: false,
    });
    await fault({ float: 1_234 });
    expect(await float?.()).toEqual({ kind: "told", points: 1_234 });
  });

  it.each([
    ["401", { kind: "ours", code: "http_401" }],
    ["403", { kind: "forbidden", code: "http_403" }],
    ["503", { kind: "in_doubt", code: "http_503", unavailable: true }],
  ])("is refused by %s as a payment would be", async (floatAnswers, answer) => {
    const { url, fault } = await startPointsApi();
    await fault({ floatAnswers });
    expect(await openPointsApi(url, floatAt(url)).float?.()).toMatchObject(answer);
  });

  it("says that nobody answers where nobody does", async () => {
    const base = "http://127.0.0.1:1";
    expect(await openPointsApi(base, floatAt(base)).float?.()).toMatchObject({
      kind: "not_done",
      code: "connection_failed",
      unavailable: true,
    });
  });

  it("is not asked for where nothing tells it", () => {
    expect(openPointsApi("http://127.0.0.1:1").float).toBeUndefined();
  });
});
