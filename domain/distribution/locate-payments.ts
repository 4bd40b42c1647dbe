import pMap from "p-map";
import type { Payment } from "../sheet/payment.ts";
import type { ChunkPlan, ChunkStore } from "./chunk-store.ts";
import { findPayment } from "./find-payment.ts";
import type { LedgerStore } from "./ledger-store.ts";

/** A payment as a person names it: by its row, or all those of a user in the payout. */
export type NamedPayment = { readonly row: number } | { readonly userId: string };

export interface LocatedPayment {
  readonly chunk: number;
  readonly row: number;
  readonly userId: string;
}

interface LocateDeps {
  readonly chunks: Pick<ChunkStore, "read">;
  readonly ledger: Pick<LedgerStore, "ofUser">;
}

/** Look-ups at once. */
const MOST_AT_ONCE = 8;
const PAGE_SIZE = 100;

/**
 * Where the payments stand that a person names: of each name its payments, in its order, none when
 * the payout has none. Of a user only those are found that were ever asked for.
 */
export async function locatePayments<N extends NamedPayment>(
  deps: LocateDeps,
  payoutId: string,
  plan: ChunkPlan,
  names: readonly N[],
): Promise<readonly { readonly name: N; readonly found: readonly LocatedPayment[] }[]> {
  const chunks = remembering(deps.chunks);
  return await pMap(
    names,
    async (name) => {
      const found =
        "row" in name
          ? await ofRow(chunks, payoutId, plan, name.row)
          : await ofUser(deps.ledger, payoutId, name.userId);
      return { name, found };
    },
    { concurrency: MOST_AT_ONCE },
  );
}

async function ofRow(
  chunks: Pick<ChunkStore, "read">,
  payoutId: string,
  plan: ChunkPlan,
  row: number,
): Promise<readonly LocatedPayment[]> {
  const found = await findPayment(chunks, payoutId, plan, row);
  if (found === undefined) return [];
  return [{ chunk: found.chunk, row, userId: found.payment.userId }];
}

async function ofUser(
  ledger: Pick<LedgerStore, "ofUser">,
  payoutId: string,
  userId: string,
): Promise<readonly LocatedPayment[]> {
  const found: LocatedPayment[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.ofUser(userId, { cursor, limit: PAGE_SIZE });
    found.push(...page.items.filter((entry) => entry.payoutId === payoutId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found
    .map(({ chunk, row }) => ({ chunk, row, userId }))
    .toSorted((one, other) => one.row - other.row);
}

/** Many rows stand in few chunks. */
function remembering(chunks: Pick<ChunkStore, "read">): Pick<ChunkStore, "read"> {
  const read = new Map<number, Promise<readonly Payment[]>>();
  return {
    read(payoutId, chunk) {
      const known = read.get(chunk) ?? chunks.read(payoutId, chunk);
      read.set(chunk, known);
      return known;
    },
  };
}
