import { describe, expect, it } from "vitest";
import type { IdempotencyMode } from "../../connectors/http/options.ts";
import { rowsOf } from "../stack/stack-under-test.ts";
import { CONCURRENCY } from "./kill-world.ts";
import { localApiUnderFire } from "./local-api-under-fire.ts";
import { expectBooksToAgree, expectOnlyDoubtsUnknown, payUnderFire } from "./pay-under-fire.ts";
import { SEEDS, SIZE } from "./seeds.ts";

/** By `http`, with the points API of the local stack. */
async function pay(mode: IdempotencyMode, seed: number) {
  const end = await payUnderFire({
    ...{ name: mode, rows: rowsOf(SIZE.payments, mode), kills: SIZE.kills, seed },
    stack: {
      environment: {
        POINTS_IDEMPOTENCY: mode,
        POINTS_RATE_PER_SECOND: "150",
        POINTS_CONCURRENCY: String(CONCURRENCY),
        POINTS_LOOKUP_SETTLE_MS: "400",
      },
    },
    openApi: (world) => localApiUnderFire(world, mode),
  });
  expectBooksToAgree(end);
  expect(end.kills).toHaveLength(SIZE.kills);
  expect(end.kills.every(({ leftInFlight }) => leftInFlight.length <= CONCURRENCY)).toBe(true);
  expect(end.done.counts?.rejected).toBe(0);
  return end;
}

describe.each(SEEDS)(
  `a payout of ${SIZE.payments} users whose workers are killed ${SIZE.kills} times (seed %i)`,
  (seed) => {
    it.concurrent.each(["key", "lookup"] as const)(
      "pays everyone once, with an API that offers %s",
      async (mode) => {
        const end = await pay(mode, seed);
        expect(end.done.counts).toMatchObject({ paid: SIZE.payments, unknown: 0 });
        expect(end.books.grants).toBe(SIZE.payments);
      },
      600_000,
    );

    it.concurrent("pays nobody twice, and lists what was in doubt, with an API that offers nothing", async () => {
      expectOnlyDoubtsUnknown(await pay("none", seed));
    }, 600_000);
  },
);
