import { setTimeout as delay } from "node:timers/promises";
import type { PayoutAnswer } from "../admin-api/schemas/payout.ts";
import type { PayoutState } from "../domain/payout/payout.ts";
import type { AdminApiClient } from "./admin-api-client.ts";

const POLL_EVERY_MS = 500;

/** States that a payout leaves by a person's doing only. */
export const RESTING_STATES: readonly PayoutState[] = [
  "invalid",
  "completed",
  "halted",
  "cancelled",
];

/** Polls a payout until it is in one of the states, telling each answer on the way. */
export async function waitForPayout(
  client: Pick<AdminApiClient, "payout">,
  payoutId: string,
  options: {
    readonly until: readonly PayoutState[];
    readonly onAnswer?: (payout: PayoutAnswer) => void;
    readonly pollEveryMs?: number;
    readonly signal?: AbortSignal;
  },
): Promise<PayoutAnswer> {
  for (;;) {
    const payout = await client.payout(payoutId);
    options.onAnswer?.(payout);
    if (options.until.includes(payout.state)) return payout;
    await delay(
      options.pollEveryMs ?? POLL_EVERY_MS,
      undefined,
      options.signal === undefined ? {} : { signal: options.signal },
    );
  }
}
