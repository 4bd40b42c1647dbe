import { describe, expect, it } from "vitest";
import { createPacer } from "../../../domain/distribution/pacer.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";

/** Workers that prepare each call for so long, then make it for 20 ms. */
async function setup(options: {
  readonly ratePerSecond: number;
  readonly workers: number;
  readonly preparingMs: number;
  readonly calls: number;
}) {
  const clock = createVirtualClock();
  const pacer = createPacer({ ratePerSecond: options.ratePerSecond, clock });
  const { signal } = new AbortController();
  const leftAtMs: number[] = [];
  let preparing = 0;
  let mostPreparing = 0;
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < options.calls) {
      begun += 1;
      const slotMs = await pacer.book(signal);
      preparing += 1;
      mostPreparing = Math.max(mostPreparing, preparing);
      await clock.sleep(options.preparingMs);
      await pacer.take(signal, slotMs);
      preparing -= 1;
      leftAtMs.push(clock.nowMs());
      await clock.sleep(20);
    }
  };
  const beganMs = clock.nowMs();
  await clock.run(Promise.all(Array.from({ length: options.workers }, worker)));
  const mostInASecond = Math.max(
    ...leftAtMs.map((atMs) => leftAtMs.filter((ms) => ms >= atMs && ms < atMs + 1_000).length),
  );
  return { mostPreparing, mostInASecond, seconds: (clock.nowMs() - beganMs) / 1_000 };
}

describe("pacing calls", () => {
  it("prepares no more calls than are about to leave", async () => {
    const load = { ratePerSecond: 50, workers: 16, preparingMs: 10, calls: 500 };
    const { mostPreparing, mostInASecond, seconds } = await setup(load);

    // 50 ms ahead at 50 a second.
    expect(mostPreparing).toBeLessThanOrEqual(4);
    expect(mostInASecond).toBeLessThanOrEqual(51);
    expect(seconds).toBeLessThan(10.1);
  });

  it("reaches the rate although preparing takes longer than thought", async () => {
    const load = { ratePerSecond: 50, workers: 16, preparingMs: 200, calls: 1_000 };
    const { mostInASecond, seconds } = await setup(load);

    expect(mostInASecond).toBeLessThanOrEqual(51);
    expect(seconds).toBeLessThan(20 * 1.05);
  });

  it("lets nobody wait who is called off", async () => {
    const pacer = createPacer({ ratePerSecond: 1, clock: createVirtualClock() });
    const calledOff = new AbortController();
    await pacer.book(calledOff.signal);
    const waiting = [pacer.book(calledOff.signal), pacer.take(calledOff.signal)];

    calledOff.abort(new Error("called off"));

    for (const waits of [...waiting, pacer.book(calledOff.signal)]) {
      await expect(waits).rejects.toThrow("called off");
    }
  });
});
