import type { Clock } from "../clock.ts";
import { ChannelError } from "./channel.ts";
import { type NotifyChannelDeps, notifyProgress } from "./notify-channel.ts";

export interface ProgressTickerDeps extends NotifyChannelDeps {
  readonly clock: Clock;
  /** How often the message of a payout that is being paid is brought up to date. */
  readonly progressEveryMs: number;
}

/** Shows progress while payments are made, without ever delaying them. */
export interface ProgressTicker {
  /** Waits for an update that is on its way, so that it can't arrive after a newer one. */
  stop(): Promise<void>;
}

/** A channel that does not answer is left alone for a while. */
const LEAVE_ALONE_TICKS = 12;

/** Brings the payout's message up to date every few seconds, until it is stopped. */
export function startProgressTicker(deps: ProgressTickerDeps, payoutId: string): ProgressTicker {
  const stopped = new AbortController();
  const ended = tick(deps, payoutId, stopped.signal);
  return {
    async stop() {
      stopped.abort();
      await ended;
    },
  };
}

async function tick(
  deps: ProgressTickerDeps,
  payoutId: string,
  stopped: AbortSignal,
): Promise<void> {
  let skip = 0;
  do {
    if (skip > 0) {
      skip -= 1;
      continue;
    }
    try {
      await notifyProgress(deps, payoutId);
    } catch (error) {
      // A failure to show progress must not keep anybody from being paid.
      if (!isElsewhere(error)) skip = LEAVE_ALONE_TICKS;
    }
  } while (await slept(deps, stopped));
}

function isElsewhere(error: unknown): boolean {
  return error instanceof ChannelError && error.code === "told_elsewhere";
}

async function slept(
  { clock, progressEveryMs }: ProgressTickerDeps,
  stopped: AbortSignal,
): Promise<boolean> {
  try {
    await clock.sleep(progressEveryMs, stopped);
    return !stopped.aborted;
  } catch {
    return false;
  }
}
