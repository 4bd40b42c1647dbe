import { onTestFinished } from "vitest";
import { createCredentials } from "../../adapters/points-api/credentials.ts";
import type { CheckSettings } from "../../conformance/check.ts";
import { checkConnector } from "../../conformance/check-connector.ts";
import { createWrongCredentials } from "../../conformance/wrong-credentials.ts";
import { cafe24Points } from "../../connectors/cafe24-points.ts";
import type { Connector, Credentials, Description, Secret } from "../../connectors/connector.ts";
import { http } from "../../connectors/http/http.ts";
import { shopifyStoreCredit } from "../../connectors/shopify-store-credit.ts";
import { smileIo } from "../../connectors/smile-io.ts";
import { squareLoyalty } from "../../connectors/square-loyalty.ts";
import { thirdwebEngine } from "../../connectors/thirdweb-engine.ts";
import { tremendous } from "../../connectors/tremendous.ts";
import type { Clock } from "../../domain/clock.ts";
import { startCafe24Fake } from "../../local/fakes/cafe24-points-fake.ts";
import { startShopifyFake } from "../../local/fakes/shopify-store-credit-fake.ts";
import { startSmileFake } from "../../local/fakes/smile-io-fake.ts";
import { startSquareLoyaltyFake } from "../../local/fakes/square-loyalty-fake.ts";
import { startThirdwebEngineFake } from "../../local/fakes/thirdweb-engine-fake.ts";
import { startTremendousFake } from "../../local/fakes/tremendous-fake.ts";
import { startPointsApi } from "../adapters/points-api/points-api-under-test.ts";

const START_MS = Date.parse("2026-11-23T01:00:00.000Z");

/** Time that passes only where somebody waits for it; calls take none. */
export function createWaitingClock() {
  let nowMs = START_MS;
  const acts: (() => void)[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    async sleep(ms) {
      nowMs += ms;
      for (const act of acts) act();
    },
  };
  return {
    clock,
    /** Done whenever somebody has waited. */
    onWait: (act: () => void) => {
      acts.push(act);
    },
  };
}

interface Checked {
  readonly users: CheckSettings["users"];
  readonly secret?: Secret;
  /** In place of the connector's own. */
  readonly credentials?: Credentials;
}

const SECRET_ID = "paysheet/test/points-api";

/** Checks a connector, whose API some fake plays, in no time. */
function checking<Options extends { readonly connector?: string | undefined }>(
  connector: Connector<Options>,
  options: object,
  { clock }: ReturnType<typeof createWaitingClock>,
  { users, secret = {}, credentials }: Checked,
) {
  const own = connector.describe(
    connector.options.parse({ connector: connector.name, ...options }),
  );
  const described = { ...own, credentials: credentials ?? own.credentials };
  const secrets = {
    read: async <T>(_: string, schema: { parse(value: unknown): T }) => schema.parse(secret),
    forget: () => undefined,
  };
  const deps = { secretId: SECRET_ID, secrets, nowMs: clock.nowMs };
  return async (
    settings: Partial<CheckSettings> = {},
    change: (description: Description) => Description = (description) => description,
  ) => {
    const description = change(described);
    return await checkConnector(
      {
        description,
        credentials: createCredentials(description.credentials, deps),
        wrongCredentials: createWrongCredentials(description.credentials, deps),
        clock,
        abortAfter: () => new AbortController().signal,
      },
      {
        users,
        points: 1,
        reason: "Paysheet check",
        triesRate: true,
        keeps: false,
        confirmWithinMs: 600_000,
        ...settings,
      },
    );
  };
}

async function forTest<Fake extends { close(): Promise<void> }>(
  started: Promise<Fake>,
): Promise<Fake> {
  const fake = await started;
  onTestFinished(() => fake.close());
  return fake;
}

const TOKEN = "sandbox-token-1";

export async function openSquare() {
  const time = createWaitingClock();
  const { nowMs } = time.clock;
  const fake = await forTest(startSquareLoyaltyFake({ token: TOKEN, ratePerSecond: 5, nowMs }));
  const users = { a: "account-a", b: "account-b", missing: "missing-1" };
  const options = { baseUrl: fake.url };
  return {
    ...{ fake, users },
    check: checking(squareLoyalty, options, time, { users, secret: { token: TOKEN } }),
  };
}

export async function openTremendous() {
  const time = createWaitingClock();
  const { nowMs } = time.clock;
  const campaignId = "CAMPAIGN01";
  const fake = await forTest(startTremendousFake({ token: TOKEN, campaignId, nowMs }));
  const users = { a: "a@example.com", b: "b@example.com", missing: "blocked-c@example.com" };
  const options = { baseUrl: fake.url, currency: "KRW", campaignId };
  return {
    ...{ fake, users, time },
    check: checking(tremendous, options, time, { users, secret: { token: TOKEN } }),
  };
}

export async function openThirdweb() {
  const time = createWaitingClock();
  const { nowMs } = time.clock;
  const fake = await forTest(startThirdwebEngineFake({ token: TOKEN, nowMs }));
  const users = {
    a: `0x${"1".repeat(40)}`,
    b: `0x${"2".repeat(40)}`,
    missing: "0x1",
  };
  const options = {
    baseUrl: fake.url,
    chain: "137",
    contractAddress: `0x${"3".repeat(40)}`,
    backendWalletAddress: `0x${"4".repeat(40)}`,
    action: "mint-to",
  };
  time.onWait(() => fake.doNow("send", "mine"));
  return {
    ...{ fake, users, time },
    check: checking(thirdwebEngine, options, time, { users, secret: { token: TOKEN } }),
  };
}

export async function openCafe24() {
  const time = createWaitingClock();
  const fake = await forTest(startCafe24Fake(time.clock.nowMs));
  const users = { a: "member-a", b: "member-b", missing: "missing-1" };
  const options = { mallId: "testmall", apiVersion: "2026-03-01", baseUrl: fake.baseUrl };
  return {
    ...{ fake, users },
    check: checking(cafe24Points, options, time, {
      users,
      secret: { token: fake.issueAccessToken() },
      // Refresh tokens have tests of their own.
      credentials: {
        kind: "secret",
        fields: ["token"],
        headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
      },
    }),
  };
}

export async function openSmile(options: { readonly users?: "customer_id" | "email" } = {}) {
  const time = createWaitingClock();
  const fake = await forTest(startSmileFake(time.clock.nowMs));
  const isByEmail = options.users === "email";
  const users = isByEmail
    ? { a: "a@example.com", b: "b@example.com", missing: "nobody@example.com" }
    : { a: "304169228", b: "304169229", missing: "7" };
  fake.members.push({ id: 304_169_228, email: "a@example.com" });
  fake.members.push({ id: 304_169_229, email: "b@example.com" });
  return {
    ...{ fake, users },
    check: checking(smileIo, { baseUrl: fake.baseUrl, ...options }, time, {
      users,
      secret: { token: fake.token },
    }),
  };
}

export async function openShopify(apiVersion = "2027-01") {
  const time = createWaitingClock();
  const fake = await forTest(startShopifyFake(time.clock.nowMs));
  const users = { a: "544365967", b: "544365968", missing: "7" };
  const options = { shop: "test-shop", apiVersion, currency: "KRW", baseUrl: fake.url };
  return {
    ...{ fake, users },
    check: checking(shopifyStoreCredit, options, time, {
      users,
      secret: { accessToken: fake.accessToken },
    }),
  };
}

/** The local points API, as a stage would describe its own. */
export async function openHttp() {
  const time = createWaitingClock();
  const api = await startPointsApi();
  const options = {
    ...{ url: `${api.url}/v1/points`, transactionIdPath: "transactionId", idempotency: "key" },
    lookup: { url: `${api.url}/v1/points/{{idempotencyKey}}`, transactionIdPath: "transactionId" },
    findUser: { url: `${api.url}/v1/users/{{userId}}`, proof: "status" },
    balance: { url: `${api.url}/v1/users/{{userId}}`, path: "balance" },
    bulk: { url: `${api.url}/v1/points/bulk` },
    ...{ keyLifetimeHours: "forever", ratePerSecond: 50 },
  };
  const users = { a: "user-a", b: "user-b", missing: "missing-1" };
  return { api, users, check: checking(http, options, time, { users }) };
}
