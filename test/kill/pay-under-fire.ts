import { expect } from "vitest";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { createRandom } from "../simulation/random.ts";
import type { SheetRow } from "../stack/stack-under-test.ts";
import type { ApiUnderFire } from "./api-under-fire.ts";
import { type Kill, killWhilePaying } from "./kill-while-paying.ts";
import { type KilledStack, type KillWorld, startKillWorld, untilDefined } from "./kill-world.ts";

export interface Fire {
  /** What it is told as. */
  readonly name: string;
  readonly rows: readonly SheetRow[];
  readonly kills: number;
  readonly seed: number;
  /** What the stack is started with. */
  readonly stack: KilledStack;
  /** Once the stack stands. */
  readonly openApi: (world: KillWorld) => Promise<ApiUnderFire>;
}

/** Pays a sheet while its workers are killed, and tells what both sides' books say then. */
export async function payUnderFire({ name, rows, stack, openApi, ...fire }: Fire) {
  const world = await startKillWorld(stack);
  try {
    const api = await openApi(world);
    const payments = rows.length;
    const ready = await world.upload(rows, `killed, ${name}`);
    const { payoutId } = ready;
    await world.schedule(ready, 3_000);
    const beganMs = Date.now();
    const kills = await killWhilePaying(
      world,
      api,
      { payoutId, payments },
      { kills: fire.kills, random: createRandom(fire.seed) },
    );
    const killedForMs = Date.now() - beganMs;
    const until = ["completed", "halted", "paused"] as const;
    const done = await waitForPayout(world.client, payoutId, { until });
    await untilDefined(async () => (await world.scheduleNames()).length === 0 || undefined);
    const ledger = await world.ledgerOf(payoutId, payments);
    const grants = await api.grantCounts(rows.map(([userId]) => userId));
    const end = {
      ...{ payments, done, ledger, grants, kills, killedForMs },
      leftInFlight: lastFences(kills),
      books: await api.state(),
      messages: await world.messages(),
      actions: (await world.client.events(payoutId)).items.map(({ action }) => action),
    };
    tell(name, fire.seed, end);
    return end;
  } finally {
    await world.close();
  }
}

export type EndOfFire = Awaited<ReturnType<typeof payUnderFire>>;

/** The rows that kills left in flight, each with the fence of the last worker that died over it. */
function lastFences(kills: readonly Kill[]): ReadonlyMap<number, number> {
  return new Map(
    kills.flatMap(({ fence, leftInFlight }) => leftInFlight.map((row) => [row, fence])),
  );
}

function tell(name: string, seed: number, { kills, killedForMs, done, books }: EndOfFire): void {
  const lives = kills.map(({ afterCalls }) => afterCalls).join(" ");
  const inFlight = kills.map(({ leftInFlight }) => leftInFlight.length).join(" ");
  const calls = kills.map(({ callsInFlight }) => callsInFlight).join(" ");
  console.info(
    `${name}, seed ${seed}: ${kills.length} kills in ${killedForMs} ms, after ${lives} calls, leaving in flight ` +
      `${inFlight}, of calls ${calls}; counts ${JSON.stringify(done.counts)}, ` +
      `${books.doubts} answers lost or wrong`,
  );
}

/** What must hold whatever the points API offers: its books agree with ours, and it is told once. */
export function expectBooksToAgree(end: EndOfFire): void {
  const { payments, done, ledger, grants, books, messages, actions } = end;
  const inState = (state: string) => ledger.filter((entry) => entry.state === state);
  const [paid, rejected, unknown] = [inState("paid"), inState("rejected"), inState("unknown")];
  expect(done.state).toBe("completed");
  expect(done.counts).toEqual({
    payments,
    paid: paid.length,
    rejected: rejected.length,
    unknown: unknown.length,
    accepted: 0,
    withdrawn: 0,
    pending: 0,
  });
  expect(ledger).toHaveLength(paid.length + rejected.length + unknown.length);
  expect(done.points?.paid).toBe(paid.reduce((sum, { points }) => sum + points, 0));
  expect(paid.filter(({ userId }) => grants.get(userId) !== 1)).toEqual([]);
  expect(rejected.filter(({ userId }) => grants.get(userId) !== 0)).toEqual([]);
  expect(unknown.filter(({ userId }) => (grants.get(userId) ?? 0) > 1)).toEqual([]);
  expect(books.grants).toBe([...grants.values()].reduce((sum, count) => sum + count, 0));
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
    "canary_passed",
    "completed",
  ]);
}

/** Where nothing ends a doubt: what was in flight when a worker died, nobody knows of, and little else. */
export function expectOnlyDoubtsUnknown({ ledger, leftInFlight, books }: EndOfFire): void {
  // What a worker took over from a dead one, nobody knows of.
  const takenOver = ledger.filter(({ claims }) => claims > 1);
  expect(takenOver.filter(({ state }) => state !== "unknown")).toEqual([]);
  // Every payment that a kill caught in flight was taken over, unless the dead worker's own
  // outcome was on its way when it died.
  const caught = ledger.filter(({ row }) => leftInFlight.has(row));
  expect(caught).toHaveLength(leftInFlight.size);
  const isItsOwn = ({ row, fence }: (typeof caught)[number]) => fence === leftInFlight.get(row);
  expect(caught.filter((entry) => entry.claims === 1 && !isItsOwn(entry))).toEqual([]);
  // Of the others no more are unknown than the points API itself put in doubt: each such answer,
  // once in a call's life, leaves its payment unknown.
  const unknown = ledger.filter(({ state }) => state === "unknown");
  expect(unknown.length - takenOver.length).toBeLessThanOrEqual(books.doubts);
}
