import {
  type LedgerEntry,
  RESOLVED_NOT_PAID,
  type Settlement,
} from "../../domain/distribution/ledger.ts";
import type {
  ChunkTally,
  ClaimResult,
  LedgerCorrections,
  LedgerStore,
  PaymentRef,
} from "../../domain/distribution/ledger-store.ts";
import { tallyOf } from "../../domain/distribution/pay-chunks.ts";
import type { Judge } from "./judge.ts";
import type { SimProcess } from "./sim-process.ts";
import { snapshotOf } from "./snapshot.ts";

/** An entry as it is stored: one that was given back is kept, and is `pending` to the domain. */
export interface StoredEntry extends Omit<LedgerEntry, "state"> {
  readonly state: LedgerEntry["state"] | "released";
  /** The fence of the worker whose outcome it is. */
  readonly settledUnder?: number;
}

type ClaimRequest = Parameters<LedgerStore["claim"]>[0];
type SettleRequest = Parameters<LedgerStore["settle"]>[0];
type ResolveRequest = Parameters<LedgerCorrections["resolve"]>[0];
type RetryMark = Parameters<LedgerCorrections["markRetried"]>[0];

/** What the ledger's table holds, under the conditions of adapters/dynamodb. */
export interface WorldLedger {
  entry(payoutId: string, row: number): StoredEntry | undefined;
  entries(payoutId: string): readonly StoredEntry[];
  tallies(payoutId: string): readonly ChunkTally[];
  /** Remembers how it stands; called, the result brings that back. */
  snapshot(): () => void;
  /** The port, as one process sees it. */
  portOf(process: SimProcess): LedgerStore & LedgerCorrections;
}

export function createWorldLedger(judge: Judge): WorldLedger {
  const entries = new Map<string, StoredEntry>();
  const tallies = new Map<string, ChunkTally>();
  const keyOf = (payoutId: string, row: number): string => `${payoutId}/${row}`;
  const find = (ref: PaymentRef) => entries.get(keyOf(ref.payoutId, ref.row));

  function write(ref: PaymentRef, next: StoredEntry): void {
    judge.ledgerChanges(find(ref), next);
    entries.set(keyOf(ref.payoutId, ref.row), next);
  }

  const ofPayout = (payoutId: string): StoredEntry[] =>
    [...entries.values()].filter((entry) => entry.payoutId === payoutId);
  const ofChunk = (payoutId: string, chunk: number): LedgerEntry[] =>
    [...entries.values()]
      .filter((entry) => entry.payoutId === payoutId && entry.chunk === chunk)
      .filter(isNotReleased)
      .sort((one, other) => one.row - other.row);

  function claim(request: ClaimRequest): ClaimResult {
    const { ref, payment, idempotencyKey, fence, at } = request;
    const known = find(ref);
    const isFree = known === undefined || (known.state === "released" && known.fence <= fence);
    if (isFree) {
      write(ref, {
        ...ref,
        ...payment,
        state: "sending",
        idempotencyKey,
        fence,
        claims: 1,
        claimedAt: at,
      });
      return { kind: "fresh" };
    }
    if (known.state !== "sending" || known.fence >= fence) return { kind: "held" };
    write(ref, { ...known, fence, claims: known.claims + 1, claimedAt: at });
    return { kind: "in_doubt" };
  }

  function settle(request: SettleRequest): boolean | "overrule" {
    const { ref, settlement, fence } = request;
    const known = find(ref);
    if (known === undefined) throw new Error(`Row ${ref.row} was never claimed.`);
    const isProof = settlement.state === "paid";
    if (known.state === "sending" && (isProof || known.fence <= fence)) {
      write(ref, settled(known, request));
      return true;
    }
    if (isProof && known.state !== "paid") return "overrule";
    return isStored(known, settlement);
  }

  function overrule(request: SettleRequest): boolean {
    const { ref, settlement } = request;
    const known = find(ref);
    if (known === undefined) return false;
    if (known.state === "paid") return isStored(known, settlement);
    write(ref, settled(known, request));
    return true;
  }

  /** A person's word, over what is unknown and nothing else. */
  function resolve({ ref, resolution }: ResolveRequest): void {
    const known = find(ref);
    if (known?.state !== "unknown") return;
    const { code: _, detail: __, ...rest } = known;
    const said = { ...rest, resolution, settledAt: resolution.at };
    write(
      ref,
      resolution.as === "paid"
        ? { ...said, state: "paid" }
        : { ...said, state: "rejected", code: RESOLVED_NOT_PAID },
    );
  }

  function markRetried({ ref, retriedBy, instead }: RetryMark): boolean {
    const known = find(ref);
    if (known?.state === "rejected" && known.retriedBy === instead) {
      write(ref, { ...known, retriedBy });
      return true;
    }
    return known?.state === "rejected" && known.retriedBy === retriedBy;
  }

  const readOf = (ref: PaymentRef): LedgerEntry | undefined => {
    const known = find(ref);
    return known !== undefined && isNotReleased(known) ? known : undefined;
  };

  /** Several calls, as in the adapter. */
  async function resolveBy({ call }: SimProcess, request: ResolveRequest) {
    const { ref } = request;
    const known = await call(`ledger.get row ${ref.row}`, () => readOf(ref));
    if (known?.state === "unknown") {
      await call(`ledger.reopen ${ref.chunk}`, () => reopenChunk(ref.payoutId, ref.chunk));
      await call(`ledger.resolve row ${ref.row}`, () => resolve(request));
    }
    return await call(`ledger.get row ${ref.row}`, () => readOf(ref));
  }

  function release({ ref, fence }: { ref: PaymentRef; fence: number }): void {
    const known = find(ref);
    if (known?.state === "sending" && known.fence === fence) {
      write(ref, { ...known, state: "released" });
    }
  }

  const talliesOf = (payoutId: string): ChunkTally[] =>
    [...tallies].filter(([key]) => key.startsWith(`${payoutId}/`)).map(([, tally]) => tally);

  function openChunk(payoutId: string, chunk: number): void {
    const key = keyOf(payoutId, chunk);
    if (!tallies.has(key)) tallies.set(key, { ...tallyOf(chunk, []), status: "open" });
  }

  function reopenChunk(payoutId: string, chunk: number): void {
    const known = tallies.get(keyOf(payoutId, chunk));
    if (known !== undefined) tallies.set(keyOf(payoutId, chunk), { ...known, status: "open" });
  }

  function closeChunk(payoutId: string, tally: ChunkTally): void {
    const key = keyOf(payoutId, tally.chunk);
    if (tallies.get(key)?.status !== "closed") tallies.set(key, { ...tally, status: "closed" });
  }

  const counted = (payoutId: string, tally: ChunkTally): ChunkTally =>
    tally.status === "closed"
      ? tally
      : { ...tallyOf(tally.chunk, ofChunk(payoutId, tally.chunk)), status: "open" };

  /** Several writes where proof overrules, as in the adapter: a crash may come in between. */
  async function settleBy({ call }: SimProcess, request: SettleRequest): Promise<boolean> {
    const { payoutId, chunk, row } = request.ref;
    const what = `ledger.settle row ${row} ${request.settlement.state}`;
    const done = await call(what, () => settle(request));
    if (done !== "overrule") return done;
    await call(`ledger.reopen ${chunk}`, () => reopenChunk(payoutId, chunk));
    const overruled = await call(`${what}, overruling`, () => overrule(request));
    await call(`ledger.reopen ${chunk}`, () => reopenChunk(payoutId, chunk));
    return overruled;
  }

  function portOf(process: SimProcess): LedgerStore & LedgerCorrections {
    const { call } = process;
    return {
      readChunk: (payoutId, chunk) =>
        call(`ledger.readChunk ${chunk}`, () => ofChunk(payoutId, chunk)),
      get: (ref) => call(`ledger.get row ${ref.row}`, () => readOf(ref)),
      claim(request) {
        judge.claims(process, request.ref.row, request.fence);
        return call(`ledger.claim row ${request.ref.row}`, () => claim(request));
      },
      async settle(request) {
        const { ref, settlement } = request;
        judge.records(process, ref.row, settlement.state);
        const stands = await settleBy(process, request);
        judge.recorded(ref.payoutId, ref.row, settlement.state);
        return stands;
      },
      release: (request) => call(`ledger.release row ${request.ref.row}`, () => release(request)),
      openChunk: (payoutId, chunk) =>
        call(`ledger.openChunk ${chunk}`, () => openChunk(payoutId, chunk)),
      closeChunk: (payoutId, tally) =>
        call(`ledger.closeChunk ${tally.chunk}`, () => closeChunk(payoutId, tally)),
      async tallies(payoutId) {
        const begun = await call("ledger.tallies", () => talliesOf(payoutId));
        if (begun.every((tally) => tally.status === "closed")) return begun;
        return await call("ledger.tallies, counting", () =>
          begun.map((tally) => counted(payoutId, tally)),
        );
      },
      ofUser: async () => ({ items: [] }),
      resolve: (request) => resolveBy(process, request),
      markRetried: (mark) =>
        call(`ledger.markRetried row ${mark.ref.row}`, () => markRetried(mark)),
    };
  }

  function snapshot(): () => void {
    const backs = [snapshotOf(entries), snapshotOf(tallies)];
    return () => {
      for (const back of backs) back();
    };
  }

  return {
    snapshot,
    entry: (payoutId, row) => entries.get(keyOf(payoutId, row)),
    entries: ofPayout,
    tallies: (payoutId) => talliesOf(payoutId).map((tally) => counted(payoutId, tally)),
    portOf,
  };
}

function isNotReleased(entry: StoredEntry): entry is LedgerEntry {
  return entry.state !== "released";
}

function settled(known: StoredEntry, { settlement, fence, at }: SettleRequest): StoredEntry {
  const { transactionId: _, code: __, detail: ___, ...rest } = known;
  return { ...rest, ...settlement, settledAt: at, settledUnder: fence };
}

function isStored(known: StoredEntry, settlement: Settlement): boolean {
  if (known.state !== settlement.state) return false;
  if (settlement.state === "paid") return known.transactionId === settlement.transactionId;
  return known.code === settlement.code;
}
