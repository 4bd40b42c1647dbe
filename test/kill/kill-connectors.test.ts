import { describe, expect, it } from "vitest";
import type { SheetRow } from "../stack/stack-under-test.ts";
import { startFakeUnderFire } from "./fake-under-fire.ts";
import { expectBooksToAgree, expectOnlyDoubtsUnknown, payUnderFire } from "./pay-under-fire.ts";
import { SEEDS } from "./seeds.ts";

const PAYMENTS = 250;
const KILLS = 2;

/** By a connector that ships, with its fake in a process that outlives the workers. */
async function pay(connector: string, userIdOf: (index: number) => string, seed: number) {
  const { pointsApi, api } = await startFakeUnderFire(connector);
  try {
    const rows = Array.from(
      { length: PAYMENTS },
      (_, index): SheetRow => [userIdOf(index), 100 + index, "출석 이벤트"],
    );
    const end = await payUnderFire({
      ...{ name: connector, rows, kills: KILLS, seed },
      stack: { openPointsApis: async () => [pointsApi] },
      openApi: async () => api,
    });
    expectBooksToAgree(end);
    expect(end.kills).toHaveLength(KILLS);
    return end;
  } finally {
    await api.close();
  }
}

const accountOf = (index: number) => `account-${index}`;
const numberOf = (index: number) => String(1_001 + index);
const addressOf = (index: number) => `0x${String(index + 1).padStart(40, "0")}`;

describe.each(SEEDS)(
  "a payout of 250 users whose workers are killed twice, by a connector that ships (seed %i)",
  (seed) => {
    it.concurrent.each([
      ["keys", "square-loyalty", accountOf],
      ["nothing but a list", "smile-io", numberOf],
    ] as const)(
      "pays everyone once, with an API that has %s",
      async (_, connector, userIdOf) => {
        const end = await pay(connector, userIdOf, seed);
        expect(end.done.counts).toMatchObject({ paid: PAYMENTS, rejected: 0, unknown: 0 });
      },
      600_000,
    );

    it.concurrent("pays all that is mined once, and nobody else, with an API that accepts", async () => {
      const end = await pay("thirdweb-engine", addressOf, seed);
      expect(end.done.counts).toMatchObject({ unknown: 0 });
      expect(end.books.grants).toBe(end.done.counts?.paid);
      expect(end.done.counts?.rejected).toBeGreaterThan(0);
    }, 600_000);

    it.concurrent("pays nobody twice, and lists what was in doubt, with an API that has nothing", async () => {
      const end = await pay("shopify-store-credit", numberOf, seed);
      expectOnlyDoubtsUnknown(end);
    }, 600_000);
  },
);
