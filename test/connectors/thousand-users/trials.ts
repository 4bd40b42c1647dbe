import { onTestFinished } from "vitest";
import type { PointsApiInput } from "../../../connectors/registry.ts";
import { startCafe24Fake } from "../../../local/fakes/cafe24-points-fake.ts";
import { startShopifyFake } from "../../../local/fakes/shopify-store-credit-fake.ts";
import { startSmileFake } from "../../../local/fakes/smile-io-fake.ts";
import { startSquareLoyaltyFake } from "../../../local/fakes/square-loyalty-fake.ts";
import {
  type ChainStep,
  startThirdwebEngineFake,
} from "../../../local/fakes/thirdweb-engine-fake.ts";
import { type OrderStatus, startTremendousFake } from "../../../local/fakes/tremendous-fake.ts";
import { faultsOf } from "./faults-of-all.ts";
import { httpTrial } from "./http-trial.ts";
import type { Trial, TrialApi } from "./trial.ts";

const TOKEN = "token-1";
/** Every so many users do not exist. */
const MISSING = 50;

/** Of each connector that ships; a new one without a trial does not compile. */
export const TRIALS: Readonly<
  Record<NonNullable<PointsApiInput["connector"]>, readonly [Trial, ...Trial[]]>
> = {
  http: [httpTrial("key"), httpTrial("lookup"), httpTrial("none"), httpTrial("bulk")],
  "square-loyalty": [{ of: "keys of an hour", seed: 1, leavesUnknown: false, open: openSquare }],
  tremendous: [
    { of: "orders, some approved later", seed: 2, leavesUnknown: false, open: openTremendous },
  ],
  "thirdweb-engine": [
    { of: "accepted, then mined", seed: 3, leavesUnknown: true, open: openThirdweb },
  ],
  "cafe24-points": [{ of: "a list", seed: 4, leavesUnknown: false, open: openCafe24 }],
  "smile-io": [
    { of: "a list, of customers by e-mail", seed: 5, leavesUnknown: false, open: openSmile },
  ],
  "shopify-store-credit": [
    { of: "nothing before 2027", seed: 6, leavesUnknown: true, open: openShopify("2026-10") },
    { of: "a list since 2027", seed: 7, leavesUnknown: false, open: openShopify("2027-01") },
  ],
};

type Open = Trial["open"];

async function openSquare(...[clock]: Parameters<Open>): Promise<TrialApi> {
  const fake = await startSquareLoyaltyFake({ token: TOKEN, ratePerSecond: 6, nowMs: clock.nowMs });
  onTestFinished(() => fake.close());
  return {
    ...faultsOf(fake),
    pointsApi: { connector: "square-loyalty", baseUrl: fake.url },
    secret: { token: TOKEN },
    userIdOf: (index) => (index % MISSING === 0 ? `missing-${index}` : `account-${index}`),
    grants: fake.books.byUser,
    async meanwhile({ sleep }) {
      for (let turn = 0; turn < 12; turn += 1) {
        await sleep(15_000);
        fake.keepFailures(2, turn % 2 === 0 ? "before_doing" : "after_doing");
      }
    },
    whileAway: fake.forgetKeys,
  };
}

async function openTremendous(...[clock]: Parameters<Open>): Promise<TrialApi> {
  const fake = await startTremendousFake({
    ...{ token: TOKEN, campaignId: "CAMPAIGN1", ratePerSecond: 12, nowMs: clock.nowMs },
  });
  onTestFinished(() => fake.close());
  const made: readonly OrderStatus[] = [
    ...(["EXECUTED", "PENDING APPROVAL", "OPEN", "PENDING INTERNAL PAYMENT APPROVAL"] as const),
    ...(["EXECUTED", "FAILED"] as const),
  ];
  return {
    ...faultsOf(fake),
    pointsApi: {
      connector: "tremendous",
      baseUrl: fake.url,
      currency: "USD",
      campaignId: "CAMPAIGN1",
    },
    secret: { token: TOKEN },
    userIdOf: (index) => `${index % MISSING === 0 ? "blocked-" : "user-"}${index}@example.com`,
    grants: fake.books.byUser,
    async meanwhile({ sleep }) {
      for (let turn = 0; ; turn += 1) {
        fake.makeOrders(made[turn % made.length] ?? "EXECUTED");
        await sleep(3_000);
        if (turn % 4 === 3) fake.decideOrders(turn % 16 === 3 ? "CANCELED" : "EXECUTED");
        if (turn === 10) fake.fund(0);
      }
    },
    mend: () => fake.fund(Number.POSITIVE_INFINITY),
  };
}

/** What becomes of transactions at once, by turns; those of which nothing does wait in the queue. */
const DECIDED: readonly (readonly ChainStep[])[] = [
  ["send", "mine"],
  [],
  ["send", "revert"],
  ["send"],
  ["send", "mine"],
  ["refuse"],
  ["send"],
  ["send", "mine"],
  ["run_out_of_gas"],
  [],
  ["send", "mine"],
];
/** What nobody can tell from: one of these after each turn. */
const UNDECIDED: readonly (readonly ChainStep[])[] = [
  ["send", "time_out", "mine_unseen"],
  ["lose_node"],
  ["cancel"],
];

async function openThirdweb(...[clock]: Parameters<Open>): Promise<TrialApi> {
  const fake = await startThirdwebEngineFake({ token: TOKEN, nowMs: clock.nowMs });
  onTestFinished(() => fake.close());
  return {
    ...faultsOf(fake),
    pointsApi: {
      connector: "thirdweb-engine",
      baseUrl: fake.url,
      chain: "137",
      contractAddress: addressOf(1_000_001),
      backendWalletAddress: addressOf(1_000_002),
      action: "mint-to",
      confirmWithinHours: 1,
    },
    secret: { token: TOKEN },
    userIdOf: (index) => (index % MISSING === 0 ? `0x${index}` : addressOf(index)),
    grants: fake.books.byUser,
    async meanwhile({ sleep }) {
      for (let turn = 0; ; turn += 1) {
        const at = turn % (DECIDED.length + 1);
        const round = Math.floor(turn / (DECIDED.length + 1));
        fake.doAtOnce(...(DECIDED[at] ?? UNDECIDED[round % UNDECIDED.length] ?? []));
        fake.setNode(turn % 9 === 8);
        await sleep(1_000);
        if (turn % 5 === 4) fake.doNow("send", "mine");
      }
    },
  };
}

function addressOf(index: number): string {
  return `0x${String(index).padStart(40, "0")}`;
}

async function openCafe24(...[clock]: Parameters<Open>): Promise<TrialApi> {
  const fake = await startCafe24Fake(clock.nowMs);
  onTestFinished(() => fake.close());
  Object.assign(fake.quirks, { listLagMs: 20_000, pageHolds: 50 });
  const { id: clientId, secret: clientSecret } = fake.client;
  const userIdOf = (index: number) => `${index % MISSING === 0 ? "missing" : "member"}-${index}`;
  // What the mall gave before lies between.
  for (let index = 0; index < 5_000; index += 1) {
    fake.addEntry({
      case: "AM",
      memberId: userIdOf(index % 1_000),
      amount: "100.00",
      reason: "주문",
    });
  }
  return {
    ...faultsOf(fake),
    pointsApi: {
      connector: "cafe24-points",
      mallId: "testmall",
      apiVersion: "2026-03-01",
      baseUrl: fake.baseUrl,
    },
    secret: { clientId, clientSecret, refreshToken: fake.refreshToken() },
    userIdOf,
    grants: fake.books.byUser,
    async meanwhile({ sleep }) {
      for (;;) {
        await sleep(60_000);
        fake.revokeAccessTokens();
        await sleep(60_000);
        fake.block(15);
      }
    },
  };
}

async function openSmile(...[clock]: Parameters<Open>): Promise<TrialApi> {
  const fake = await startSmileFake(clock.nowMs);
  onTestFinished(() => fake.close());
  Object.assign(fake.quirks, { listLagMs: 20_000, pageHolds: 2 });
  const numberOf = (index: number) => 1_001 + index;
  const userIdOf = (index: number) => `shopper-${index}@example.com`;
  for (let index = 0; index < 5_000; index += 1) {
    const customer_id = numberOf(index % 1_000);
    fake.add({ customer_id, points_change: 1, description: null, internal_note: null });
    const isNew = index < 1_000 && index % MISSING !== 0;
    if (isNew) fake.members.push({ id: customer_id, email: userIdOf(index) });
  }
  const emailOf = new Map(fake.members.map(({ id, email }) => [String(id), email]));
  return {
    ...faultsOf(fake),
    pointsApi: { connector: "smile-io", baseUrl: fake.baseUrl, users: "email" },
    secret: { token: fake.token },
    userIdOf,
    grants: () =>
      new Map([...fake.books.byUser()].map(([id, grants]) => [emailOf.get(id) ?? id, grants])),
  };
}

function openShopify(apiVersion: string): Open {
  return async (clock) => {
    const fake = await startShopifyFake(clock.nowMs);
    onTestFinished(() => fake.close());
    Object.assign(fake.quirks, { listLagMs: 20_000, pageHolds: 2, creditLimit: 1_090n });
    return {
      ...faultsOf(fake),
      pointsApi: {
        ...{ connector: "shopify-store-credit", shop: "test", currency: "KRW" },
        ...{ apiVersion, baseUrl: fake.url },
      },
      secret: { accessToken: fake.accessToken },
      userIdOf: (index) => String((index % MISSING === 0 ? 0 : 1_000) + index + 1),
      grants() {
        const ofCustomers = [...fake.books.byUser()].map(
          ([gid, granted]) => [gid.replace("gid://shopify/Customer/", ""), granted] as const,
        );
        return new Map(ofCustomers);
      },
      async meanwhile({ sleep }) {
        for (;;) {
          await sleep(25_000);
          // Another app of the shop uses up what all apps may.
          for (let query = 0; query < 40; query += 1) fake.spend(50);
        }
      },
    };
  };
}
