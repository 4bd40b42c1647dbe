import { ChannelError } from "./channel/channel.ts";
import { type News, type NotifyChannelDeps, notifyChannel } from "./channel/notify-channel.ts";
import type { DurableEngine } from "./durable-engine.ts";

/** How long an undelivered report waits for its next try; the last wait is repeated. */
const RETRY_AFTER_MS = [60_000, 300_000, 1_800_000, 7_200_000];
const MAX_TRIES = 24;

/** The channel may be down for long; the payout is done all the same and its report comes later. */
export async function notifyUntilDelivered(
  deps: NotifyChannelDeps,
  payoutId: string,
  engine: DurableEngine,
): Promise<void> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    if (await engine.step(`tell-${tries}`, () => isDelivered(deps, payoutId))) return;
    await engine.wait(`tell-again-${tries}`, RETRY_AFTER_MS[tries - 1] ?? 7_200_000);
  }
}

/** Brings the channel up to date; false when the channel can't be reached now. */
export async function isDelivered(
  deps: NotifyChannelDeps,
  payoutId: string,
  news: News = {},
): Promise<boolean> {
  try {
    await notifyChannel(deps, payoutId, news);
    return true;
  } catch (error) {
    if (error instanceof ChannelError) return false;
    throw error;
  }
}
