import type { Payout, PayoutIn } from "../payout/payout.ts";
import { RefusedError } from "../payout/payout-errors.ts";
import { isSamePerson, type Person } from "../payout/person.ts";
import { entriesOf, firstOf, MOST_CHOSEN } from "./chosen-entries.ts";
import { findHolder, type HolderDeps } from "./derived-payout.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { ChunkTally, LedgerStore } from "./ledger-store.ts";

type ReversalChoiceDeps = HolderDeps & {
  readonly ledger: Pick<LedgerStore, "tallies" | "readChunk">;
};

/** Which payments are to be taken back: those of these rows and users, or all when it names none. */
export interface ChosenPayments {
  readonly rows?: readonly number[] | undefined;
  readonly userIds?: readonly string[] | undefined;
}

export interface ChosenReversals {
  /** In row order. */
  readonly entries: readonly LedgerEntry[];
  /** Earlier reversals that were to take back some of them, and could not. */
  readonly earlier: readonly string[];
  /** What people said of these payments there, and who did of those before. */
  readonly earlierEntries: readonly LedgerEntry[];
  readonly settledBy: readonly Person[];
}

/**
 * The paid payments that a reversal is to take back, in row order: all that are named, or every one
 * that is free, up to {@link MOST_CHOSEN}.
 * @throws {RefusedError} `payment_not_paid`, `already_reversed`, `nothing_to_reverse`
 */
export async function chooseReversals(
  deps: ReversalChoiceDeps,
  { payoutId }: PayoutIn<"completed">,
  names: ChosenPayments,
  person: Person,
): Promise<ChosenReversals> {
  const holders = createHolders(deps, person);
  const wanted = wantedOf(names);
  const entries: LedgerEntry[] = [];
  const earlierEntries: LedgerEntry[] = [];
  let handed: LedgerEntry | undefined;
  for await (const entry of entriesOf(deps.ledger, payoutId, ({ paid }) => paid > 0)) {
    if (!isTakeable(entry) || wanted?.has(entry) === false) continue;
    const look = await holders.lookAt(entry);
    if (!look.isTaken) {
      entries.push(entry);
      earlierEntries.push(...look.earlier);
    } else if (wanted !== undefined) throw alreadyReversed(entry);
    else handed ??= entry;
    if (wanted?.isFound() === true || entries.length === MOST_CHOSEN) break;
  }
  if (wanted !== undefined) assertFound(wanted);
  if (entries.length > 0) return { entries, earlierEntries, ...holders.before() };
  if (handed !== undefined) throw alreadyReversed(handed);
  throw new RefusedError("nothing_to_reverse", `No payment of payout ${payoutId} was paid.`);
}

/** Nothing is asked for of a user whom nobody knows any more. */
function isTakeable({ state, erasedAt }: LedgerEntry): boolean {
  return state === "paid" && erasedAt === undefined;
}

interface Wanted {
  readonly rows: ReadonlySet<number>;
  readonly userIds: ReadonlySet<string>;
  /** Whether the entry is named, which counts it as found. */
  has(entry: LedgerEntry): boolean;
  /** A user may have more payments further down: only rows can all be found before the end. */
  isFound(): boolean;
}

function wantedOf({ rows, userIds }: ChosenPayments): Wanted | undefined {
  if (rows === undefined && userIds === undefined) return undefined;
  const named = new Set(userIds);
  const left = { rows: new Set(rows), userIds: new Set(userIds) };
  return {
    ...left,
    has({ row, userId }) {
      const isNamed = left.rows.delete(row);
      left.userIds.delete(userId);
      return isNamed || named.has(userId);
    },
    isFound: () => named.size === 0 && left.rows.size === 0,
  };
}

/** @throws {RefusedError} `payment_not_paid` */
function assertFound({ rows, userIds }: Wanted): void {
  if (rows.size + userIds.size === 0) return;
  const names = firstOf([...rows, ...userIds]);
  throw new RefusedError(
    "payment_not_paid",
    `Nothing was paid in row, or to user, ${names}: only what was paid is taken back.`,
    { names },
  );
}

function alreadyReversed({ row, reversedBy }: LedgerEntry): RefusedError {
  return new RefusedError(
    "already_reversed",
    `Row ${row} is taken back by payout ${reversedBy} already.`,
    { otherPayoutId: reversedBy, names: String(row) },
  );
}

interface Look {
  readonly isTaken: boolean;
  /** What became of the payment in an earlier reversal. */
  readonly earlier: readonly LedgerEntry[];
}
const FREE: Look = { isTaken: false, earlier: [] };
const TAKEN: Look = { isTaken: true, earlier: [] };

/** Looks at each payout that entries name once, and once at its ledger where it is over. */
function createHolders(deps: ReversalChoiceDeps, person: Person) {
  const known = new Map<string, Promise<(entry: LedgerEntry) => Look>>();
  const earlier = new Set<string>();
  const settledBy: Person[] = [];

  /** What came before a reversal that gives way came before the next one as well. */
  function takeOverFrom({ afterReversals = [], settledBy: settlers = [] }: Payout): void {
    for (const payoutId of afterReversals) earlier.add(payoutId);
    settledBy.push(...settlers.filter((one) => !settledBy.some((each) => isSamePerson(each, one))));
  }

  async function read(payoutId: string): Promise<(entry: LedgerEntry) => Look> {
    const holder = await findHolder(deps, payoutId, person);
    if (holder === undefined) {
      const ended = await deps.payouts.get(payoutId);
      if (ended !== undefined) takeOverFrom(ended);
      return () => FREE;
    }
    // What a reversal that is not over has not taken back, it may yet.
    if (holder === "unknown" || holder.state !== "completed") return () => TAKEN;
    const ended = await refusedOf(deps, holder);
    return ({ row }) => {
      const refused = ended.get(row);
      if (refused === undefined) return TAKEN;
      earlier.add(payoutId);
      takeOverFrom(holder);
      return { isTaken: false, earlier: [refused] };
    };
  }
  return {
    before: () => ({ earlier: [...earlier], settledBy }),
    async lookAt(entry: LedgerEntry): Promise<Look> {
      const { reversedBy } = entry;
      if (reversedBy === undefined) return FREE;
      const holder = known.get(reversedBy) ?? read(reversedBy);
      known.set(reversedBy, holder);
      return (await holder)(entry);
    },
  };
}

/** What a reversal that is over surely did not take back, by row: its rows are the original's. */
async function refusedOf(
  { ledger }: ReversalChoiceDeps,
  { payoutId }: Payout,
): Promise<ReadonlyMap<number, LedgerEntry>> {
  const refused = new Map<number, LedgerEntry>();
  const mayHave = ({ rejected, withdrawn }: ChunkTally) => rejected + withdrawn > 0;
  for await (const entry of entriesOf(ledger, payoutId, mayHave)) {
    if (entry.state === "rejected" || entry.state === "withdrawn") refused.set(entry.row, entry);
  }
  return refused;
}
