import process from "node:process";
import type { PointsApiInput } from "../../connectors/registry.ts";
import { type FakeServer, MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import type { GrantBooks } from "../../local/fakes/grant-books.ts";
import { startShopifyFake } from "../../local/fakes/shopify-store-credit-fake.ts";
import { startSmileFake } from "../../local/fakes/smile-io-fake.ts";
import { startSquareLoyaltyFake } from "../../local/fakes/square-loyalty-fake.ts";
import { startThirdwebEngineFake } from "../../local/fakes/thirdweb-engine-fake.ts";
import { timingOfFire } from "./timing-of-fire.ts";

/*
 * A fake in a process of its own, which outlives the workers that are killed. Its parent is told by what
 * it is paid, and gets its state whenever it sends a message.
 */

const TOKEN = "token-1";
const LATENCY_MS = 50;
/** How long the chain takes for a step. */
const CHAIN_STEP_MS = 400;

interface Started {
  readonly fake: FakeServer & { readonly books: GrantBooks };
  readonly pointsApi: PointsApiInput;
  readonly secret: object;
}

const STARTS: Readonly<Record<string, () => Promise<Started>>> = {
  async "square-loyalty"() {
    const fake = await startSquareLoyaltyFake({ token: TOKEN });
    const pointsApi = {
      ...{ connector: "square-loyalty" as const, baseUrl: fake.url },
      ...timingOfFire,
    };
    return { fake, pointsApi, secret: { token: TOKEN } };
  },
  async "smile-io"() {
    const fake = await startSmileFake(Date.now);
    Object.assign(fake.quirks, { listLagMs: 200, pageHolds: 2, callsASecond: 1_000 });
    const pointsApi = {
      ...{ connector: "smile-io" as const, baseUrl: fake.baseUrl, settleMs: 400 },
      ...timingOfFire,
    };
    return { fake, pointsApi, secret: { token: TOKEN } };
  },
  async "thirdweb-engine"() {
    const fake = await startThirdwebEngineFake({ token: TOKEN });
    let steps = 0;
    setInterval(() => {
      steps += 1;
      // One of ten fails on the chain, at once; the others are sent, and mined with the next step.
      fake.doAtOnce(...(steps % 10 === 0 ? (["send", "revert"] as const) : []));
      fake.doNow("send", ...(steps % 2 === 0 ? (["mine"] as const) : []));
    }, CHAIN_STEP_MS);
    const addressOf = (digit: string) => `0x${digit.repeat(40)}`;
    const pointsApi = {
      ...{ connector: "thirdweb-engine" as const, baseUrl: fake.url },
      ...{ chain: "137", contractAddress: addressOf("1"), backendWalletAddress: addressOf("2") },
      ...{ action: "mint-to" as const },
      ...timingOfFire,
    };
    return { fake, pointsApi, secret: { token: TOKEN } };
  },
  async "shopify-store-credit"() {
    const fake = await startShopifyFake(Date.now);
    Object.assign(fake.quirks, { restoredASecond: 1_000 });
    const pointsApi = {
      ...{ connector: "shopify-store-credit" as const, shop: "test", baseUrl: fake.url },
      ...{ apiVersion: "2026-10", currency: "KRW" },
      ...timingOfFire,
    };
    return { fake, pointsApi, secret: { accessToken: fake.accessToken } };
  },
};

const { fake, pointsApi, secret } = await start(process.argv[2] ?? "");
fake.takeTime(LATENCY_MS);
fake.fail(
  { when: "after_doing", answer: "cut", every: 17 },
  { when: "before_doing", answer: "cut", every: 23 },
  { when: "after_doing", answer: { status: 503, body: {} }, every: 29 },
  { when: "before_doing", answer: { status: 429, body: {} }, every: 31 },
  { when: "before_doing", answer: MAINTENANCE_PAGE, every: 37 },
  { when: "after_doing", answer: "silence", every: 97 },
);
process.on("message", () => process.send?.(stateOf()));
process.on("disconnect", () => process.exit());
process.send?.({ options: pointsApi, secret, url: fake.url });

function start(name: string): Promise<Started> {
  const starts = STARTS[name];
  if (starts === undefined) throw new Error(`There is no fake of ${name} to be killed around.`);
  return starts();
}

function stateOf() {
  const { inFlight, faults } = fake.counts();
  return {
    ...{ inFlight, doubts: faults, calls: fake.calls.length },
    users: [...fake.books.byUser()].map(([userId, { times }]) => [userId, times] as const),
  };
}
