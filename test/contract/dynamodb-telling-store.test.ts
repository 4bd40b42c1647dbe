import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDynamoDbTellingStore } from "../../adapters/dynamodb/dynamodb-telling-store.ts";
import {
  type Telling,
  TellingChangedError,
  type TellingStore,
} from "../../domain/report/telling.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let tellings: TellingStore;

shareTable((opened) => {
  table = opened;
  tellings = createDynamoDbTellingStore(opened);
});

const telling = (payoutId: string, version: number): Telling => ({
  payoutId,
  version,
  teller: { id: "writer", until: "2026-11-23T00:02:00.000Z" },
  message: { messageId: "1732320000.000100", says: `예약했습니다 ${version}` },
  begun: { "report:1": "2026-11-23T00:00:00.000Z" },
  done: ["halted:2026-11-23T00:00:00.000Z"],
  behind: { since: "2026-11-23T00:00:00.000Z", code: "timeout" },
});

describe("what the channel was told", () => {
  it("is nothing at first", async () => {
    expect(await tellings.get(ulid())).toBeUndefined();
  });

  it("is kept as it was saved", async () => {
    const payoutId = ulid();
    await tellings.save(telling(payoutId, 1), "writer");
    await tellings.save(telling(payoutId, 2), "writer");
    expect(await tellings.get(payoutId)).toEqual(telling(payoutId, 2));
  });

  it("is kept without what it no longer has", async () => {
    const payoutId = ulid();
    await tellings.save(telling(payoutId, 1), "writer");
    const bare = { payoutId, version: 2, begun: {}, done: [] };
    await tellings.save({ ...bare, teller: undefined, behind: undefined }, "writer");
    expect(await tellings.get(payoutId)).toEqual(bare);
  });
});

describe("of two who save at once", () => {
  it.each([1, 2])("the second is refused at version %i", async (version) => {
    const payoutId = ulid();
    if (version === 2) await tellings.save(telling(payoutId, 1), "before");
    await tellings.save(telling(payoutId, version), "one");
    await expect(tellings.save(telling(payoutId, version), "other")).rejects.toThrow(
      TellingChangedError,
    );
  });

  it("none may leave a version out", async () => {
    const payoutId = ulid();
    await tellings.save(telling(payoutId, 1), "one");
    await expect(tellings.save(telling(payoutId, 3), "one")).rejects.toThrow(TellingChangedError);
  });
});

it("takes its own write whose answer was lost for its own", async () => {
  const payoutId = ulid();
  let sent = 0;
  const client = clientThatLosesAnAnswer(table.newClient(), "PutItemCommand", async () => {
    sent += 1;
  });
  const unreliable = createDynamoDbTellingStore({ ...table, client });
  await unreliable.save(telling(payoutId, 1), "writer");
  expect([sent, (await tellings.get(payoutId))?.version]).toEqual([1, 1]);
});
