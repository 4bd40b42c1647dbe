import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import type { Lease, LeasedWork, LeaseStore } from "../../domain/distribution/lease.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import {
  clientThatLosesAnAnswer,
  clientWithLateDuplicates,
} from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let leases: LeaseStore;

shareTable((opened) => {
  table = opened;
  leases = createDynamoDbLeaseStore(opened);
});

const TTL_MS = 30_000;

/** One payout and what its workers may ask; times count from 1,000,000 ms. */
function setup(work: LeasedWork = { payoutId: ulid(), shard: 0 }) {
  const at = (ms: number) => 1_000_000 + ms;
  const acquire = (owner: string, ms: number, store = leases) =>
    store.acquire({ ...work, owner, ttlMs: TTL_MS, nowMs: at(ms) });
  const lease = (owner: string, fence: number, acquiredMs: number): Lease => ({
    ...work,
    owner,
    fence,
    expiresAtMs: at(acquiredMs) + TTL_MS,
  });
  const acquired = (owner: string, fence: number, ms: number) => ({
    kind: "acquired",
    lease: lease(owner, fence, ms),
  });
  const busy = (acquiredMs: number) => ({ kind: "busy", expiresAtMs: at(acquiredMs) + TTL_MS });
  const renew = (held: Lease, ms: number, store = leases) =>
    store.renew(held, { ttlMs: TTL_MS, nowMs: at(ms) });
  return { acquire, acquired, busy, lease, renew };
}

describe("a lease", () => {
  it("is held by one owner until it expires, then by the next under a higher fence", async () => {
    const { acquire, acquired, busy } = setup();
    expect(await acquire("a", 0)).toEqual(acquired("a", 1, 0));
    expect(await acquire("b", 1)).toEqual(busy(0));
    expect(await acquire("b", TTL_MS - 1)).toEqual(busy(0));
    expect(await acquire("b", TTL_MS)).toEqual(acquired("b", 2, TTL_MS));
    expect(await acquire("a", TTL_MS + 1)).toEqual(busy(TTL_MS));
  });

  it("of one payout says nothing of another's", async () => {
    const [one, other] = [setup(), setup()];
    expect(await one.acquire("a", 0)).toEqual(one.acquired("a", 1, 0));
    expect(await other.acquire("b", 0)).toEqual(other.acquired("b", 1, 0));
  });

  it("of one shard of a payout says nothing of the others'", async () => {
    const payoutId = ulid();
    const [first, second] = [setup({ payoutId, shard: 0 }), setup({ payoutId, shard: 1 })];
    expect(await first.acquire("a", 0)).toEqual(first.acquired("a", 1, 0));
    expect(await second.acquire("b", 0)).toEqual(second.acquired("b", 1, 0));
    expect(await second.acquire("c", 1)).toEqual(second.busy(0));
    expect(await leases.get({ payoutId, shard: 1 })).toEqual(second.lease("b", 1, 0));
    await leases.release(first.lease("a", 1, 0));
    expect(await second.acquire("c", 1)).toEqual(second.busy(0));
  });

  it("is had by exactly one of many who ask at once", async () => {
    const { acquire } = setup();
    const owners = Array.from({ length: 16 }, (_, nr) => `worker-${nr}`);
    const results = await Promise.all(owners.map((owner) => acquire(owner, 0)));
    expect(results.filter((result) => result.kind === "acquired")).toHaveLength(1);
  });

  it("is prolonged by its holder", async () => {
    const { acquire, busy, lease, renew } = setup();
    await acquire("a", 0);
    expect(await renew(lease("a", 1, 0), 20_000)).toEqual(lease("a", 1, 20_000));
    expect(await acquire("b", TTL_MS + 1)).toEqual(busy(20_000));
  });

  it("is prolonged even after it expired, as long as nobody else took it", async () => {
    const { acquire, lease, renew } = setup();
    await acquire("a", 0);
    expect(await renew(lease("a", 1, 0), TTL_MS + 5)).toEqual(lease("a", 1, TTL_MS + 5));
  });

  it("can't be prolonged or released by one who lost it", async () => {
    const { acquire, busy, lease, renew } = setup();
    await acquire("a", 0);
    await acquire("b", TTL_MS);
    expect(await renew(lease("a", 1, 0), TTL_MS + 1)).toBeUndefined();
    await leases.release(lease("a", 1, 0));
    expect(await acquire("c", TTL_MS + 2)).toEqual(busy(TTL_MS));
  });

  it("can't be prolonged under a fence or by an owner that never had it", async () => {
    const { acquire, lease, renew } = setup();
    expect(await renew(lease("a", 1, 0), 1)).toBeUndefined();
    await acquire("a", 0);
    expect(await renew(lease("a", 2, 0), 1)).toBeUndefined();
    expect(await renew(lease("b", 1, 0), 1)).toBeUndefined();
  });

  it("is free at once when it is released, and its fence goes on", async () => {
    const { acquire, acquired, lease, renew } = setup();
    await acquire("a", 0);
    await leases.release(lease("a", 1, 0));
    await leases.release(lease("a", 1, 0));
    expect(await renew(lease("a", 1, 0), 1)).toBeUndefined();
    expect(await acquire("b", 2)).toEqual(acquired("b", 2, 2));
  });

  it("is had anew, under a new fence, by its own holder", async () => {
    const { acquire, acquired, lease, renew } = setup();
    await acquire("a", 0);
    expect(await acquire("a", 1)).toEqual(acquired("a", 2, 1));
    expect(await renew(lease("a", 1, 0), 2)).toBeUndefined();
  });

  it("can be looked at, held or not", async () => {
    const { acquire, lease } = setup();
    const work = lease("a", 1, 0);
    expect(await leases.get(work)).toBeUndefined();
    await acquire("a", 0);
    expect(await leases.get(work)).toEqual(lease("a", 1, 0));
    await leases.release(lease("a", 1, 0));
    expect(await leases.get(work)).toEqual({ ...lease("a", 1, 0), expiresAtMs: 0 });
  });

  it("that never was is released without an error", async () => {
    const { lease } = setup();
    expect(await leases.release(lease("a", 1, 0))).toBeUndefined();
  });
});

describe("when the answer to a write is lost and the SDK sends it again", () => {
  const losing = (between?: () => Promise<unknown>) =>
    createDynamoDbLeaseStore({
      ...table,
      client: clientThatLosesAnAnswer(table.newClient(), "UpdateItemCommand", between),
    });

  it("the lease is acquired, under the fence that was written", async () => {
    const { acquire, acquired, renew, lease } = setup();
    expect(await acquire("a", 0, losing())).toEqual(acquired("a", 1, 0));
    expect(await renew(lease("a", 1, 0), 1)).toEqual(lease("a", 1, 1));
  });

  it("the lease is busy when another took it in between", async () => {
    const { acquire, busy } = setup();
    const slow = losing(() => acquire("b", TTL_MS));
    expect(await acquire("a", 0, slow)).toEqual(busy(TTL_MS));
  });

  it("a renewal succeeds", async () => {
    const { acquire, lease, renew } = setup();
    await acquire("a", 0);
    expect(await renew(lease("a", 1, 0), 5, losing())).toEqual(lease("a", 1, 5));
  });

  it("a renewal is refused when another took the lease in between", async () => {
    const { acquire, lease, renew } = setup();
    await acquire("a", 0);
    const slow = losing(() => acquire("b", TTL_MS + 5));
    expect(await renew(lease("a", 1, 0), 5, slow)).toBeUndefined();
  });
});

describe("a duplicate that arrives late", () => {
  it("of a renewal does not revive a lease that was released", async () => {
    const { acquire, acquired, lease, renew } = setup();
    const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
    await acquire("a", 0);
    await renew(lease("a", 1, 0), 5, createDynamoDbLeaseStore({ ...table, client }));
    await leases.release(lease("a", 1, 5));
    await expect(sendAgain(0)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(await acquire("b", 6)).toEqual(acquired("b", 2, 6));
  });

  it("of an acquisition raises no fence", async () => {
    const { acquire, lease, renew } = setup();
    const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
    await acquire("a", 0, createDynamoDbLeaseStore({ ...table, client }));
    await expect(sendAgain(0)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    await leases.release(lease("a", 1, 0));
    await expect(sendAgain(0)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(await renew(lease("a", 1, 0), 1)).toBeUndefined();
  });

  it("of a renewal does not shorten the lease", async () => {
    const { acquire, busy, lease, renew } = setup();
    const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
    await acquire("a", 0);
    await renew(lease("a", 1, 0), 5, createDynamoDbLeaseStore({ ...table, client }));
    await renew(lease("a", 1, 0), 9_000);
    await expect(sendAgain(0)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(await acquire("b", TTL_MS + 6)).toEqual(busy(9_000));
  });

  it("of a release does not free the next holder's lease", async () => {
    const { acquire, busy, lease } = setup();
    const { client, sendAgain } = clientWithLateDuplicates(table.newClient());
    await acquire("a", 0);
    await createDynamoDbLeaseStore({ ...table, client }).release(lease("a", 1, 0));
    await acquire("b", 1);
    await expect(sendAgain(0)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
    expect(await acquire("c", 2)).toEqual(busy(1));
  });
});
