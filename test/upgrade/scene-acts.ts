import { notifyChannel } from "../../domain/channel/notify-channel.ts";
import { createPayout, sheetKeyOf } from "../../domain/payout/create-payout.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { Person } from "../../domain/payout/person.ts";
import { schedulePayout } from "../../domain/payout/schedule-payout.ts";
import { MARKETER } from "../domain/payout/payouts.ts";
import type { Mode } from "./booked-points-api.ts";
import type { Execution } from "./durable-execution.ts";
import { sheetOf } from "./objects-of-text.ts";
import type { ReleaseWorld } from "./release-world.ts";

const LEAD_MS = 30 * 60_000;
const SEOUL_MS = 9 * 3_600_000;

export interface Scene {
  /** Of its file. */
  readonly name: string;
  readonly about: string;
  readonly mode: Mode;
  /** Whether result workbooks are left as files. */
  readonly hasWorkbooks?: boolean;
  /** Leaves payouts as they are at some moment; nothing that still runs is waited for. */
  play(world: ReleaseWorld): Promise<void>;
}

export const usersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `user-${index + 1}`);

interface NewPayout {
  readonly title: string;
  readonly users?: readonly string[];
  readonly points?: number;
  readonly dryRun?: boolean;
  /** The marketer when absent. */
  readonly by?: Person;
}

export async function create(
  { deps }: ReleaseWorld,
  { title, dryRun, by = MARKETER }: NewPayout,
): Promise<string> {
  const request = { title, fileName: `${title}.csv`, sizeBytes: 1_000, dryRun };
  return (await createPayout(deps, request, by)).payout.payoutId;
}

export function sheetBytes({ users = usersOf(5), points = 100 }: NewPayout): Uint8Array {
  const payments = users.map((userId, index) => ({ row: index + 2, userId, points }));
  return new TextEncoder().encode(sheetOf(payments));
}

/** With its sheet, checked. */
export async function upload(world: ReleaseWorld, about: NewPayout): Promise<string> {
  const payoutId = await create(world, about);
  await world.receive(sheetKeyOf(payoutId, ".csv"), sheetBytes(about));
  return payoutId;
}

/** Scheduled for half an hour later, or waiting for an approval of that; the channel is told. */
export async function schedule(world: ReleaseWorld, about: NewPayout): Promise<string> {
  const payoutId = await upload(world, about);
  await scheduleReady(world, payoutId, about.by);
  return payoutId;
}

export async function scheduleReady(
  { deps, clock }: ReleaseWorld,
  payoutId: string,
  by: Person = MARKETER,
): Promise<void> {
  const payout = await getPayout(deps.payouts, payoutId);
  if (payout.state !== "ready") throw new Error(`${payout.title} is ${payout.state}.`);
  const at = new Date(clock.nowMs() + LEAD_MS + SEOUL_MS).toISOString().slice(0, 19);
  const request = {
    ...{ at, timeZone: "Asia/Seoul", expectedTotalPoints: payout.check.totalPoints },
    acknowledgedWarnings: payout.check.warningCodes ?? [],
  };
  await schedulePayout(deps, payoutId, request, by);
  await notifyChannel(deps, payoutId);
}

/** Comes to its time, and pays until nothing is left or somebody has to act. */
export async function pay(world: ReleaseWorld, payoutId: string): Promise<void> {
  await world.clock.run(world.run(world.fire(payoutId)));
}

/** The same, and leaves it after a while. */
export async function payFor(
  world: ReleaseWorld,
  ms: number,
  payoutId: string,
): Promise<Execution> {
  const execution = world.fire(payoutId);
  await leaveAfter(world, ms, execution);
  return execution;
}

export async function leaveAfter(
  world: ReleaseWorld,
  ms: number,
  execution: Execution,
): Promise<void> {
  // Whoever pays is left alone with what it does.
  world.run(execution).catch(() => undefined);
  await world.clock.run(world.clock.sleep(ms));
}
