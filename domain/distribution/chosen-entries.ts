import type { LedgerEntry } from "./ledger.ts";
import type { ChunkTally, LedgerStore } from "./ledger-store.ts";

/** As many as one request can mark before it times out; asking again takes the next ones. */
export const MOST_CHOSEN = 10_000;
/** Chunks read at once. */
const READ_CONCURRENCY = 8;

/** Entries of a payout in row order, of the chunks whose tally says that they may have any such. */
export async function* entriesOf(
  ledger: Pick<LedgerStore, "tallies" | "readChunk">,
  payoutId: string,
  mayHave: (tally: ChunkTally) => boolean,
): AsyncGenerator<LedgerEntry> {
  const tallies = await ledger.tallies(payoutId);
  const chunks = tallies.filter(mayHave).map(({ chunk }) => chunk);
  chunks.sort((a, b) => a - b);
  for (let from = 0; from < chunks.length; from += READ_CONCURRENCY) {
    const batch = chunks.slice(from, from + READ_CONCURRENCY);
    const read = await Promise.all(batch.map((chunk) => ledger.readChunk(payoutId, chunk)));
    yield* read.flat();
  }
}

const MOST_NAMED = 10;

/** The first names of a list, for people. */
export function firstOf(names: Iterable<string | number>): string {
  const all = [...names];
  const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : "";
  return `${all.slice(0, MOST_NAMED).join(", ")}${more}`;
}
