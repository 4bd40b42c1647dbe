import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { dev } from "../../../config/dev.ts";
import { parseStageConfig, type StageConfigInput } from "../../../config/stage-config.ts";
import type { PointsApiInput } from "../../../connectors/registry.ts";
import { readStage } from "../../../local/rehearse/read-stage.ts";
import { rehearse } from "../../../local/rehearse/rehearsal.ts";
import { FREE_PORTS, readStackSettings } from "../../../local/stack/stack-settings.ts";

async function setup(
  changes: Partial<StageConfigInput> = {},
  environment: Record<string, string> = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-rehearsal-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const config = parseStageConfig("dev", { ...dev, ...changes });
  const plain = readStackSettings({ ...FREE_PORTS, DATA_DIR: dataDir });
  const settings = rehearse(plain, { name: "dev", config }, environment);
  return {
    settings,
    /** What payouts are paid by, closed when the test ends. */
    async open() {
      const pointsApis = (await settings.openPointsApis?.(settings)) ?? [];
      onTestFinished(async () => {
        for (const pointsApi of pointsApis) await pointsApi.close();
      });
      return pointsApis;
    },
  };
}

const KEYED = { ...dev.pointsApi, keyLifetimeHours: "forever" } as const;

it("takes language, policy and books from the stage, and lets nobody wait", async () => {
  const { settings } = await setup({ language: "en", timeZone: "Asia/Tokyo" });
  expect(settings).toMatchObject({
    dataDir: expect.stringMatching(/stage-dev$/),
    language: "en",
    policy: { approvalAbovePoints: 100_000, minLeadTimeMs: 1_000, defaultTimeZone: "Asia/Tokyo" },
  });
});

it.each<[string, PointsApiInput]>([
  ["what is written by default", dev.pointsApi],
  [
    "look-ups, users and many in a call",
    {
      ...KEYED,
      lookup: {
        url: "https://points.dev.example.com/v1/points/{{idempotencyKey}}",
        transactionIdPath: "transactionId",
      },
      findUser: {
        url: "https://points.dev.example.com/v1/users/{{userId}}",
        found: [{ path: "userId", present: true }],
      },
      bulk: { url: "https://points.dev.example.com/v1/points/bulk" },
    },
  ],
  [
    "accounts of its own",
    {
      ...KEYED,
      findAccount: {
        url: "https://points.dev.example.com/v1/users/{{userId}}",
        accountIdPath: "userId",
      },
      body: { userId: "{{accountId}}", points: "{{points}}" },
    },
  ],
])(
  "has the points API on this machine stand in for the general connector: %s",
  async (_, pointsApi) => {
    const [opened, ...others] = await (await setup({ pointsApi })).open();
    expect(others).toEqual([]);
    expect(opened).toMatchObject({
      options: { ratePerSecond: 10, url: `${opened?.url}/v1/points` },
      ratePerSecond: 10,
      secret: { token: "local" },
      isLocal: true,
    });
  },
);

it("says what differs where the options do not fit it, and how the own sandbox is called", async () => {
  const { open } = await setup({
    pointsApi: {
      ...dev.pointsApi,
      url: "https://points.dev.example.com/v2/grants",
      body: { memberId: "{{userId}}", points: "{{points}}" },
    },
  });
  const refused = open();
  await expect(refused).rejects.toThrow(
    /^The points API of stage “dev” is called in another way than the points API on this machine:\n- A payment came to “rejected” \(http_404: .*\), not “paid”: POST \/v2\/grants {"memberId":"user-1","points":100}\n/,
  );
  await expect(refused).rejects.toThrow(/Set POINTS_API_SECRET to call the address/);
});

it("leaves tokens out that nobody issues on this machine, and says so", async () => {
  const auth = { kind: "client_credentials", tokenUrl: "https://id.example.com/token" } as const;
  const [opened] = await (await setup({ pointsApi: { ...dev.pointsApi, auth } })).open();
  expect(opened).toMatchObject({
    options: { auth: { kind: "none" } },
    note: expect.stringContaining("client_credentials"),
  });
});

const FAKED: readonly Exclude<PointsApiInput, { connector?: "http" | undefined }>[] = [
  { connector: "cafe24-points", mallId: "mall", apiVersion: "2026-09-01" },
  { connector: "shopify-store-credit", shop: "shop", apiVersion: "2027-01", currency: "KRW" },
  { connector: "smile-io" },
  { connector: "square-loyalty" },
  {
    connector: "thirdweb-engine",
    baseUrl: "https://engine.example.com",
    chain: "137",
    contractAddress: "0x00000000000000000000000000000000000000aa",
    backendWalletAddress: "0x00000000000000000000000000000000000000bb",
    action: "mint-to",
  },
  { connector: "tremendous", currency: "USD", campaignId: "CAMPAIGN1" },
];

it.each(FAKED)("has a fake stand in for $connector", async (pointsApi) => {
  const [opened] = await (await setup({ pointsApi })).open();
  expect(opened).toMatchObject({
    options: { connector: pointsApi.connector, baseUrl: opened?.url },
    secret: expect.any(Object),
    isLocal: false,
    note: expect.stringContaining(pointsApi.connector),
  });
  expect(new URL(opened?.url ?? "").hostname).toBe("127.0.0.1");
});

it("calls the address that the stage names where the environment holds its secret", async () => {
  const pointsApi = {
    connector: "square-loyalty",
    baseUrl: "https://connect.squareupsandbox.com",
  } as const;
  const title = { ko: "포인트", en: "Points" };
  const secrets = {
    POINTS_API_SECRET: '{"token":"one"}',
    POINTS_API_SECRET_STORE_CREDIT: '{"token":"other"}',
  };
  const several = {
    pointsApi: undefined,
    pointsApis: {
      points: { title, pointsApi },
      "store-credit": { title, pointsApi, policy: { approvalAbovePoints: 5 } },
    },
  };
  const opened = await (await setup(several, secrets)).open();
  const named = { title, ratePerSecond: 5 };
  expect(opened).toMatchObject([
    { named: { name: "points", ...named }, secret: { token: "one" }, url: pointsApi.baseUrl },
    {
      named: { name: "store-credit", ...named, approvalAbovePoints: 5 },
      secret: { token: "other" },
      url: pointsApi.baseUrl,
    },
  ]);
  expect(opened[0]).toMatchObject({ options: pointsApi, note: expect.stringContaining("paid") });
});

it("names the stages when there is none of a name, and the variable whose secret is none", async () => {
  expect(readStage([])).toBeUndefined();
  expect(readStage(["--stage", "dev"])).toMatchObject({ name: "dev", config: { language: "ko" } });
  expect(() => readStage(["--stage", "live"])).toThrow(
    "There is no stage “live”. Those of config/stages.ts are: dev, prod.",
  );
  await expect(setup({}, { POINTS_API_SECRET: "token" })).rejects.toThrow(/^POINTS_API_SECRET has/);
});
