import { beforeAll, describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { gatherWrites } from "../../adapters/dynamodb/gathered-writes.ts";
import type { LedgerStore, PaymentRef } from "../../domain/distribution/ledger-store.ts";
import {
  AT,
  claimOf,
  entryOf,
  inCompany,
  LATER,
  newRef,
  PAID,
  REJECTED,
  settle,
  UNKNOWN,
} from "../adapters/dynamodb/ledger-entries.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";

let table: TableUnderTest;
let ledger: LedgerStore;

shareTable((opened) => {
  table = opened;
});

/** How writes reach the table. */
const WAYS = {
  "each by itself": () => createDynamoDbLedgerStore(table),
  "gathered with others": () =>
    inCompany(createDynamoDbLedgerStore({ ...table, gathered: gatherWrites(table) })),
} as const;

const ACCEPTED = { state: "accepted", reference: "r-1" } as const;

/** Everything that can stand in the ledger, as seen by a worker whose fence is 2. */
const STORED = {
  nothing: async () => newRef(),
  "given back under 1": () => givenBack(1),
  "given back under 2": () => givenBack(2),
  "given back under 3": () => givenBack(3),
  "sending under 1": () => sending(1),
  "sending under 2": () => sending(2),
  "sending under 3": () => sending(3),
  paid: () => settle(ledger, PAID),
  rejected: () => settle(ledger, REJECTED),
  unknown: () => settle(ledger, UNKNOWN),
  "accepted under 1": () => accepted(1),
  "accepted under 3": () => accepted(3),
  withdrawn: async () => {
    const ref = newRef();
    await ledger.withdraw(claimOf(ref, 1));
    return ref;
  },
} as const;

async function sending(fence: number): Promise<PaymentRef> {
  const ref = newRef();
  await ledger.claim(claimOf(ref, fence));
  return ref;
}

async function accepted(fence: number): Promise<PaymentRef> {
  const ref = await sending(fence);
  await ledger.settle({ ref, settlement: ACCEPTED, fence, at: AT });
  return ref;
}

async function givenBack(fence: number): Promise<PaymentRef> {
  const ref = await sending(fence);
  await ledger.release({ ref, fence });
  return ref;
}

/** Everything a worker whose fence is 2 can do. */
const OPERATIONS = {
  claim: async (ref: PaymentRef) => (await ledger.claim(claimOf(ref, 2))).kind,
  "settle paid": (ref: PaymentRef) =>
    ledger
      .settle({ ref, settlement: { state: "paid", transactionId: "t-2" }, fence: 2, at: LATER })
      .catch((error: Error) => error.name),
  "settle rejected": (ref: PaymentRef) =>
    ledger.settle({ ref, settlement: { ...REJECTED, detail: "2nd" }, fence: 2, at: LATER }),
  "settle unknown": (ref: PaymentRef) =>
    ledger.settle({ ref, settlement: { ...UNKNOWN, detail: "2nd" }, fence: 2, at: LATER }),
  "settle accepted": (ref: PaymentRef) =>
    ledger.settle({ ref, settlement: { ...ACCEPTED, reference: "r-2" }, fence: 2, at: LATER }),
  "settle withdrawn": (ref: PaymentRef) =>
    ledger.settle({ ref, settlement: { state: "withdrawn" }, fence: 2, at: LATER }),
  withdraw: (ref: PaymentRef) => ledger.withdraw(claimOf(ref, 2)),
  release: (ref: PaymentRef) => ledger.release({ ref, fence: 2 }),
} as const;

type Outcome = readonly [answer: unknown, stateAfter: string];

/** What is answered, and what stands in the ledger afterwards. */
const EXPECTED: Record<keyof typeof STORED, Record<keyof typeof OPERATIONS, Outcome>> = {
  nothing: {
    claim: ["fresh", "sending"],
    "settle paid": ["PaymentNeverClaimedError", "pending"],
    "settle rejected": [false, "pending"],
    "settle unknown": [false, "pending"],
    "settle accepted": [false, "pending"],
    "settle withdrawn": [false, "pending"],
    withdraw: [true, "withdrawn"],
    release: [undefined, "pending"],
  },
  "given back under 1": {
    claim: ["fresh", "sending"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "pending"],
    "settle unknown": [false, "pending"],
    "settle accepted": [false, "pending"],
    "settle withdrawn": [false, "pending"],
    withdraw: [true, "withdrawn"],
    release: [undefined, "pending"],
  },
  "given back under 2": {
    claim: ["fresh", "sending"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "pending"],
    "settle unknown": [false, "pending"],
    "settle accepted": [false, "pending"],
    "settle withdrawn": [false, "pending"],
    withdraw: [true, "withdrawn"],
    release: [undefined, "pending"],
  },
  "given back under 3": {
    claim: ["taken", "pending"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "pending"],
    "settle unknown": [false, "pending"],
    "settle accepted": [false, "pending"],
    "settle withdrawn": [false, "pending"],
    withdraw: [false, "pending"],
    release: [undefined, "pending"],
  },
  "sending under 1": {
    claim: ["in_doubt", "sending"],
    "settle paid": [true, "paid"],
    "settle rejected": [true, "rejected"],
    "settle unknown": [true, "unknown"],
    "settle accepted": [true, "accepted"],
    "settle withdrawn": [true, "withdrawn"],
    withdraw: [false, "sending"],
    release: [undefined, "sending"],
  },
  "sending under 2": {
    claim: ["taken", "sending"],
    "settle paid": [true, "paid"],
    "settle rejected": [true, "rejected"],
    "settle unknown": [true, "unknown"],
    "settle accepted": [true, "accepted"],
    "settle withdrawn": [true, "withdrawn"],
    withdraw: [false, "sending"],
    release: [undefined, "pending"],
  },
  "sending under 3": {
    claim: ["taken", "sending"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "sending"],
    "settle unknown": [false, "sending"],
    "settle accepted": [false, "sending"],
    "settle withdrawn": [false, "sending"],
    withdraw: [false, "sending"],
    release: [undefined, "sending"],
  },
  paid: {
    claim: ["taken", "paid"],
    "settle paid": [false, "paid"],
    "settle rejected": [false, "paid"],
    "settle unknown": [false, "paid"],
    "settle accepted": [false, "paid"],
    "settle withdrawn": [false, "paid"],
    withdraw: [false, "paid"],
    release: [undefined, "paid"],
  },
  rejected: {
    claim: ["taken", "rejected"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "rejected"],
    "settle unknown": [false, "rejected"],
    "settle accepted": [false, "rejected"],
    "settle withdrawn": [false, "rejected"],
    withdraw: [false, "rejected"],
    release: [undefined, "rejected"],
  },
  unknown: {
    claim: ["taken", "unknown"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "unknown"],
    "settle unknown": [false, "unknown"],
    "settle accepted": [false, "unknown"],
    "settle withdrawn": [false, "unknown"],
    withdraw: [false, "unknown"],
    release: [undefined, "unknown"],
  },
  "accepted under 1": {
    claim: ["taken", "accepted"],
    "settle paid": [true, "paid"],
    "settle rejected": [true, "rejected"],
    "settle unknown": [true, "unknown"],
    "settle accepted": [false, "accepted"],
    "settle withdrawn": [false, "accepted"],
    withdraw: [false, "accepted"],
    release: [undefined, "accepted"],
  },
  "accepted under 3": {
    claim: ["taken", "accepted"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "accepted"],
    "settle unknown": [false, "accepted"],
    "settle accepted": [false, "accepted"],
    "settle withdrawn": [false, "accepted"],
    withdraw: [false, "accepted"],
    release: [undefined, "accepted"],
  },
  withdrawn: {
    claim: ["taken", "withdrawn"],
    "settle paid": [true, "paid"],
    "settle rejected": [false, "withdrawn"],
    "settle unknown": [false, "withdrawn"],
    "settle accepted": [false, "withdrawn"],
    "settle withdrawn": [true, "withdrawn"],
    withdraw: [true, "withdrawn"],
    release: [undefined, "withdrawn"],
  },
};

const storedStates = Object.keys(STORED) as (keyof typeof STORED)[];
const operations = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];
const pairs = storedStates.flatMap((stored) => operations.map((does) => [stored, does] as const));

describe.each(Object.entries(WAYS))("with writes %s", (_, open) => {
  beforeAll(() => {
    ledger = open();
  });

  describe("every operation over everything that may stand in the ledger", () => {
    it.each(pairs)("%s: %s", async (stored, does) => {
      const ref = await STORED[stored]();
      const answer = await OPERATIONS[does](ref);
      const after = (await ledger.get(ref))?.state ?? "pending";
      expect([answer, after]).toEqual(EXPECTED[stored][does]);
    });
  });

  describe("an entry", () => {
    it("tells what was claimed, when, under which key and fence", async () => {
      const ref = await sending(2);
      expect(await ledger.get(ref)).toEqual(entryOf(ref));
    });

    it("counts its claims and keeps the newest fence", async () => {
      const ref = await sending(1);
      const again = await ledger.claim({ ...claimOf(ref, 4), at: LATER });
      expect(again).toEqual({
        kind: "in_doubt",
        firstClaimedAt: AT,
        tries: 0,
        failingSince: undefined,
      });
      expect(await ledger.get(ref)).toEqual(
        entryOf(ref, { fence: 4, claims: 2, claimedAt: LATER, firstClaimedAt: AT }),
      );
    });

    it("remembers its first claim however often it is claimed", async () => {
      const ref = await sending(1);
      await ledger.claim({ ...claimOf(ref, 4), at: LATER });
      const third = await ledger.claim({ ...claimOf(ref, 5), at: LATER });
      expect(third).toEqual({
        kind: "in_doubt",
        firstClaimedAt: AT,
        tries: 0,
        failingSince: undefined,
      });
    });

    it("keeps the first account that a claim brings, for whoever claims it later", async () => {
      const bringing = (ref: PaymentRef, fence: number, accountId: string) =>
        claimOf(ref, fence, { accountId });
      const kept = newRef();
      await ledger.claim(bringing(kept, 1, "a-1"));
      expect(await ledger.claim(bringing(kept, 2, "a-2"))).toMatchObject({ accountId: "a-1" });
      expect(await ledger.claim(claimOf(kept, 3))).toMatchObject({ accountId: "a-1" });
      expect(await ledger.get(kept)).toMatchObject({ accountId: "a-1", fence: 3 });

      const added = await sending(1);
      expect(await ledger.claim(bringing(added, 2, "a-2"))).toMatchObject({ accountId: "a-2" });
      expect(await ledger.claim(bringing(added, 3, "a-3"))).toMatchObject({ accountId: "a-2" });

      const released = newRef();
      await ledger.claim(bringing(released, 1, "a-1"));
      await ledger.release({ ref: released, fence: 1 });
      expect(await ledger.claim(bringing(released, 2, "a-2"))).toEqual({ kind: "fresh" });
      expect(await ledger.get(released)).toMatchObject({ accountId: "a-2" });
    });

    it("remembers how often it was tried, as who holds it says", async () => {
      const ref = await sending(1);
      await ledger.noteTries({ ref, fence: 1, tries: 3, failingSince: LATER });
      await ledger.noteTries({ ref, fence: 2, tries: 9, failingSince: AT });
      expect(await ledger.claim(claimOf(ref, 4))).toEqual({
        kind: "in_doubt",
        firstClaimedAt: AT,
        tries: 3,
        failingSince: LATER,
      });
    });

    it("tells under which reference it was accepted and when, also once it is paid", async () => {
      const ref = await accepted(2);
      const asAccepted = { state: "accepted", reference: "r-1", acceptedAt: AT } as const;
      expect(await ledger.get(ref)).toEqual(entryOf(ref, asAccepted));
      await ledger.settle({ ref, settlement: PAID, fence: 3, at: LATER });
      expect(await ledger.get(ref)).toEqual(
        entryOf(ref, { ...asAccepted, state: "paid", settledAt: LATER, transactionId: "t-1" }),
      );
    });

    it("tells how it ended; proof of payment wipes what an overruled outcome said", async () => {
      const ref = await settle(ledger, REJECTED);
      expect(await ledger.get(ref)).toEqual(
        entryOf(ref, {
          state: "rejected",
          settledAt: AT,
          code: "http_404",
          detail: "no such user",
        }),
      );
      await ledger.settle({ ref, settlement: PAID, fence: 1, at: LATER });
      expect(await ledger.get(ref)).toEqual(
        entryOf(ref, { state: "paid", settledAt: LATER, transactionId: "t-1" }),
      );
    });

    it("keeps the first proof of payment", async () => {
      const ref = await settle(ledger, PAID);
      const second = { state: "paid", transactionId: "t-9" } as const;
      expect(await ledger.settle({ ref, settlement: second, fence: 9, at: LATER })).toBe(false);
      expect(await ledger.settle({ ref, settlement: PAID, fence: 9, at: LATER })).toBe(true);
      expect(await ledger.get(ref)).toEqual(
        entryOf(ref, { state: "paid", settledAt: AT, transactionId: "t-1" }),
      );
    });

    it("is without a reason or transaction id when there is none", async () => {
      const ref = newRef();
      const { payment, ...claim } = claimOf(ref, 2);
      const { reason: _, ...bare } = payment;
      await ledger.claim({ ...claim, payment: bare });
      await ledger.settle({ ref, settlement: { state: "paid" }, fence: 2, at: AT });
      const { reason, ...expected } = entryOf(ref, { state: "paid", settledAt: AT });
      expect(await ledger.get(ref)).toEqual(expected);
    });
  });

  describe("claims at once", () => {
    it("under one fence: exactly one is fresh, the others are taken", async () => {
      const ref = newRef();
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => ledger.claim(claimOf(ref, 2))),
      );
      const kinds = claims.map((claim) => claim.kind).sort();
      expect(kinds).toEqual(["fresh", ...Array.from({ length: 19 }, () => "taken")]);
    });

    it("over what an older fence left: exactly one is in doubt, the others are taken", async () => {
      const ref = await sending(1);
      const claims = await Promise.all(
        Array.from({ length: 20 }, () => ledger.claim(claimOf(ref, 2))),
      );
      const kinds = claims.map((claim) => claim.kind).sort();
      expect(kinds).toEqual(["in_doubt", ...Array.from({ length: 19 }, () => "taken")]);
      expect((await ledger.get(ref))?.claims).toBe(2);
    });

    it("under many fences: one is fresh at most, and the newest fence has it in the end", async () => {
      const ref = newRef();
      const fences = [3, 1, 5, 2, 4];
      const claims = await Promise.all(fences.map((fence) => ledger.claim(claimOf(ref, fence))));
      expect(claims.filter((claim) => claim.kind === "fresh")).toHaveLength(1);
      expect((await ledger.get(ref))?.fence).toBe(5);
    });

    it("and settlements: proof of payment stands, in whatever order they arrive", async () => {
      const ref = await sending(2);
      const settlements = [REJECTED, UNKNOWN, PAID, UNKNOWN, REJECTED];
      await Promise.all(
        settlements.map((settlement) => ledger.settle({ ref, settlement, fence: 2, at: AT })),
      );
      expect(await ledger.get(ref)).toEqual(
        entryOf(ref, { state: "paid", settledAt: AT, transactionId: "t-1" }),
      );
    });
  });
});
