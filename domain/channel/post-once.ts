import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import { type Channel, ChannelError, type ChannelMessage, type PostOptions } from "./channel.ts";
import { type LeaseTimes, type OpenDelivery, publishedElsewhere } from "./publisher-lease.ts";

/** For so long a call that was given up may still arrive. */
export const SETTLE_MS = 45_000;
/** How much Slack's clock and ours may differ. */
const CLOCK_SKEW_MS = 5 * 60_000;

interface Once<T> {
  /** Looks in the channel whether an earlier try, begun then (epoch ms) at the earliest, arrived. */
  find(sinceMs: number): Promise<T | undefined>;
  make(): Promise<T>;
}

/** Posts what may come once only. */
export interface OncePoster {
  /** No call begins that could outlast the lease. @throws {ChannelError} `told_elsewhere` */
  assertLeaseLasts(): void;
  /**
   * Posts what may come once only: recorded as begun before it leaves. When a try before this one
   * was recorded and its answer lost, `find` looks in the channel whether it arrived.
   */
  once<T>(key: string, act: Once<T>): Promise<{ readonly result: T; readonly wasThere: boolean }>;
  post(
    key: string,
    message: ChannelMessage,
    options: Omit<PostOptions, "key">,
  ): Promise<{ readonly messageId: string; readonly wasThere: boolean }>;
  /**
   * Looks in a thread, and then in those of the messages whose place was taken: what was begun before
   * stands there.
   */
  inThreads<T>(
    thread: string,
    look: (inThread: string) => Promise<T | undefined>,
  ): Promise<T | undefined>;
}

export function createOncePoster(
  { channel, clock }: { readonly channel: Channel; readonly clock: Clock },
  delivery: OpenDelivery,
  { callMs }: LeaseTimes,
): OncePoster {
  function assertLeaseLasts(): void {
    const { publisher } = delivery.state();
    const untilMs = publisher === undefined ? 0 : toEpochMs(publisher.until);
    if (clock.nowMs() > untilMs - callMs) throw publishedElsewhere();
  }

  async function once<T>(key: string, { find, make }: Once<T>) {
    const { begun } = delivery.state();
    const before = begun[key];
    if (before !== undefined) {
      const beforeMs = toEpochMs(before);
      const retryAfterMs = beforeMs + SETTLE_MS - clock.nowMs();
      if (retryAfterMs > 0) {
        const code = "not_settled";
        throw new ChannelError("It may still arrive; too early to look.", { code, retryAfterMs });
      }
      const found = await lookUp(() => find(beforeMs - CLOCK_SKEW_MS));
      if (found !== undefined) return { result: found, wasThere: true };
    }
    await delivery.write({ begun: { ...begun, [key]: toInstant(clock.nowMs()) } });
    assertLeaseLasts();
    try {
      return { result: await make(), wasThere: false };
    } catch (error) {
      if (error instanceof ChannelError && !error.isInDoubt) {
        delivery.note({ begun: without(delivery.state().begun, key) });
      }
      throw error;
    }
  }

  async function inThreads<T>(
    thread: string,
    look: (inThread: string) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const { replacedId, replacedBefore = [] } = delivery.state();
    const before = replacedId === undefined ? [] : [replacedId, ...replacedBefore];
    for (const inThread of [thread, ...before]) {
      const found = await look(inThread);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return {
    assertLeaseLasts,
    once,
    inThreads,
    async post(key, message, options) {
      const name = `${delivery.state().payoutId}:${key}`;
      const { inThread: thread } = options;
      const { result, wasThere } = await once(key, {
        find: (sinceMs) =>
          thread === undefined
            ? channel.find(name, { sinceMs })
            : inThreads(thread, (inThread) => channel.find(name, { sinceMs, inThread })),
        make: () => channel.post(message, { ...options, key: name }),
      });
      return { messageId: result.messageId, wasThere };
    },
  };
}

/** Where the app may not read the channel, it posts again: better twice than not at all. */
async function lookUp<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ChannelError && error.code === "missing_scope") return undefined;
    throw error;
  }
}

/** The record without one of its keys. */
export function without(
  record: Readonly<Record<string, string>>,
  key: string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
