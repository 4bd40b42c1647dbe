import { type Clock, toInstant } from "../clock.ts";
import {
  type Channel,
  ChannelError,
  type ChannelFile,
  type ChannelMessage,
  type PostOptions,
} from "./channel.ts";
import {
  type ActingKind,
  type DeliveryState,
  DeliveryStateChangedError,
} from "./delivery-state.ts";
import { createOncePoster } from "./post-once.ts";
import {
  type DeliveryChanges,
  type LeaseTimes,
  type OpenDelivery,
  openDelivery,
  type PublisherLeaseDeps,
  publishedElsewhere,
} from "./publisher-lease.ts";
import { isFileRefused, whyNotUpdated } from "./refusals.ts";
import { createStatusMessage, type Restore } from "./status-message.ts";

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
  doubtSinceRestore(restore: Restore): void;
  /** Posts what stands there as it is from then on, of no payout, once. */
  announce(message: ChannelMessage): Promise<void>;
  /**
   * The payout's status message shows this from now on. Where the channel lets nobody change it any
   * more, another is posted in its place, once for each `occasion`: a channel in which nothing may
   * ever be changed must not be filled with every new count.
   */
  show(message: ChannelMessage, occasion: string): Promise<void>;
  /** Adds to the message's thread, once for each key; `acting`: with a button that acts. */
  reply(
    key: string,
    message: ChannelMessage,
    options?: Pick<PostOptions, "alsoInChannel"> & { readonly acting?: ActingKind | undefined },
  ): Promise<void>;
  /**
   * Replaces what a reply with a button that acts says, once for its key; such a button is not to
   * stand where it does nothing.
   */
  retire(key: string, message: ChannelMessage): Promise<void>;
  /**
   * Adds a file to the message's thread, once for each name. One that the channel won't have is left
   * out for good.
   */
  attach(file: ChannelFile): Promise<void>;
  /** Whether the file of this name stands in the thread; undefined as long as neither was done. */
  fileOf(name: string): "attached" | "left_out" | undefined;
  leaveOut(name: string): void;
}

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
  deps: PublisherDeps,
  delivery: OpenDelivery,
  times: LeaseTimes,
): Publisher {
  const { channel } = deps;
  const poster = createOncePoster(deps, delivery, times);
  const status = createStatusMessage(deps, delivery, poster);

  function threadOf(): string {
    const { message } = delivery.state();
    if (message === undefined) throw new Error("Nothing was said yet that one could reply to.");
    return message.messageId;
  }

  const isDone = (key: string): boolean => delivery.state().done.includes(key);
  function noteDone(...keys: readonly string[]): void {
    delivery.note({ done: [...delivery.state().done, ...keys] });
  }

  return {
    ...status,

    async reply(key, message, { acting: kind, ...options } = {}) {
      if (isDone(key)) return;
      const { messageId } = await poster.post(key, message, { ...options, inThread: threadOf() });
      noteDone(key);
      if (kind === undefined) return;
      const { acting = [] } = delivery.state();
      delivery.note({ acting: [...acting, { key, kind, messageId }] });
    },

    async retire(key, message) {
      const { acting = [] } = delivery.state();
      const reply = acting.find((one) => one.key === key);
      if (reply === undefined) return;
      poster.assertLeaseLasts();
      try {
        await channel.update(reply.messageId, message);
      } catch (error) {
        // Gone, or never to be changed any more: what it says then is beyond us.
        if (!(error instanceof ChannelError) || whyNotUpdated(error) === undefined) throw error;
      }
      delivery.note({ acting: acting.filter((one) => one.key !== key) });
    },

    async attach(file) {
      const key = fileKey(file.name);
      const thread = threadOf();
      const { result: isTaken } = await poster.once(key, {
        find: () =>
          poster.inThreads(thread, async (inThread) =>
            (await channel.hasFile(file.name, { inThread })) ? true : undefined,
          ),
        make: () => isAttached(channel, file, thread),
      });
      noteDone(key, ...(isTaken ? [] : [leftOutKey(file.name)]));
    },

    fileOf(name) {
      if (!isDone(fileKey(name))) return undefined;
      return isDone(leftOutKey(name)) ? "left_out" : "attached";
    },
    leaveOut: (name) => noteDone(fileKey(name), leftOutKey(name)),
  };
}

/** False when the channel won't ever have the file. */
async function isAttached(channel: Channel, file: ChannelFile, inThread: string): Promise<boolean> {
  try {
    await channel.attach(file, { inThread });
    return true;
  } catch (error) {
    if (error instanceof ChannelError && isFileRefused(error)) return false;
    throw error;
  }
}

const FILE = "file:";
const LEFT_OUT = "left_out:";

/** The key of a file in a thread, whether it stands there or was left out. */
export function fileKey(name: string): string {
  return `${FILE}${name}`;
}

/** Beside its {@link fileKey}: it does not stand in the thread. */
function leftOutKey(name: string): string {
  return `${LEFT_OUT}${name}`;
}

/** Whether a payout's file stands in its thread, by the keys of what is done; there is one at most. */
export function hasAttachedFile(done: readonly string[]): boolean {
  const has = (prefix: string): boolean => done.some((key) => key.startsWith(prefix));
  return has(FILE) && !has(LEFT_OUT);
}
