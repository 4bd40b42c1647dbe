import { expect, it } from "vitest";
import { dev } from "../../config/dev.ts";
import { prod } from "../../config/prod.ts";
import { parseStageConfig, type StageConfigInput } from "../../config/stage-config.ts";

it.each([
  ["dev", dev],
  ["prod", prod],
])("takes config/%s.ts as it stands", (stage, input) => {
  expect(parseStageConfig(stage, input)).toMatchObject({
    policy: { minLeadTimeMs: 60_000 },
    language: "ko",
    timeZone: "Asia/Seoul",
  });
});

it.each<[string, Partial<StageConfigInput>]>([
  ["account", { account: "12345" }],
  ["pageUrl", { pageUrl: "payouts.example.com" }],
  ["signIn.issuer", { signIn: { ...prod.signIn, issuer: "http://id.example.com/" } }],
  ["slack.channel", { slack: { channel: "#payouts" } }],
  ["pointsApi.ratePerSecond", { pointsApi: { ...prod.pointsApi, ratePerSecond: 0 } }],
  ["pointsApi.lookup", { pointsApi: { ...prod.pointsApi, idempotency: "lookup" } }],
  ["policy.maxSheetBytes", { policy: { maxSheetBytes: -1 } }],
  ["throttle.burst", { throttle: { burst: 0.5 } }],
])("names %s and the file when it is wrong", (field, changes) => {
  const parse = () => parseStageConfig("prod", { ...prod, ...changes });
  expect(parse).toThrow("config/prod.ts is wrong");
  expect(parse).toThrow(`→ at ${field}`);
});

it("names a field that does not exist, as a misspelt one would be ignored", () => {
  const misspelt = { ...prod, policy: { ...prod.policy, approvalAbovePoint: 1 } };
  expect(() => parseStageConfig("prod", misspelt)).toThrow(/approvalAbovePoint.*\n.*policy/);
});
