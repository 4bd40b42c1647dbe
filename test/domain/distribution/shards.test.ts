import { describe, expect, it } from "vitest";
import { DEFAULT_PAYING_SETTINGS } from "../../../domain/distribution/settings.ts";
import { chunksOf, countShards, shareOf } from "../../../domain/distribution/shards.ts";

const settings = { ...DEFAULT_PAYING_SETTINGS, ratePerWorker: 500, chunksPerWorker: 2 };
const at = (ratePerSecond: number) => ({ ...settings, ratePerSecond });

describe("the shards of a payout", () => {
  it.each([
    { why: "one worker reaches the rate", rate: 500, chunks: 2_000, shards: 1 },
    { why: "one worker does not quite reach it", rate: 501, chunks: 2_000, shards: 2 },
    { why: "ten do", rate: 5_000, chunks: 2_000, shards: 10 },
    { why: "there are few payments", rate: 5_000, chunks: 7, shards: 3 },
    { why: "there are hardly any", rate: 5_000, chunks: 1, shards: 1 },
    { why: "the rate is beyond all need", rate: 100_000, chunks: 2_000, shards: 20 },
  ])("are $shards where $why", ({ rate, chunks, shards }) => {
    expect(countShards(at(rate), chunks)).toBe(shards);
  });

  it.each([
    { chunkCount: 7, count: 3 },
    { chunkCount: 2, count: 3 },
    { chunkCount: 6, count: 3 },
    { chunkCount: 5, count: 1 },
  ])("have each of $chunkCount chunks once between $count", ({ chunkCount, count }) => {
    const shards = Array.from({ length: count }, (_, shard) => shard);
    const chunks = shards.flatMap((shard) => chunksOf({ chunkCount, shards: count }, shard));
    expect([...chunks].sort()).toEqual(Array.from({ length: chunkCount }, (_, chunk) => chunk));
  });

  it("are no more than calls may be in flight", () => {
    expect(countShards({ ...at(5_000), concurrency: 3 }, 2_000)).toBe(3);
  });

  it("together take no more than the points API allows to one", () => {
    const all = { ...at(5_000), concurrency: 25, concurrencyAtStart: 16 };
    const share = shareOf(all, { shards: 10 });
    expect(10 * share.ratePerSecond).toBe(5_000);
    expect(10 * share.concurrency).toBe(20);
    expect(share.concurrencyAtStart).toBe(2);
    expect(shareOf(all, { shards: 1 })).toEqual(all);
  });
});
