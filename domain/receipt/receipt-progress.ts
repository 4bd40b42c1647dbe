import { type Clock, toInstant } from "../clock.ts";
import type { RoundControl } from "../distribution/round-control.ts";
import type { Receipt, ReceiptStore } from "./receipt.ts";

export interface ProgressDeps {
  readonly receipts: ReceiptStore;
  readonly clock: Clock;
}

export type CompareEnd =
  | { readonly kind: "done"; readonly findings: number }
  /** The invocation's time is nearly up; a fresh one goes on. */
  | { readonly kind: "yielded" }
  /** The points API can't be asked now: others are paid by it, it is down, or maintained. */
  | { readonly kind: "held"; readonly code: string; readonly hasGoneOn: boolean }
  /** A person has to mend something first. */
  | { readonly kind: "stopped"; readonly code: string }
  /** Another run has begun since, or it had ended already. */
  | { readonly kind: "left" };

/** What a crash loses is asked once more, which changes nothing. */
const SAVE_EVERY_MS = 5_000;

export type Progress = ReturnType<typeof createProgress>;

/** The receipt as it grows, kept every few seconds; ends the round once another run has begun. */
export function createProgress(
  { receipts, clock }: ProgressDeps,
  begun: Receipt,
  control: RoundControl,
) {
  let receipt = begun;
  let savedAtMs = clock.nowMs();

  async function save(changed: Receipt): Promise<boolean> {
    receipt = { ...changed, updatedAt: toInstant(clock.nowMs()) };
    savedAtMs = clock.nowMs();
    const isOurs = await receipts.save(receipt);
    if (!isOurs) control.end({ kind: "stopped" });
    return isOurs;
  }

  return {
    now: () => receipt,
    save,
    async hold(code: string): Promise<CompareEnd> {
      const hasGoneOn = receipt.counted.compared.payments > begun.counted.compared.payments;
      const isOurs = await save({ ...receipt, heldBy: code });
      return isOurs ? { kind: "held", code, hasGoneOn } : { kind: "left" };
    },
    async goOn(changed: Receipt): Promise<void> {
      receipt = changed;
      if (clock.nowMs() >= savedAtMs + SAVE_EVERY_MS) await save(changed);
    },
    async stop(code: string): Promise<CompareEnd> {
      const finishedAt = toInstant(clock.nowMs());
      const isOurs = await save({ ...receipt, state: "stopped", heldBy: code, finishedAt });
      return isOurs ? { kind: "stopped", code } : { kind: "left" };
    },
  };
}
