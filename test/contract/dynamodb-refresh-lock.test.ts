import { ulid } from "ulid";
import { expect, it } from "vitest";
import { createDynamoDbRefreshLock } from "../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import type { RefreshLock } from "../../adapters/points-api/refresh-lock.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import {
  clientThatLosesAnAnswer,
  clientWithLateDuplicates,
} from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let locks: RefreshLock;

shareTable((opened) => {
  table = opened;
  locks = createDynamoDbRefreshLock(opened);
});

const TTL_MS = 45_000;
const USE = { versionId: "v1", atMs: 1_000_000 };

/** The lock of one secret; times count from 1,000,000 ms. */
function setup() {
  const secretId = `paysheet/${ulid()}/points-api`;
  const acquire = (owner: string, ms: number, store = locks) =>
    store.acquire({ secretId, owner, ttlMs: TTL_MS, nowMs: 1_000_000 + ms });
  const held = async (owner: string, ms: number, store = locks) => {
    const lock = await acquire(owner, ms, store);
    if (lock === undefined) throw new Error(`${owner} did not get the lock.`);
    return lock;
  };
  return { acquire, held };
}

it("is held by one process until it ends, or is released", async () => {
  const { acquire, held } = setup();
  const first = await held("a", 0);
  expect(first).toMatchObject({ endsAtMs: 1_000_000 + TTL_MS, lastUse: undefined });
  expect(await acquire("b", TTL_MS - 1)).toBeUndefined();
  const second = await held("b", TTL_MS);
  expect(await acquire("a", TTL_MS + 1)).toBeUndefined();

  await first.release();
  expect(await acquire("a", TTL_MS + 2)).toBeUndefined();
  await second.release();
  expect(await acquire("a", TTL_MS + 3)).toBeDefined();
});

it("of one secret says nothing of another's", async () => {
  await setup().held("a", 0);
  expect(await setup().acquire("b", 0)).toBeDefined();
});

it("is had again by who has it, for as long anew", async () => {
  const { acquire, held } = setup();
  await held("a", 0);
  expect(await held("a", 1_000)).toMatchObject({ endsAtMs: 1_001_000 + TTL_MS });
  expect(await acquire("b", TTL_MS)).toBeUndefined();
});

it("tells the next one of the last use", async () => {
  const { held } = setup();
  const first = await held("a", 0);
  expect(await first.note(USE)).toBe(true);
  const second = await held("b", TTL_MS);
  expect(second.lastUse).toEqual(USE);
  expect(await second.note({ ...USE, outcome: "refused" })).toBe(true);
  await second.release();
  expect((await held("c", TTL_MS + 1)).lastUse).toEqual({ ...USE, outcome: "refused" });
});

it("takes no note of who has lost it", async () => {
  const { held } = setup();
  const late = await held("a", 0);
  const next = await held("b", TTL_MS);

  expect(await late.note(USE)).toBe(false);
  await next.release();
  expect(await late.note(USE)).toBe(false);
  expect((await held("c", TTL_MS)).lastUse).toBeUndefined();
});

it("is had although the answer was lost, and was sent for again", async () => {
  const { acquire, held } = setup();
  const client = clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand");
  const lossy = createDynamoDbRefreshLock({ ...table, client });

  expect(await held("a", 0, lossy)).toMatchObject({ endsAtMs: 1_000_000 + TTL_MS });
  expect(await acquire("b", 1)).toBeUndefined();
});

it("is not taken from its next holder by requests that come late", async () => {
  const { acquire, held } = setup();
  const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
  const first = await held("a", 0, createDynamoDbRefreshLock({ ...table, client }));
  await first.note(USE);
  await first.release();
  await held("b", 1);

  for (const nth of [0, 1, 2]) await expect(sendAgain(nth)).rejects.toThrow();
  expect(await acquire("c", 2)).toBeUndefined();
});
