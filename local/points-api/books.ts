import { join } from "node:path";
import { openJournal } from "@paysheet/emulator-server/journal";
import * as z from "zod";

const paymentSchema = z.object({
  userId: z.string().min(1),
  points: z.int().positive(),
  reason: z.string().optional(),
  campaign: z.string().optional(),
  pointType: z.string().optional(),
  /** What the user is shown. */
  userNote: z.string().optional(),
  /** The last day on which the points can be used. */
  expiresOn: z.iso.date().optional(),
});
export type PointsPayment = z.infer<typeof paymentSchema>;

const grantSchema = paymentSchema.extend({
  kind: z.literal("grant"),
  transactionId: z.string().min(1),
  key: z.string().optional(),
  at: z.iso.datetime(),
});
export type Grant = z.infer<typeof grantSchema>;

/** A payment refused under a key: the key is used up all the same. */
const refusalSchema = paymentSchema.extend({
  kind: z.literal("refusal"),
  key: z.string(),
  at: z.iso.datetime(),
});

/** A payment taken back. */
const reversalSchema = paymentSchema.extend({
  kind: z.literal("reversal"),
  transactionId: z.string().min(1),
  /** The transaction id of the grant. */
  of: z.string().min(1),
  key: z.string().optional(),
  at: z.iso.datetime(),
});
export type Reversal = z.infer<typeof reversalSchema>;

const entrySchema = z.discriminatedUnion("kind", [grantSchema, refusalSchema, reversalSchema]);
type Entry = z.infer<typeof entrySchema>;

export interface Account {
  readonly balance: number;
  readonly grants: readonly Grant[];
  readonly reversals: readonly Reversal[];
}

export interface Totals {
  readonly grants: number;
  /** Users with at least one grant. */
  readonly users: number;
  readonly points: number;
  /** Grants beyond the first under the same key. */
  readonly duplicates: number;
  readonly usersPaidMoreThanOnce: number;
  readonly reversals: number;
  readonly pointsTakenBack: number;
  /** Reversals beyond the first of the same grant. */
  readonly takenBackTwice: number;
}

/** What the emulator knows of who was paid: all of it on disk. */
export interface Books {
  /** Resolves once the grant is on disk. */
  grant(payment: PointsPayment, key: string | undefined, at: string): Promise<Grant>;
  /** Resolves once it is on disk that the grant is taken back. */
  reverse(grant: Grant, key: string | undefined, at: string): Promise<Reversal>;
  /** Keeps the refusal for its key; resolves once it is on disk. */
  refuse(payment: PointsPayment, key: string, at: string): Promise<void>;
  /** What was answered first under a key. */
  firstUnder(key: string): Entry | undefined;
  account(userId: string): Account;
  totals(): Totals;
  close(): Promise<void>;
}

export async function openBooks(dataDir: string): Promise<Books> {
  const accounts = new Map<string, { balance: number; grants: Grant[]; reversals: Reversal[] }>();
  const firstByKey = new Map<string, Entry>();
  const totals = {
    ...{ grants: 0, users: 0, points: 0, duplicates: 0, usersPaidMoreThanOnce: 0 },
    ...{ reversals: 0, pointsTakenBack: 0, takenBackTwice: 0 },
  };
  let lastNumber = 0;
  let lastReversal = 0;

  function apply(entry: Entry): void {
    const first = entry.key === undefined ? undefined : firstByKey.get(entry.key);
    if (entry.key !== undefined && first === undefined) firstByKey.set(entry.key, entry);
    if (entry.kind === "reversal") applyReversal(entry);
    if (entry.kind !== "grant") return;
    if (first?.kind === "grant") totals.duplicates += 1;
    totals.grants += 1;
    totals.points += entry.points;
    const account = accountOf(entry.userId);
    account.balance += entry.points;
    account.grants.push(entry);
    if (account.grants.length === 1) totals.users += 1;
    if (account.grants.length === 2) totals.usersPaidMoreThanOnce += 1;
  }

  function applyReversal(entry: Reversal): void {
    const account = accountOf(entry.userId);
    totals.reversals += 1;
    totals.pointsTakenBack += entry.points;
    if (account.reversals.some(({ of }) => of === entry.of)) totals.takenBackTwice += 1;
    account.balance -= entry.points;
    account.reversals.push(entry);
  }

  function accountOf(userId: string) {
    const account = accounts.get(userId) ?? { balance: 0, grants: [], reversals: [] };
    accounts.set(userId, account);
    return account;
  }

  const journal = await openJournal(join(dataDir, "grants.jsonl"), entrySchema, apply);
  lastNumber = totals.grants;
  lastReversal = totals.reversals;

  async function write<E extends Entry>(entry: E): Promise<E> {
    await journal.append(entry);
    apply(entry);
    return entry;
  }

  return {
    grant(payment, key, at) {
      lastNumber += 1;
      const transactionId = `tx-${String(lastNumber).padStart(9, "0")}`;
      const keyed = key === undefined ? {} : { key };
      return write({ kind: "grant", transactionId, ...payment, ...keyed, at });
    },
    reverse({ userId, points, transactionId: of }, key, at) {
      lastReversal += 1;
      const transactionId = `rv-${String(lastReversal).padStart(9, "0")}`;
      const keyed = key === undefined ? {} : { key };
      return write({ kind: "reversal", transactionId, of, userId, points, ...keyed, at });
    },
    async refuse(payment, key, at) {
      await write({ kind: "refusal", ...payment, key, at });
    },
    firstUnder: (key) => firstByKey.get(key),
    account: (userId) => accounts.get(userId) ?? { balance: 0, grants: [], reversals: [] },
    totals: () => ({ ...totals }),
    close: () => journal.close(),
  };
}

const SAID_OF_A_PAYMENT = [
  ...(["userId", "points", "reason"] as const),
  ...(["campaign", "pointType", "userNote", "expiresOn"] as const),
];

/** Whether two payments ask for the same. */
export function isSamePayment(a: PointsPayment, b: PointsPayment): boolean {
  return SAID_OF_A_PAYMENT.every((name) => a[name] === b[name]);
}
