import { expect, it } from "vitest";
import { dev } from "../../config/dev.ts";
import { prod } from "../../config/prod.ts";
import { sharedPointsApis } from "../../config/shared-points-apis.ts";
import { parseStageConfig, type StageConfigInput } from "../../config/stage-config.ts";
import { CI_ROLE, NETWORK, SEVERAL_POINTS_APIS } from "./synth-stage.ts";

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

const openId = {
  provider: "openid",
  issuer: "https://id.example.com/",
  clientId: "page",
  audience: "paysheet",
} as const;
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d";

/** Several points APIs, the last of which is another. */
function several(
  name: string,
  changes: Partial<NonNullable<StageConfigInput["pointsApis"]>[string]>,
): Partial<StageConfigInput> {
  const last = { ...SEVERAL_POINTS_APIS.points, ...changes };
  return { pointsApi: undefined, pointsApis: { ...SEVERAL_POINTS_APIS, [name]: last } };
}

it.each<[string, Partial<StageConfigInput>]>([
  ["account", { account: "12345" }],
  ["region", { region: "Seoul" }],
  ["page.domain.name", { page: { domain: { name: "https://a.example.com", certificateArn } } }],
  [
    "page.domain.certificateArn",
    {
      page: {
        domain: {
          name: "payouts.example.com",
          certificateArn: certificateArn.replace("us-east-1", "ap-northeast-2"),
        },
      },
    },
  ],
  ["page.webAclArn", { page: { webAclArn: "arn:aws:wafv2:ap-northeast-2:123456789012:regional" } }],
  ["signIn.issuer", { signIn: { ...openId, issuer: "http://id.example.com/" } }],
  ["signIn.origins[0]", { signIn: { ...openId, origins: ["https://id.example.com/token"] } }],
  ["signIn.domainPrefix", { signIn: { provider: "cognito", domainPrefix: "our-cognito" } }],
  ["slack.channel", { slack: { channel: "#payouts" } }],
  ["slack.mentions[0]", { slack: { channel: "C1", mentions: ["@minji"] } }],
  ["pointsApi.ratePerSecond", { pointsApi: { ...prod.pointsApi, ratePerSecond: 0 } }],
  ["pointsApi.lookup", { pointsApi: { ...prod.pointsApi, idempotency: "lookup" } }],
  ["pointsApi", { pointsApi: undefined }],
  ["pointsApi", { pointsApis: SEVERAL_POINTS_APIS }],
  ["pointsApi", { pointsApi: undefined, pointsApis: {} }],
  ["pointsApis.store_credit", several("store_credit", {})],
  ["pointsApis.third.title.en", several("third", { title: { ko: "포인트", en: "" } })],
  ["pointsApis.third.channel", several("third", { channel: "#payouts" })],
  [
    "pointsApis.third.policy.approvalAbovePoints",
    several("third", { policy: { approvalAbovePoints: -1 } }),
  ],
  [
    "pointsApis.third.pointsApi.ratePerSecond",
    several("third", { pointsApi: { ...prod.pointsApi, ratePerSecond: 0 } }),
  ],
  ["network.subnetIds", { network: { ...NETWORK, subnetIds: [] } }],
  ["policy.maxSheetBytes", { policy: { maxSheetBytes: -1 } }],
  ["timeZone", { timeZone: "Seoul" }],
  ["page.edgeKey", { page: { edgeKey: "Second value" } }],
  ["throttle.burst", { throttle: { burst: 0.5 } }],
  ["throttle.withoutToken.burst", { throttle: { withoutToken: { burst: 0 } } }],
  ["reservedConcurrency.distribute", { reservedConcurrency: { distribute: 0 } }],
  ["delivery.ownerId", { delivery: { ...CI_ROLE, ownerId: 0 } }],
  ["alarms.email", { alarms: { email: "oncall" } }],
])("names %s and the file when it is wrong", (field, changes) => {
  const parse = () => parseStageConfig("prod", { ...prod, ...changes });
  expect(parse).toThrow("The configuration of stage “prod” is wrong");
  expect(parse).toThrow(`→ at ${field}`);
});

it("names a field that does not exist, as a misspelt one would be ignored", () => {
  const misspelt = { ...prod, policy: { approvalAbovePoints: 2, approvalAbovePoint: 1 } };
  expect(() => parseStageConfig("prod", misspelt)).toThrow(/approvalAbovePoint.*\n.*policy/);
});

it("tells all that is wrong at once, and that there are two forms beside it", () => {
  const both = { ...prod, region: "Seoul", pointsApis: SEVERAL_POINTS_APIS };
  expect(() => parseStageConfig("prod", both)).toThrow(/at region\n.*\n.*at pointsApi$/);
});

it("has a type by which a misspelt field or connector is an error before that", () => {
  const { pointsApi } = prod;
  const misspelt: StageConfigInput["pointsApi"][] = [
    // @ts-expect-error
    { ...pointsApi, transactionIdPaht: "id" },
    // @ts-expect-error
    { ...pointsApi, connector: "htpp" },
    // @ts-expect-error
    { connector: "square-loyalty", ratePerSecnd: 5 },
    // @ts-expect-error
    { ...pointsApi, auth: { kind: "bearer", token: "never here" } },
  ];
  const { points } = SEVERAL_POINTS_APIS;
  const severalMisspelt: StageConfigInput["pointsApis"][] = [
    // @ts-expect-error
    { points: { ...points, chanel: "C1" } },
    // @ts-expect-error
    { points: { ...points, pointsApi: { ...pointsApi, transactionIdPaht: "id" } } },
    // @ts-expect-error
    { points: { ...points, title: { ko: "포인트" } } },
    // @ts-expect-error
    { points: { ...points, policy: { approvalAbovePoint: 1 } } },
  ];
  for (const pointsApis of severalMisspelt) {
    expect(() => parseStageConfig("prod", { ...prod, pointsApi: undefined, pointsApis })).toThrow(
      "pointsApis.points",
    );
  }
  for (const each of misspelt) {
    expect(() => parseStageConfig("prod", { ...prod, pointsApi: each })).toThrow("pointsApi");
  }
});

it("tells of stages that pay at the same address", () => {
  const stages = [
    { name: "dev", config: parseStageConfig("dev", dev) },
    { name: "prod", config: parseStageConfig("prod", prod) },
  ];
  expect(sharedPointsApis(stages)).toEqual([]);
  const copied = { name: "trial", config: parseStageConfig("trial", { ...prod, language: "en" }) };
  expect(sharedPointsApis([...stages, copied])).toEqual([
    expect.stringContaining("The stages prod and trial pay at the same address, https://points."),
  ]);
});
