import { expect, it } from "vitest";
import { systemClock } from "../../../adapters/system/system-clock.ts";

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
