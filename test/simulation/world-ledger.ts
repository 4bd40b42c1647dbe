import * as z from "zod";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { gatherWrites } from "../../adapters/dynamodb/gathered-writes.ts";
import type {
  ChunkTally,
  LedgerCorrections,
  LedgerStore,
} from "../../domain/distribution/ledger-store.ts";
import type { Invariants } from "./invariants.ts";
import { checkEntry, checkTally } from "./item-invariants.ts";
import type { SimProcess } from "./sim-process.ts";
import { snapshotOf } from "./snapshot.ts";
import type { Change, WorldTable } from "./world-table.ts";

const wordSchema = z.object({
  as: z.enum(["paid", "not_paid", "unknown"]),
  by: z.object({ id: z.string() }),
});

/** What the invariants reads of an entry's item; one that was given back is kept, as `released`. */
const itemSchema = z.object({
  payoutId: z.string(),
  chunk: z.int(),
  row: z.int(),
  userId: z.string(),
  accountId: z.string().optional(),
  points: z.int(),
  state: z.enum(["sending", "released", "accepted", "paid", "rejected", "unknown", "withdrawn"]),
  idempotencyKey: z.string(),
  fence: z.int(),
  claims: z.int(),
  claimToken: z.string(),
  claimedAt: z.string(),
  firstClaimedAt: z.string().optional(),
  tries: z.int().default(0),
  acceptedAt: z.string().optional(),
  reference: z.string().optional(),
  retriedBy: z.string().optional(),
  reversedBy: z.string().optional(),
  proposed: wordSchema.optional(),
  resolution: wordSchema.optional(),
  transactionId: z.string().optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
});
export interface StoredEntry extends z.output<typeof itemSchema> {
  /** The fence of the worker whose outcome it is. */
  readonly settledUnder?: number;
}

/** What the invariants reads of a chunk's item. */
const tallySchema = z.object({
  chunk: z.int(),
  status: z.enum(["open", "closed"]),
  paid: z.int().default(0),
  rejected: z.int().default(0),
  unknown: z.int().default(0),
  accepted: z.int().default(0),
  withdrawn: z.int().default(0),
  pointsPaid: z.int().default(0),
  reopened: z.boolean().default(false),
});
export type StoredTally = z.output<typeof tallySchema>;

/** What the table holds of the ledger, read by the invariants itself. */
export interface WorldLedger {
  entry(payoutId: string, row: number): StoredEntry | undefined;
  entries(payoutId: string): readonly StoredEntry[];
  /** Of all chunks begun; those that stand open are counted from their entries. */
  tallies(payoutId: string): readonly ChunkTally[];
  /** Remembers what the invariants has read; called, the result brings that back. */
  snapshot(): () => void;
  /** The ledger of adapters/dynamodb, as one process has it. */
  portOf(process: SimProcess): LedgerStore & LedgerCorrections;
}

export function createWorldLedger(
  invariants: Invariants,
  table: WorldTable,
  newClaimToken: () => string,
): WorldLedger {
  const entries = new Map<string, StoredEntry>();
  const tallies = new Map<string, StoredTally>();
  /** The fence under which each process last recorded an outcome of a payment. */
  const settling = new Map<string, number>();

  table.onChange("LEDGER#", ({ after, writer }: Change) => {
    const item = itemSchema.parse(after);
    const key = `${item.payoutId}/${item.row}`;
    const before = entries.get(key);
    const next = { ...item, ...settledBy(before, item, writer?.settlesUnder) };
    checkEntry(invariants, before, next, writer && settling.get(`${writer.process.name} ${key}`));
    invariants.ledgerChanges(before, next);
    entries.set(key, next);
  });
  table.onChange("PAYOUT#", ({ after }) => {
    if (!String(after["sk"]).startsWith("CHUNK#")) return;
    const key = `${after["pk"]}/${after["sk"]}`;
    const next = tallySchema.parse(after);
    checkTally(invariants, tallies.get(key), next);
    tallies.set(key, next);
  });

  const ofPayout = (payoutId: string): StoredEntry[] =>
    [...entries.values()].filter((entry) => entry.payoutId === payoutId);

  function counted(payoutId: string, { chunk }: StoredTally): ChunkTally {
    const tally = { paid: 0, rejected: 0, unknown: 0, accepted: 0, withdrawn: 0 };
    let pointsPaid = 0;
    let proposed = 0;
    for (const { state, points, ...entry } of ofPayout(payoutId)) {
      if (entry.chunk !== chunk || state === "sending" || state === "released") continue;
      if (state === "unknown" && entry.proposed?.as === "not_paid") proposed += 1;
      tally[state] += 1;
      if (state === "paid") pointsPaid += points;
    }
    return { chunk, status: "open", ...tally, pointsPaid, proposed };
  }

  const talliesOf = (payoutId: string): ChunkTally[] =>
    [...tallies]
      .filter(([key]) => key.startsWith(`PAYOUT#${payoutId}/`))
      .map(([, { reopened, ...tally }]) =>
        tally.status === "closed" ? tally : counted(payoutId, { ...tally, reopened }),
      );

  return {
    entry: (payoutId, row) => entries.get(`${payoutId}/${row}`),
    entries: ofPayout,
    tallies: talliesOf,
    snapshot: () => {
      const backs = [snapshotOf(entries), snapshotOf(tallies)];
      return () => {
        for (const back of backs) back();
      };
    },
    portOf(process) {
      const { client, tableName } = table.tableOf({ process });
      const gathered = gatherWrites({ client, sleep: (ms) => process.clock.sleep(ms) });
      const storeOver = (over: typeof client) =>
        createDynamoDbLedgerStore({ client: over, tableName, newClaimToken, gathered });
      const ledger = storeOver(client);
      return {
        ...ledger,
        async claim(request) {
          const { ref, fence } = request;
          invariants.claims(process, ref.row, fence);
          const claim = await ledger.claim(request);
          const entry = entries.get(`${ref.payoutId}/${ref.row}`);
          if (claim.kind === "taken" && entry?.state === "sending" && entry.fence === fence) {
            invariants.violate("a claim knows its own write", `row ${ref.row}`);
          }
          if (claim.kind !== "taken") {
            for (const tell of [...(process.execution?.whenClaimed ?? [])]) tell(process);
          }
          return claim;
        },
        async tallies(payoutId) {
          const before = totalsOf(talliesOf(payoutId));
          const told = await ledger.tallies(payoutId);
          // Only where nothing happened meanwhile is it known what is to be told.
          if (totalsOf(talliesOf(payoutId)) === before && totalsOf(told) !== before) {
            invariants.violate(
              "the tallies say what the ledger says",
              `${totalsOf(told)}, ${before}`,
            );
          }
          return told;
        },
        async settle(request) {
          const { ref, settlement, fence } = request;
          invariants.records(process, ref.row, settlement.state);
          settling.set(`${process.name} ${ref.payoutId}/${ref.row}`, fence);
          const { client: over } = table.tableOf({ process, settlesUnder: fence });
          const stands = await storeOver(over).settle(request);
          invariants.recorded(ref.payoutId, ref.row, settlement.state);
          return stands;
        },
      };
    },
  };
}

/** Outcomes that are gathered are recorded over `sending` of their own fence. */
function settledBy(
  before: StoredEntry | undefined,
  { state, fence }: z.output<typeof itemSchema>,
  settlesUnder = fence,
): Pick<StoredEntry, "settledUnder"> {
  if (state === "sending" || state === "released") return {};
  if (before?.state === state && before.settledUnder !== undefined) {
    return { settledUnder: before.settledUnder };
  }
  return { settledUnder: settlesUnder };
}

function totalsOf(tallies: readonly ChunkTally[]): string {
  return tallies
    .map(({ chunk, paid, rejected, unknown, accepted, withdrawn, pointsPaid, proposed = 0 }) =>
      [chunk, paid, rejected, unknown, accepted, withdrawn, pointsPaid, proposed].join(" "),
    )
    .sort()
    .join("; ");
}
