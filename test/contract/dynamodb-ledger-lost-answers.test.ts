import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import type { LedgerStore, PaymentRef } from "../../domain/distribution/ledger-store.ts";
import {
  AT,
  claimOf,
  entryOf,
  newRef,
  PAID,
  REJECTED,
  UNKNOWN,
} from "../adapters/dynamodb/ledger-entries.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import {
  clientThatLosesAnAnswer,
  clientWithLateDuplicates,
} from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let ledger: LedgerStore;

shareTable((opened) => {
  table = opened;
  ledger = createDynamoDbLedgerStore(opened);
});

async function sending(fence: number): Promise<PaymentRef> {
  const ref = newRef();
  await ledger.claim(claimOf(ref, fence));
  return ref;
}

describe("when the answer to a write is lost and the SDK sends it again", () => {
  const losing = (
    write: "PutItemCommand" | "UpdateItemCommand",
    between?: () => Promise<unknown>,
  ) =>
    createDynamoDbLedgerStore({
      ...table,
      client: clientThatLosesAnAnswer(table.newClient(), write, between),
    });

  it("a fresh claim is still fresh", async () => {
    const ref = newRef();
    expect(await losing("PutItemCommand").claim(claimOf(ref, 2))).toEqual({ kind: "fresh" });
    expect(await ledger.get(ref)).toEqual(entryOf(ref));
  });

  it("a claim in doubt is still in doubt, and counted once", async () => {
    const ref = await sending(1);
    const claim = await losing("UpdateItemCommand").claim(claimOf(ref, 2));
    expect(claim).toEqual({
      kind: "in_doubt",
      firstClaimedAt: AT,
      tries: 0,
      failingSince: undefined,
    });
    expect(await ledger.get(ref)).toEqual(entryOf(ref, { claims: 2, firstClaimedAt: AT }));
  });

  it("a claim is held when a newer fence took it in between", async () => {
    const ref = newRef();
    const overtaken = losing("PutItemCommand", () => ledger.claim(claimOf(ref, 3)));
    expect(await overtaken.claim(claimOf(ref, 2))).toEqual({ kind: "taken" });
    expect(await ledger.get(ref)).toEqual(
      entryOf(ref, { fence: 3, claims: 2, firstClaimedAt: AT }),
    );
  });

  it("of two claims under one fence only the one that was written is fresh", async () => {
    const ref = newRef();
    const other: unknown[] = [];
    const first = losing("PutItemCommand", async () => {
      other.push(await ledger.claim(claimOf(ref, 2)));
    });
    expect(await first.claim(claimOf(ref, 2))).toEqual({ kind: "fresh" });
    expect(other).toEqual([{ kind: "taken" }]);
  });

  it.each([PAID, REJECTED, UNKNOWN])("$state is recorded", async (settlement) => {
    const ref = await sending(2);
    const store = losing("UpdateItemCommand");
    expect(await store.settle({ ref, settlement, fence: 2, at: AT })).toBe(true);
    expect((await ledger.get(ref))?.state).toBe(settlement.state);
  });

  it("rejected is not recorded when proof of payment came in between", async () => {
    const ref = newRef();
    await ledger.claim(claimOf(ref, 2));
    const store = losing("UpdateItemCommand", () =>
      ledger.settle({ ref, settlement: PAID, fence: 1, at: AT }),
    );
    expect(await store.settle({ ref, settlement: REJECTED, fence: 2, at: AT })).toBe(false);
    expect((await ledger.get(ref))?.state).toBe("paid");
  });

  it("a payment is given back once", async () => {
    const ref = await sending(2);
    await losing("UpdateItemCommand").release({ ref, fence: 2 });
    expect(await ledger.get(ref)).toBeUndefined();
  });
});

it("a duplicate of a claim that arrives after the payment was given back revives nothing", async () => {
  const ref = newRef();
  const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
  await createDynamoDbLedgerStore({ ...table, client }).claim(claimOf(ref, 2));
  await ledger.release({ ref, fence: 2 });
  await expect(sendAgain(0)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
  expect(await ledger.get(ref)).toBeUndefined();
  expect(await ledger.claim(claimOf(ref, 3))).toEqual({ kind: "fresh" });
});
