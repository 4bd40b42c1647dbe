import type { Ports } from "./retry-world.ts";

/** A process that dies at the n-th call it makes: before the call happens, or right after it. */
export function dyingPorts(ports: Ports, atCall: number, happens: boolean): Ports {
  let calls = 0;
  const mortal =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls += 1;
      if (calls > atCall || (calls === atCall && !happens)) throw new Error("dead");
      const result = await call(...args);
      if (calls >= atCall) throw new Error("dead");
      return result;
    };
  const { payouts, ledger, sheetSink } = ports;
  return {
    payouts: {
      ...payouts,
      get: mortal(payouts.get),
      create: mortal(payouts.create),
      change: mortal(payouts.change),
    },
    ledger: {
      ...ledger,
      tallies: mortal(ledger.tallies),
      readChunk: mortal(ledger.readChunk),
      markRetried: mortal(ledger.markRetried),
      markReversed: mortal(ledger.markReversed),
    },
    sheetSink: { put: mortal(sheetSink.put) },
  };
}
