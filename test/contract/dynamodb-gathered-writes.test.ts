import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { gatherWrites } from "../../adapters/dynamodb/gathered-writes.ts";
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
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
/** Looks at what the others wrote. */
let ledger: LedgerStore;

shareTable((opened) => {
  table = opened;
  ledger = createDynamoDbLedgerStore(opened);
});

function gatheringOver(client: TableUnderTest["client"]): LedgerStore {
  const over = { ...table, client };
  return createDynamoDbLedgerStore({ ...over, gathered: gatherWrites(over) });
}

/** A ledger that gathers, and the commands that it sent. */
function counted() {
  const sent: string[] = [];
  const client = table.newClient();
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        sent.push(String(commandName));
        return await next(args);
      },
    { step: "initialize", name: "count" },
  );
  return { store: gatheringOver(documentClientOf(client)), sent };
}

const refs = (count: number): PaymentRef[] => {
  const { payoutId } = newRef();
  return Array.from({ length: count }, (_, index) => newRef({ payoutId, row: index + 2 }));
};
const claimAll = (store: LedgerStore, these: readonly PaymentRef[], fence = 2) =>
  Promise.all(these.map((ref) => store.claim(claimOf(ref, fence))));

describe("writes that come at the same time", () => {
  it("share a request, up to 25 of them", async () => {
    const { store, sent } = counted();
    const these = refs(50);

    const claims = await claimAll(store, these);
    expect(claims.map(({ kind }) => kind)).toEqual(these.map(() => "fresh"));
    const settlements = [PAID, REJECTED, UNKNOWN];
    const settled = await Promise.all(
      these.map((ref, index) =>
        store.settle({ ref, settlement: settlements[index % 3] ?? PAID, fence: 2, at: AT }),
      ),
    );
    expect(settled).toEqual(these.map(() => true));

    expect(sent).toEqual(Array.from({ length: 4 }, () => "BatchExecuteStatementCommand"));
    const entries = await ledger.readChunk(these[0]?.payoutId ?? "", 0);
    expect(entries).toEqual(
      these.map((ref, index) =>
        entryOf(ref, { ...(settlements[index % 3] ?? PAID), settledAt: AT }),
      ),
    );
  });

  it("are each done by itself where the request with all of them fails", async () => {
    const client = table.newClient();
    const refused = refuseBatches(client);
    const these = refs(3);
    const store = gatheringOver(documentClientOf(client));
    const claims = await claimAll(store, these);
    expect(claims.map(({ kind }) => kind)).toEqual(["fresh", "fresh", "fresh"]);
    await Promise.all(
      these.map((ref) => store.settle({ ref, settlement: PAID, fence: 2, at: AT })),
    );
    const entries = await ledger.readChunk(these[0]?.payoutId ?? "", 0);
    expect(entries.map(({ state }) => state)).toEqual(["paid", "paid", "paid"]);
    expect(refused).toHaveLength(1);
  });

  it("are apart in what they come to", async () => {
    const [paid, left, fresh] = refs(3);
    if (paid === undefined || left === undefined || fresh === undefined) throw new Error();
    await ledger.claim(claimOf(paid, 1));
    await ledger.settle({ ref: paid, settlement: PAID, fence: 1, at: AT });
    await ledger.claim(claimOf(left, 1));
    const claims = await claimAll(gatheringOver(table.client), [paid, left, fresh]);
    expect(claims.map(({ kind }) => kind)).toEqual(["taken", "in_doubt", "fresh"]);
  });

  it("are never taken for another fence's", async () => {
    const these = refs(2);
    await claimAll(ledger, these, 3);
    const store = gatheringOver(table.client);
    const settled = await Promise.all(
      these.map((ref) => store.settle({ ref, settlement: REJECTED, fence: 2, at: AT })),
    );
    expect(settled).toEqual([false, false]);
    const paid = await Promise.all(
      these.map((ref) => store.settle({ ref, settlement: PAID, fence: 2, at: AT })),
    );
    expect(paid).toEqual([true, true]);
  });
});

describe("when the answer to a request with many writes is lost and the SDK sends it again", () => {
  const losing = (between?: () => Promise<unknown>) =>
    gatheringOver(
      clientThatLosesAnAnswer(table.newClient(), "BatchExecuteStatementCommand", between),
    );

  it("fresh claims are still fresh", async () => {
    const these = refs(3);
    const claims = await claimAll(losing(), these);
    expect(claims.map(({ kind }) => kind)).toEqual(["fresh", "fresh", "fresh"]);
    for (const ref of these) expect(await ledger.get(ref)).toEqual(entryOf(ref));
  });

  it("a claim that a newer fence took in between is held", async () => {
    const [taken, other] = refs(2);
    if (taken === undefined || other === undefined) throw new Error();
    const store = losing(() => ledger.claim(claimOf(taken, 3)));
    const claims = await claimAll(store, [taken, other]);
    expect(claims.map(({ kind }) => kind)).toEqual(["taken", "fresh"]);
  });

  it.each([PAID, REJECTED, UNKNOWN])("$state is recorded once", async (settlement) => {
    const these = refs(2);
    await claimAll(ledger, these);
    const store = losing();
    const settled = await Promise.all(
      these.map((ref) => store.settle({ ref, settlement, fence: 2, at: AT })),
    );
    expect(settled).toEqual([true, true]);
    for (const ref of these) {
      expect(await ledger.get(ref)).toEqual(entryOf(ref, { ...settlement, settledAt: AT }));
    }
  });

  it("rejected is not recorded when proof of payment came in between", async () => {
    const [proved, other] = refs(2);
    if (proved === undefined || other === undefined) throw new Error();
    await claimAll(ledger, [proved, other]);
    const store = losing(() => ledger.settle({ ref: proved, settlement: PAID, fence: 1, at: AT }));
    const settled = await Promise.all(
      [proved, other].map((ref) => store.settle({ ref, settlement: REJECTED, fence: 2, at: AT })),
    );
    expect(settled).toEqual([false, true]);
    expect((await ledger.get(proved))?.state).toBe("paid");
  });
});

/** As a role does that does not allow statements. */
function refuseBatches(client: DynamoDBClient): readonly object[] {
  const refused: object[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "BatchExecuteStatementCommand") return await next(args);
        refused.push(args.input);
        throw Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
      },
    { step: "initialize", name: "refuseBatches" },
  );
  return refused;
}
