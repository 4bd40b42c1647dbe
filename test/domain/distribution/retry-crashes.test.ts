import { describe, expect, it } from "vitest";
import { dyingPorts } from "./dying-ports.ts";
import {
  type Ports,
  REJECTED_ROWS,
  refusal,
  createRetryWorld as setup,
  usersOf,
} from "./retry-world.ts";

describe("a retry that dies on its way", () => {
  const crashes = Array.from({ length: 11 }, (_, index) => index + 1).flatMap((atCall) =>
    [false, true].map((happens) => ({ atCall, happens })),
  );

  it.each(crashes)(
    "at call $atCall, done: $happens, is finished by asking again",
    async (crash) => {
      const { retry, ports, toBePaid, wait } = await setup();
      await expect(
        retry(undefined, dyingPorts(ports, crash.atCall, crash.happens)),
      ).rejects.toThrow("dead");
      wait(61_000);
      await refusal(retry());
      expect(await toBePaid()).toEqual(usersOf(REJECTED_ROWS));
    },
  );

  it("frees what it marked at once when only its sheet could not be put", async () => {
    const { retry, ports, toBePaid, payouts } = await setup();
    const put = () => Promise.reject(new Error("S3 is down"));
    await expect(retry(undefined, { ...ports, sheetSink: { put } })).rejects.toThrow("S3 is down");
    await retry();
    expect(await toBePaid()).toEqual(usersOf(REJECTED_ROWS));
    const { items } = await payouts.list({ limit: 9 });
    expect(items.map(({ state }) => state).sort()).toEqual(["cancelled", "completed", "ready"]);
  });

  it("is not replaced while it may still be at work", async () => {
    const { retry, ports, payouts } = await setup();
    const put = () => new Promise<never>(() => undefined);
    void retry(undefined, { ...ports, sheetSink: { put } });
    await expect
      .poll(async () => (await payouts.list({ state: "uploading", limit: 9 })).items)
      .toHaveLength(1);
    const [atWork] = (await payouts.list({ state: "uploading", limit: 9 })).items;
    expect(await refusal(retry())).toEqual(["already_retried", atWork?.payoutId]);
  });

  it("pays nobody when its sheet comes after it was replaced", async () => {
    const { retry, ports, toBePaid, wait } = await setup();
    const late = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const slow = retry(undefined, {
      ...ports,
      sheetSink: {
        async put(key, sheet) {
          reached.resolve();
          await late.promise;
          await ports.sheetSink.put(key, sheet);
        },
      },
    });
    await reached.promise;
    wait(61_000);
    const second = await retry();
    late.resolve();
    await slow;
    expect(await toBePaid()).toEqual(usersOf(REJECTED_ROWS));
    expect((await ports.payouts.get(second.payoutId))?.state).toBe("ready");
  });
});

describe("retries at once", () => {
  it("pay everyone again once, whatever their order", async () => {
    for (let lead = 0; lead < 24; lead += 1) {
      const { retry, ports, toBePaid, wait } = await setup();
      await Promise.allSettled([retry(undefined, slowPorts(ports, lead)), retry([4, 6]), retry()]);
      wait(61_000);
      await retry().catch(() => undefined);
      expect(await toBePaid(), `lead ${lead}`).toEqual(usersOf(REJECTED_ROWS));
    }
  });

  it("pay everyone again once when the second begins before the first has marked its own", async () => {
    for (let lead = 0; lead < 60; lead += 1) {
      const { retry, ports, toBePaid, wait } = await setup();
      const created = Promise.withResolvers<void>();
      const slowed = slowPorts(ports, lead);
      const first = retry(undefined, {
        ...slowed,
        payouts: {
          ...ports.payouts,
          async create(...args) {
            await ports.payouts.create(...args);
            created.resolve();
          },
        },
      });
      await created.promise;
      await Promise.allSettled([first, retry()]);
      wait(61_000);
      await retry().catch(() => undefined);
      expect(await toBePaid(), `lead ${lead}`).toEqual(usersOf(REJECTED_ROWS));
    }
  });
});

/** Every call waits for so many turns of the event queue first. */
function slowPorts(ports: Ports, turns: number): Ports {
  const slow =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      return await call(...args);
    };
  const { payouts, ledger, sheetSink } = ports;
  return {
    payouts: { ...payouts, create: slow(payouts.create), change: slow(payouts.change) },
    ledger: { ...ledger, markRetried: slow(ledger.markRetried) },
    sheetSink: { put: slow(sheetSink.put) },
  };
}
