import { once } from "node:events";

export interface Emulator {
  /** Where its parts listen, by name. */
  readonly addresses: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Runs an emulator as what this process is for: prints its addresses as one line of JSON, and stops
 * when standard input ends, and so with whoever started it.
 */
export async function runEmulator(start: () => Promise<Emulator>): Promise<void> {
  const emulator = await start();
  process.stdout.write(`${JSON.stringify(emulator.addresses)}\n`);
  process.stdin.resume();
  await once(process.stdin, "end");
  await emulator.close();
}
