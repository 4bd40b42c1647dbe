import { Temporal } from "temporal-polyfill";
import { type Clock, toInstant } from "../clock.ts";
import { DAILY_QUOTA } from "./planned-outages.ts";
import type { DailyQuota, RateStore } from "./rate-store.ts";
import type { RoundControl, RoundStop } from "./round-control.ts";
import type { PayingSettings } from "./settings.ts";

export interface QuotaDeps {
  readonly rates: Pick<RateStore, "reserve" | "giveBack">;
  readonly clock: Clock;
  readonly settings: Pick<PayingSettings, "apiName" | "dailyQuota" | "ratePerSecond">;
  readonly control: RoundControl;
}

/** What one round takes of the calls that a points API allows a day: of one day, as long as that lasts. */
export interface QuotaShare {
  /**
   * Takes one call; where none is left the round ends, and says until when, once those have left that
   * were taken before.
   * @param reservedUntilMs when the last of them may leave, in epoch milliseconds
   * @throws {RoundStoppedError} once it has ended
   */
  take(reservedUntilMs: number): Promise<void>;
  /**
   * Why no call may leave any more that was taken: its day is over, and it would be one too many of
   * the next, of which a fresh round takes.
   */
  closed(): RoundStop | undefined;
  /** Gives back what was reserved and not taken. */
  leave(): Promise<void>;
}

/** Calls are reserved for so many seconds at a time, */
const BLOCK_SECONDS = 5;
/** and never more than this share of a day's, which workers that crash lose. */
const BLOCK_SHARE = 0.01;

/** So long a payment takes to be claimed and asked for. */
const CLAIMED_IN_MS = 1_000;

interface Block {
  readonly quota: DailyQuota;
  /** When its day ends, in epoch milliseconds. */
  readonly untilMs: number;
  readonly left: number;
}

/** Undefined where there is no quota. */
export function createQuotaShare({
  rates,
  clock,
  settings,
  control,
}: QuotaDeps): QuotaShare | undefined {
  const { apiName: api, dailyQuota, ratePerSecond } = settings;
  if (dailyQuota === undefined) return undefined;
  const { calls: most, timeZone } = dailyQuota;
  const size = Math.max(
    1,
    Math.min(Math.ceil(ratePerSecond * BLOCK_SECONDS), Math.floor(most * BLOCK_SHARE)),
  );
  let block: Block | undefined;

  async function reserve(): Promise<Block> {
    const { day, untilMs } = dayAt(clock.nowMs(), timeZone);
    const quota = { api, day, most };
    block = { quota, untilMs, left: await rates.reserve(quota, size) };
    return block;
  }

  function closed(): RoundStop | undefined {
    const isOver = block !== undefined && clock.nowMs() >= block.untilMs;
    return isOver ? { kind: "yielded" } : undefined;
  }

  return {
    closed,
    async take(reservedUntilMs) {
      const stop = closed();
      if (stop !== undefined) control.end(stop);
      control.signal.throwIfAborted();
      const held = block !== undefined && block.left > 0 ? block : undefined;
      const { quota, untilMs, left } = held ?? (await reserve());
      if (left > 0) {
        block = { quota, untilMs, left: left - 1 };
        return;
      }
      const waitMs = reservedUntilMs + CLAIMED_IN_MS - clock.nowMs();
      if (waitMs > 0) await clock.sleep(waitMs, control.signal);
      control.end({ kind: "unavailable", code: DAILY_QUOTA, until: toInstant(untilMs) });
      control.signal.throwIfAborted();
    },
    async leave() {
      if (block === undefined || block.left === 0) return;
      // Lost calls are made up for on the next day.
      await rates.giveBack(block.quota, block.left).catch(() => undefined);
      block = undefined;
    },
  };
}

function dayAt(
  nowMs: number,
  timeZone: string,
): { readonly day: string; readonly untilMs: number } {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  return {
    day: now.toPlainDate().toString(),
    untilMs: now.add({ days: 1 }).startOfDay().epochMilliseconds,
  };
}
