import { once } from "node:events";

export interface StandIn {
  /** Where its parts listen, by name. */
  readonly addresses: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Runs a stand-in as what this process is for: prints its addresses as one line of JSON, and stops
 * when standard input ends, and so with whoever started it.
 */
export async function runStandIn(start: () => Promise<StandIn>): Promise<void> {
  const standIn = await start();
  process.stdout.write(`${JSON.stringify(standIn.addresses)}\n`);
  process.stdin.resume();
  await once(process.stdin, "end");
  await standIn.close();
}
