import { toInstant } from "../../../domain/clock.ts";
import { countsOf, pointsOf, tallyOf } from "../../../domain/distribution/count-tallies.ts";
import { idempotencyKeyOf, type LedgerState } from "../../../domain/distribution/ledger.ts";
import type { Payout, PayoutIn } from "../../../domain/payout/payout.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createMemoryChunks } from "../../doubles/memory-objects.ts";
import { createMemoryLedger, createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const CHUNK_SIZE = 2;
type Started = PayoutIn<"distributing" | "paused" | "halted" | "completed">;

/** A payout that was paid so far as `states` say, one payment each, from row 2 on. */
export async function createRecoveryWorld(
  state: Started["state"],
  states: readonly (Exclude<LedgerState, "sending"> | "pending")[],
  about: Pick<Payout, "dryRun" | "pointsApi"> = {},
) {
  const clock = createVirtualClock();
  const payouts = createMemoryPayoutStore();
  const ledger = createMemoryLedger();
  const chunks = createMemoryChunks();
  const payments: Payment[] = states.map((_, index) => ({
    row: index + 2,
    userId: `user-${index + 2}`,
    points: 100 * (index + 1),
    reason: "이벤트",
  }));
  const example = payoutIn(state);
  const { payoutId } = example;
  const chunkCount = Math.ceil(states.length / CHUNK_SIZE);
  const at = toInstant(clock.nowMs());
  for (let chunk = 0; chunk < chunkCount; chunk += 1) {
    const inChunk = payments.slice(chunk * CHUNK_SIZE, (chunk + 1) * CHUNK_SIZE);
    await chunks.write(payoutId, chunk, inChunk);
    await ledger.openChunk(payoutId, chunk);
    for (const payment of inChunk) await settle(chunk, payment, states[payment.row - 2]);
    const entries = await ledger.readChunk(payoutId, chunk);
    if (entries.length === inChunk.length) {
      await ledger.closeChunk(payoutId, tallyOf(chunk, entries));
    }
  }

  async function settle(chunk: number, payment: Payment, settledAs?: string): Promise<void> {
    const ref = { payoutId, chunk, row: payment.row };
    if (settledAs === "pending" || settledAs === undefined) return;
    const idempotencyKey = idempotencyKeyOf(payoutId, payment.row);
    await ledger.claim({ ref, payment, idempotencyKey, fence: 1, at });
    const settlement =
      settledAs === "paid"
        ? ({ state: "paid", transactionId: `t-${payment.row}` } as const)
        : settledAs === "rejected"
          ? ({ state: "rejected", code: "http_404" } as const)
          : ({ state: "unknown", code: "in_doubt" } as const);
    await ledger.settle({ ref, settlement, fence: 1, at });
  }

  const totalPoints = payments.reduce((sum, { points }) => sum + points, 0);
  const tallies = await ledger.tallies(payoutId);
  const payout: Payout = {
    ...example,
    ...about,
    check: { ...example.check, payments: payments.length, totalPoints },
    distribution: { ...example.distribution, chunkSize: CHUNK_SIZE, chunkCount },
    ...(example.state === "completed"
      ? {
          report: {
            ...example.report,
            counts: countsOf(payments.length, tallies),
            points: pointsOf(totalPoints, tallies),
          },
        }
      : {}),
  };
  await payouts.create(payout, createdEvent(payout));
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  const stored = async () => {
    const now = await payouts.get(payoutId);
    if (now === undefined) throw new Error("The payout is gone.");
    return now;
  };
  const entryOf = (row: number) =>
    ledger.get({ payoutId, chunk: Math.floor((row - 2) / CHUNK_SIZE), row });
  const actions = async (id = payoutId) => (await payouts.events(id)).map(({ action }) => action);
  return { clock, payouts, ledger, chunks, payoutId, newId, stored, entryOf, actions };
}
