import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import {
  type Channel,
  ChannelError,
  type ChannelFile,
  type ChannelMessage,
  type PostOptions,
} from "./channel.ts";
import { type DeliveryState, DeliveryStateChangedError } from "./delivery-state.ts";
import {
  type DeliveryChanges,
  type LeaseTimes,
  type OpenDelivery,
  openDelivery,
  type PublisherLeaseDeps,
  publishedElsewhere,
} from "./publisher-lease.ts";

export interface PublisherDeps extends PublisherLeaseDeps {
  readonly channel: Channel;
}

/** Publishes to the channel about one payout; while it does, nobody else does. */
export interface Publisher {
  /**
   * The table was restored from a backup at that time: the message may show what the restored state
   * does not know of, and the channel may hold one, posted after `createdAt`, that the state does
   * not name.
   */
  doubtSinceRestore(restore: {
    readonly restoredAt: string | undefined;
    readonly createdAt: string;
  }): void;
  /** The payout's status message shows this from now on. */
  show(message: ChannelMessage): Promise<void>;
  /** Adds to the message's thread, once for each key. */
  reply(
    key: string,
    message: ChannelMessage,
    options?: Pick<PostOptions, "alsoInChannel">,
  ): Promise<void>;
  /** Adds a file to the message's thread, once for each name. */
  attach(file: ChannelFile): Promise<void>;
  /** Whether the reply or file of this key stands in the thread, or was left out for good. */
  isDone(key: string): boolean;
  leaveOut(key: string): void;
}

/** For so long a call that was given up may still arrive. */
const SETTLE_MS = 45_000;
/** How much Slack's clock and ours may differ. */
const CLOCK_SKEW_MS = 5 * 60_000;
const MESSAGE_KEY = "message";

/**
 * Publishes about a payout, as the only one who does. Everything is posted once: a post is written
 * down before it leaves and, should its answer be lost, looked up in the channel before it is tried
 * again. What went wrong is kept in the delivery state, so that people see that the channel is stale.
 * @throws {ChannelError} `told_elsewhere` when somebody else publishes for longer than we wait, or
 *   as the channel fails
 */
export async function publish(
  deps: PublisherDeps,
  payoutId: string,
  times: LeaseTimes,
  act: (publisher: Publisher, state: DeliveryState) => Promise<void>,
): Promise<void> {
  const delivery = await openDelivery(deps, payoutId, times);
  try {
    const publisher = createPublisher(deps, delivery, times);
    await actAndClose(deps, delivery, () => act(publisher, delivery.state()));
  } catch (error) {
    // Whether somebody took the lease is found out by the closing write at the latest.
    throw error instanceof DeliveryStateChangedError ? publishedElsewhere(error) : error;
  }
}

/** Gives the lease back in the end, with what went wrong. */
async function actAndClose(
  { clock }: PublisherDeps,
  delivery: OpenDelivery,
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof ChannelError) {
      await delivery.close(staleBy(error, delivery.state(), clock));
    }
    throw error;
  }
  await delivery.close({ stale: undefined });
}

/** What an error changes of the state: a payout that changed meanwhile is no fault of the channel. */
function staleBy({ code }: ChannelError, { stale }: DeliveryState, clock: Clock): DeliveryChanges {
  if (code === "payout_changed") return {};
  const triedAt = toInstant(clock.nowMs());
  return { stale: { since: stale?.since ?? triedAt, code, triedAt } };
}

function createPublisher(
  { channel, clock }: PublisherDeps,
  delivery: OpenDelivery,
  { callMs }: LeaseTimes,
): Publisher {
  /** No call begins that could outlast the lease. */
  function assertLeaseLasts(): void {
    const { publisher } = delivery.state();
    const untilMs = publisher === undefined ? 0 : toEpochMs(publisher.until);
    if (clock.nowMs() > untilMs - callMs) throw publishedElsewhere();
  }

  /**
   * Posts what may come once only: recorded as begun before it leaves. When a try before this one
   * was recorded and its answer lost, `find` looks in the channel whether it arrived.
   */
  async function once<T>(
    key: string,
    { find, make }: { find(sinceMs: number): Promise<T | undefined>; make(): Promise<T> },
  ): Promise<{ readonly result: T; readonly wasThere: boolean }> {
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

  async function postOnce(
    key: string,
    message: ChannelMessage,
    options: Omit<PostOptions, "key">,
  ): Promise<{ readonly messageId: string; readonly wasThere: boolean }> {
    const name = `${delivery.state().payoutId}:${key}`;
    const { inThread } = options;
    const { result, wasThere } = await once(key, {
      find: (sinceMs) => channel.find(name, { sinceMs, inThread }),
      make: () => channel.post(message, { ...options, key: name }),
    });
    return { messageId: result.messageId, wasThere };
  }

  /** Undefined when somebody deleted the message. */
  async function update(
    known: NonNullable<DeliveryState["message"]>,
    message: ChannelMessage,
  ): Promise<DeliveryState["message"]> {
    const { messageId, unsureSince } = known;
    assertLeaseLasts();
    try {
      await channel.update(messageId, message);
      const isSure =
        unsureSince === undefined || clock.nowMs() > toEpochMs(unsureSince) + SETTLE_MS;
      return { messageId, says: message.text, unsureSince: isSure ? undefined : unsureSince };
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      if (error.code === "message_not_found") return undefined;
      if (error.isInDoubt) {
        delivery.note({ message: { ...known, unsureSince: toInstant(clock.nowMs()) } });
      }
      throw error;
    }
  }

  function threadOf(): string {
    const { message } = delivery.state();
    if (message === undefined) throw new Error("Nothing was said yet that one could reply to.");
    return message.messageId;
  }

  function noteDone(key: string): void {
    delivery.note({ done: [...delivery.state().done, key] });
  }

  return {
    doubtSinceRestore({ restoredAt, createdAt }) {
      const { message, begun, restoredAt: heeded } = delivery.state();
      if (restoredAt === heeded) return;
      const unsureSince = toInstant(clock.nowMs());
      delivery.note({
        restoredAt,
        ...(message === undefined
          ? { begun: { ...begun, [MESSAGE_KEY]: createdAt } }
          : { message: { ...message, unsureSince } }),
      });
    },

    async show(message) {
      const known = delivery.state().message;
      if (known?.says === message.text && known.unsureSince === undefined) return;
      if (known !== undefined) {
        const updated = await update(known, message);
        delivery.note({ message: updated });
        if (updated !== undefined) return;
        // The post begun under this key long ago is the message that was deleted.
        delivery.note({ begun: without(delivery.state().begun, MESSAGE_KEY) });
      }
      const { messageId, wasThere } = await postOnce(MESSAGE_KEY, message, {});
      const posted = { messageId, says: message.text };
      // A message that was found shows the text of the try whose answer was lost.
      delivery.note({ message: wasThere ? await update(posted, message) : posted });
    },

    async reply(key, message, options = {}) {
      if (delivery.state().done.includes(key)) return;
      await postOnce(key, message, { ...options, inThread: threadOf() });
      noteDone(key);
    },

    async attach(file) {
      const key = fileKey(file.name);
      if (delivery.state().done.includes(key)) return;
      const where = { inThread: threadOf() };
      await once(key, {
        find: async () => ((await channel.hasFile(file.name, where)) ? true : undefined),
        make: async () => {
          await channel.attach(file, where);
          return true;
        },
      });
      noteDone(key);
    },

    isDone: (key) => delivery.state().done.includes(key),
    leaveOut: noteDone,
  };
}

/** Whether the payout's message stands in the channel, or may. */
export function mayBeKnown({ message, begun }: DeliveryState): boolean {
  return message !== undefined || begun[MESSAGE_KEY] !== undefined;
}

/** The key of a file in a thread. */
export function fileKey(name: string): string {
  return `file:${name}`;
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

function without(record: Readonly<Record<string, string>>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
