import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { toInstant } from "../../domain/clock.ts";
import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import { type Cause, changePayout } from "../../domain/payout/change-payout.ts";
import type { CreatePayoutRequest } from "../../domain/payout/create-payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { createdEvent } from "../domain/payout/payouts.ts";
import type { AdminApiWorld } from "./admin-api-world.ts";

/** What is ticked about sheets that are all alike. */
export const ALIKE = ["paid_lately_same"];

/** A sheet of `points`, one payment each. */
export function csvOf(points: readonly number[]): Buffer {
  const rows = points.map((amount, index) => `user-${index + 1},${amount},이벤트`);
  return Buffer.from(["회원ID,포인트,사유", ...rows].join("\n"));
}

/** Uploads a sheet as that local user and waits until it is checked. */
export async function createChecked(
  world: AdminApiWorld,
  sheet: Buffer,
  user = "marketer",
  about: {
    readonly dryRun?: boolean;
    readonly pointsApi?: string;
    readonly defaults?: CreatePayoutRequest["defaults"];
  } = {},
): Promise<PayoutAnswer> {
  const client = await world.clientOf(user);
  const { payoutId, upload } = await client.createPayout({
    title: "12월 이벤트",
    fileName: "12월.csv",
    sizeBytes: sheet.byteLength,
    ...about,
  });
  await client.upload(upload, sheet, "12월.csv");
  return waitForPayout(client, payoutId, { until: ["ready", "invalid"], pollEveryMs: 20 });
}

/** A local time in Seoul that many seconds from now. */
export function seoulTimeIn(seconds: number): string {
  const seoulOffsetMs = 9 * 3_600_000;
  return toInstant(Date.now() + seconds * 1000 + seoulOffsetMs).slice(0, 19);
}

/** A sheet for users that no other sheet of these tests has: it is compared with none of them. */
export function sheetOfItsOwn(points: readonly number[]): Buffer {
  return Buffer.from(csvOf(points).toString().replaceAll("user-", `only-${crypto.randomUUID()}-`));
}

/** A payout of three payments as the distribution leaves it after each of its steps. */
export async function startDistribution(world: AdminApiWorld) {
  const client = await world.clientOf("marketer");
  const { payoutId } = await createChecked(world, sheetOfItsOwn([100, 200, 300]));
  await client.schedule(payoutId, {
    at: seoulTimeIn(3600),
    expectedTotalPoints: 600,
    acknowledgedWarnings: ALIKE,
  });
  const { payouts, chunks, ledger } = world.stores;
  const at = "2026-11-21T00:00:00.000Z";
  const payments: Payment[] = [1, 2, 3].map((index) => ({
    row: index + 1,
    userId: `${payoutId}/user ${index}%`,
    points: index * 100,
  }));
  await chunks.write(payoutId, 0, payments.slice(0, 2));
  await chunks.write(payoutId, 1, payments.slice(2));
  await change("started", {
    distribution: { startedAt: at, chunkSize: 2, chunkCount: 2, run: 1, execution: "test" },
  });

  async function change(...[name, fields]: Parameters<typeof changeOf>): Promise<void> {
    const payout = await payouts.get(payoutId);
    if (payout === undefined) throw new Error("The payout is gone.");
    const next = changeOf(name, fields)(payout);
    await payouts.change(next.payout, next.event);
  }

  async function claim(row: number) {
    const payment = payments[row - 2];
    if (payment === undefined) throw new RangeError(`There is no row ${row}.`);
    const ref = { payoutId, chunk: row === 4 ? 1 : 0, row };
    const idempotencyKey = idempotencyKeyOf(payoutId, row);
    await ledger.openChunk(payoutId, ref.chunk);
    await ledger.claim({ ref, payment, idempotencyKey, fence: 1, at });
    return ref;
  }

  return { payoutId, payments, at, change, claim };
}

function changeOf<N extends "started" | "halted" | "completed" | "paused">(
  name: N,
  fields: Parameters<typeof changePayout<N>>[2],
) {
  const cause: Cause = {
    by: { kind: "system", name: "distribute" },
    nowMs: Date.now(),
    eventId: crypto.randomUUID(),
  };
  return (payout: Parameters<typeof changePayout>[1]) => changePayout(name, payout, fields, cause);
}

/** The id of a payout in a state that this version does not know. */
export async function writtenByLaterVersion({ clientOf, stores }: AdminApiWorld): Promise<string> {
  const request = { title: "later", fileName: "later.csv", sizeBytes: 9 };
  const { payoutId } = await (await clientOf("marketer")).createPayout(request);
  const payout = await stores.payouts.get(payoutId);
  if (payout === undefined) throw new Error("It was created.");
  const later = Object.assign({ ...payout }, { revision: 2, state: "later" });
  const event = { ...createdEvent(later), eventId: `${payoutId}-2`, revision: 2 };
  await stores.payouts.change(later, { ...event, from: payout.state });
  return payoutId;
}
