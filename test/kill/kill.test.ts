import { describe, expect, it } from "vitest";
import * as z from "zod";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import type { IdempotencyMode } from "../../connectors/http/options.ts";
import type { LedgerEntry } from "../../domain/distribution/ledger.ts";
import { createRandom } from "../simulation/random.ts";
import { rowsOf } from "../stack/stack-under-test.ts";
import { type Kill, killWhilePaying } from "./kill-while-paying.ts";
import { CONCURRENCY, startKillWorld, untilDefined } from "./kill-world.ts";

const numberSchema = z.string().regex(/^\d+$/).transform(Number);
/** How often each mode is killed its way through a payout, each time under the next seed. */
const ROUNDS = numberSchema.default(1).parse(process.env["KILL_ROUNDS"]);
const FIRST_SEED = numberSchema.default(1).parse(process.env["KILL_SEED"]);

const PAYMENTS = 2_000;
const KILLS = 20;
const SEEDS = Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round);

/** Pays 2,000 users while its workers are killed, and tells what both sides' books say then. */
async function payUnderFire(mode: IdempotencyMode, seed: number) {
  const world = await startKillWorld(mode);
  try {
    const rows = rowsOf(PAYMENTS, mode);
    const ready = await world.upload(rows, `killed, ${mode}`);
    const { payoutId } = ready;
    await world.schedule(ready, 3_000);
    const payout = { payoutId, payments: PAYMENTS };
    const beganMs = Date.now();
    const kills = await killWhilePaying(world, payout, {
      kills: KILLS,
      random: createRandom(seed),
    });
    const killedForMs = Date.now() - beganMs;
    const until = ["completed", "halted", "paused"] as const;
    const done = await waitForPayout(world.client, payoutId, { until });
    await untilDefined(async () => (await world.scheduleNames()).length === 0 || undefined);
    const ledger = await world.ledgerOf(payoutId, PAYMENTS);
    const grants = await world.grantCounts(rows.map(([userId]) => userId));
    const end = {
      done,
      ledger,
      grants,
      kills,
      killedForMs,
      leftInFlight: lastFences(kills),
      books: await world.booksState(),
      messages: await world.messages(),
      actions: (await world.client.events(payoutId)).items.map(({ action }) => action),
    };
    tell(mode, seed, end);
    return end;
  } finally {
    await world.close();
  }
}

/** The rows that kills left in flight, each with the fence of the last worker that died over it. */
function lastFences(kills: readonly Kill[]): ReadonlyMap<number, number> {
  return new Map(
    kills.flatMap(({ fence, leftInFlight }) => leftInFlight.map((row) => [row, fence])),
  );
}

type End = Awaited<ReturnType<typeof payUnderFire>>;

function tell(mode: string, seed: number, { kills, killedForMs, done, books }: End): void {
  const lives = kills.map(({ afterCalls }) => afterCalls).join(" ");
  const inFlight = kills.map(({ leftInFlight }) => leftInFlight.length).join(" ");
  const calls = kills.map(({ callsInFlight }) => callsInFlight).join(" ");
  console.info(
    `${mode}, seed ${seed}: ${kills.length} kills in ${killedForMs} ms, after ${lives} calls, leaving in flight ` +
      `${inFlight}, of calls ${calls}; counts ${JSON.stringify(done.counts)}, ` +
      `faults ${JSON.stringify(books.faultsInjected)}`,
  );
}

/** What must hold in every mode, whatever the points API offers. */
function expectBooksToAgree({ done, ledger, grants, kills, books, messages, actions }: End): void {
  const inState = (state: string) => ledger.filter((entry) => entry.state === state);
  const paid = inState("paid");
  const unknown = inState("unknown");
  expect(kills).toHaveLength(KILLS);
  expect(kills.every(({ leftInFlight }) => leftInFlight.length <= CONCURRENCY)).toBe(true);
  expect(done.state).toBe("completed");
  expect(done.counts).toEqual({
    payments: PAYMENTS,
    paid: paid.length,
    rejected: 0,
    unknown: unknown.length,
    accepted: 0,
    withdrawn: 0,
    pending: 0,
  });
  expect(ledger).toHaveLength(paid.length + unknown.length);
  expect(done.points?.paid).toBe(paid.reduce((sum, { points }) => sum + points, 0));
  expect(paid.filter(({ userId }) => grants.get(userId) !== 1)).toEqual([]);
  expect(unknown.filter(({ userId }) => (grants.get(userId) ?? 0) > 1)).toEqual([]);
  const granted = [...grants.values()].reduce((sum, count) => sum + count, 0);
  expect(books).toMatchObject({ grants: granted, duplicates: 0, usersPaidMoreThanOnce: 0 });
  const [message, ...others] = messages;
  expect(others).toEqual([]);
  const headlineOf = (text: string | undefined) => text?.split(" — ")[0];
  const reports = message?.thread.filter(
    ({ text }) => headlineOf(text) === headlineOf(message.text),
  );
  expect(reports).toHaveLength(1);
  expect(message?.thread.filter(({ files = [] }) => files.length > 0)).toHaveLength(1);
  expect(actions).toEqual([
    "created",
    "sheet_received",
    "sheet_accepted",
    "scheduled",
    "started",
    "completed",
  ]);
}

describe.each(SEEDS)(
  "a payout of 2,000 users whose workers are killed 20 times (seed %i)",
  (seed) => {
    it.concurrent.each(["key", "lookup"] as const)(
      "pays everyone once, with an API that offers %s",
      async (mode) => {
        const end = await payUnderFire(mode, seed);
        expectBooksToAgree(end);
        expect(end.done.counts).toMatchObject({ paid: PAYMENTS, unknown: 0 });
        expect(end.books).toMatchObject({ grants: PAYMENTS, users: PAYMENTS });
      },
      600_000,
    );

    it.concurrent("pays nobody twice, and lists what was in doubt, with an API that offers nothing", async () => {
      const end = await payUnderFire("none", seed);
      expectBooksToAgree(end);
      // What a worker took over from a dead one, nobody knows of.
      const takenOver = end.ledger.filter(({ claims }) => claims > 1);
      expect(takenOver.filter(({ state }) => state !== "unknown")).toEqual([]);
      // Every payment that a kill caught in flight was taken over, unless the dead worker's own
      // outcome was on its way when it died.
      const isItsOwn = ({ row, claims, fence }: LedgerEntry) =>
        claims === 1 && fence === end.leftInFlight.get(row);
      const caught = end.ledger.filter(({ row }) => end.leftInFlight.has(row));
      expect(caught).toHaveLength(end.leftInFlight.size);
      expect(caught.filter((entry) => entry.claims === 1 && !isItsOwn(entry))).toEqual([]);
      // Of the others no more are unknown than the points API itself put in doubt: each such
      // answer, once in a call's life, leaves its payment unknown.
      const { faultsInjected } = end.books;
      const doubted = ["500", "timeout", "reset-after-paying"] as const;
      const byFaults = doubted.reduce((sum, kind) => sum + (faultsInjected[kind] ?? 0), 0);
      const unknown = end.ledger.filter(({ state }) => state === "unknown");
      expect(unknown.length - takenOver.length).toBeLessThanOrEqual(byFaults);
    }, 600_000);
  },
);
