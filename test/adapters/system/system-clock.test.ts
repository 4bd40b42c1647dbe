import { expect, it } from "vitest";
import { systemClock } from "../../../adapters/system/system-clock.ts";
import { createCallLimiter } from "../../../domain/distribution/call-limiter.ts";

it.each([2 ** 31, 3_600_000_000, Number.POSITIVE_INFINITY])(
  "sleeps on through %d ms, which are more than Node's timers take",
  async (ms) => {
    const over = new AbortController();
    const { signal } = over;
    const slept = systemClock.sleep(ms, signal).then(() => "woke");
    // Node takes longer ones for a millisecond.
    const other = systemClock.sleep(20).then(() => "sleeps");

    expect(await Promise.race([slept, other])).toBe("sleeps");
    over.abort(new Error("enough"));
    await expect(slept).rejects.toThrow("enough");
  },
);

it("keeps calls back as long as they are held, be it for weeks", async () => {
  const over = new AbortController();
  const { signal } = over;
  const limiter = createCallLimiter({
    ...{ ratePerSecond: () => 10, limitPerSecond: 10, burst: 1, paymentsPerCall: 1 },
    ...{ concurrency: 1, concurrencyAtStart: 1 },
    ...{ clock: systemClock, signal },
  });
  limiter.closeFor(3_600_000_000);
  const left = limiter.take().then(() => "left");
  const other = systemClock.sleep(20).then(() => "held");

  expect(await Promise.race([left, other])).toBe("held");
  over.abort(new Error("enough"));
  await expect(left).rejects.toThrow("enough");
});
