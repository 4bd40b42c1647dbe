import type { LedgerCorrections, LedgerStore } from "../../../domain/distribution/ledger-store.ts";
import { type RetryRequest, retryPayout } from "../../../domain/distribution/retry-payout.ts";
import type { ChosenPayments } from "../../../domain/distribution/reversal-choice.ts";
import { reversePayout } from "../../../domain/distribution/reverse-payout.ts";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import { RefusedError } from "../../../domain/payout/payout-errors.ts";
import type { PayoutStore } from "../../../domain/payout/payout-store.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import type { SheetSink } from "../../../domain/payout/sheet-store.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { MARKETER, payoutIn } from "../payout/payouts.ts";
import { createRecoveryWorld } from "./recovery-world.ts";

/** Row 2 on: one is paid, three can be paid again. */
const STATES = ["paid", "rejected", "rejected", "unknown", "rejected"] as const;
export const REJECTED_ROWS = [3, 4, 6];

export interface Ports {
  readonly payouts: PayoutStore;
  readonly ledger: LedgerStore & LedgerCorrections;
  readonly sheetSink: SheetSink;
}

/** A payout that was paid so far, and retries of it through ports that may fail. */
export async function createRetryWorld(
  state: Parameters<typeof createRecoveryWorld>[0] = "completed",
  about: Parameters<typeof createRecoveryWorld>[2] = {},
  states: Parameters<typeof createRecoveryWorld>[1] = STATES,
) {
  const world = await createRecoveryWorld(state, states, about);
  const { clock, payouts, ledger, newId, payoutId } = world;
  /** The sheet that each payout was checked with. */
  const sheets = new Map<string, readonly Payment[]>();

  const change = async (id: string, name: "sheet_accepted" | "cancelled") => {
    const payout = await payouts.get(id);
    if (payout === undefined) throw new Error(`There is no payout ${id}.`);
    const cause = { by: { kind: "person" as const, ...MARKETER }, nowMs: 0, eventId: newId() };
    const { check } = payoutIn("ready");
    const next =
      name === "cancelled"
        ? changePayout(name, payout, {}, cause)
        : changePayout(name, payout, { check }, cause);
    await payouts.change(next.payout, next.event);
  };
  const ports: Ports = {
    payouts,
    ledger,
    sheetSink: {
      // As the upload's event does: only a payout that waits for its sheet takes it.
      async put(key, sheet) {
        const id = key.split("/")[1] ?? "";
        const payout = await payouts.get(id);
        if (payout?.state !== "uploading") return;
        const object = { key, versionId: "v1", sizeBytes: sheet.byteLength };
        const cause = { by: { kind: "system", name: "check-sheet" } as const, nowMs: 0 };
        const received = changePayout(
          "sheet_received",
          payout,
          { sheet: object },
          { ...cause, eventId: newId() },
        );
        await payouts.change(received.payout, received.event);
        sheets.set(id, JSON.parse(new TextDecoder().decode(sheet)));
        await change(id, "sheet_accepted");
      },
    },
  };
  const depsOf = (through: Ports) => ({
    ...through,
    writePaymentsSheet: async (payments: readonly Payment[]) =>
      new TextEncoder().encode(JSON.stringify(payments)),
    clock,
    newId,
    language: "ko" as const,
    policy: policySchema.parse({}),
    pointsTakenBack: true,
  });
  const retry = (rows?: readonly number[], through: Ports = ports) =>
    retryPayout(depsOf(through), payoutId, rows === undefined ? {} : { rows }, MARKETER);
  const correct = (request: RetryRequest) =>
    retryPayout(depsOf(ports), payoutId, request, MARKETER);
  const reverse = (names: ChosenPayments = {}, through: Ports = ports, of = payoutId) =>
    reversePayout(depsOf(through), of, { ...names, reason: "두 번 지급됨" }, MARKETER);
  const wait = (ms: number) => clock.jumpTo(clock.nowMs() + ms);
  /** Users whom payouts that can still act would pay again, or take from, as often as they would. */
  const toBePaid = async () => {
    const users: string[] = [];
    for (const [id, payments] of sheets) {
      const { state: now } = (await payouts.get(id)) ?? {};
      if (now !== "cancelled") users.push(...payments.map(({ userId }) => userId));
    }
    return users.sort();
  };
  return { ...world, ports, depsOf, retry, correct, reverse, sheets, toBePaid, wait, change };
}

/** What a retry was refused with, and the payout it named. */
export const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: unknown) => {
      if (!(error instanceof RefusedError)) throw error;
      return [error.code, error.otherPayoutId];
    },
  );
export const usersOf = (rows: readonly number[]) => rows.map((row) => `user-${row}`);
