import type { AdminApiClient } from "../../cli/admin-api-client.ts";
import { MAX_CHUNKS_PER_PAGE } from "../../domain/report/list-payments.ts";
import type { Prepared } from "./prepare-payouts.ts";

/** As many as the API gives where nobody says. */
const PAGE = 50;
const LARGEST_PAGE = 200;

/** Something people ask of the API. */
export interface ApiCall {
  readonly name: string;
  /** Asks, and tells how many things came back. */
  ask(client: AdminApiClient): Promise<number>;
  /** How many must. */
  readonly expected: number;
}

/** What the page asks most, and what would be slow if anything were. */
export function apiCalls(prepared: Prepared): readonly ApiCall[] {
  const { payouts, completed, paused, deepChunk, userId, paidOften } = prepared;
  const { payoutId } = completed;
  const cursor = `${deepChunk}.${completed.distribution.chunkSize / 2}`;
  const countsOf = async (client: AdminApiClient, id: string) => {
    const { counts } = await client.payout(id);
    return counts === undefined ? 0 : counts.paid + counts.rejected;
  };
  const { payments } = completed.check;
  return [
    {
      name: `payouts, the first ${PAGE}`,
      ask: async (client) => (await client.payouts()).items.length,
      expected: PAGE,
    },
    {
      name: `payouts, all ${payouts.toLocaleString("en-US")} in pages of ${LARGEST_PAGE}`,
      ask: async (client) => await walkPayouts(client),
      expected: payouts,
    },
    {
      name: "a completed payout of 10⁶",
      ask: (client) => countsOf(client, payoutId),
      expected: payments,
    },
    {
      name: "a paused payout of 10⁶, counted now",
      ask: (client) => countsOf(client, paused.payoutId),
      expected: payments,
    },
    {
      name: `payments, the first ${PAGE} of 10⁶`,
      ask: async (client) => (await client.payments(payoutId)).items.length,
      expected: PAGE,
    },
    {
      name: `payments, ${PAGE} from the 750,250th on`,
      ask: async (client) => (await client.payments(payoutId, { cursor })).items.length,
      expected: PAGE,
    },
    {
      name: "payments, rejected (0.1 %), a page",
      ask: async (client) => (await client.payments(payoutId, { state: "rejected" })).items.length,
      // One a chunk, and a page ends after so many.
      expected: MAX_CHUNKS_PER_PAGE,
    },
    {
      name: "payments of a user who is far behind, a page",
      ask: async (client) =>
        (await client.payments(payoutId, { user: "user-0900000" })).items.length,
      expected: 0,
    },
    {
      name: `a user's payments, ${PAGE} of ${paidOften}`,
      ask: async (client) => (await client.userPayments(userId)).items.length,
      expected: PAGE,
    },
  ];
}

async function walkPayouts(client: AdminApiClient): Promise<number> {
  let found = 0;
  let cursor: string | undefined;
  do {
    const paging = { limit: LARGEST_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.payouts(paging);
    found += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
