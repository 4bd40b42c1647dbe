import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import { type Channel, ChannelError, type ChannelMessage } from "./channel.ts";
import type { DeliveryState } from "./delivery-state.ts";
import { type OncePoster, SETTLE_MS, without } from "./post-once.ts";
import type { OpenDelivery } from "./publisher-lease.ts";
import { whyNotUpdated } from "./refusals.ts";

type Known = NonNullable<DeliveryState["message"]>;

/** When the table was restored from a backup, and when the payout was created. */
export interface Restore {
  readonly restoredAt: string | undefined;
  readonly createdAt: string;
}

/** The one message of a payout. */
export interface StatusMessage {
  /** See `Publisher.doubtSinceRestore`. */
  doubtSinceRestore(restore: Restore): void;
  /** See `Publisher.announce`. */
  announce(message: ChannelMessage): Promise<void>;
  /** See `Publisher.show`. */
  show(message: ChannelMessage, occasion: string): Promise<void>;
}

const MESSAGE_KEY = "message";

/** Threads of so many earlier messages are looked in for what may have come there. */
const LOOKED_IN = 20;

/** A message that takes another's place has a key of its own, as both stand in the channel. */
function keyAfter(replacedId: string | undefined): string {
  return replacedId === undefined ? MESSAGE_KEY : `${MESSAGE_KEY}:after:${replacedId}`;
}

/** Whether the payout's message stands in the channel, or may. */
export function mayBeKnown({ message, replacedId, begun }: DeliveryState): boolean {
  return message !== undefined || replacedId !== undefined || begun[MESSAGE_KEY] !== undefined;
}

/** Whether the message surely shows that text, or never will. */
export function isSettled(message: DeliveryState["message"], text: string): boolean {
  if (message === undefined || message.unsureSince !== undefined) return false;
  return message.says === text || message.unsaid === text;
}

export function createStatusMessage(
  { channel, clock }: { readonly channel: Channel; readonly clock: Clock },
  delivery: OpenDelivery,
  poster: OncePoster,
): StatusMessage {
  /** Since when the channel may hold messages that the state does not name: it was restored. */
  let unnamedSince: string | undefined;

  /** Whether the message shows it now, or why it never will. */
  async function update(
    known: Known,
    message: ChannelMessage,
    occasion: string,
  ): Promise<"shown" | "deleted" | "frozen"> {
    const { messageId, unsureSince } = known;
    poster.assertLeaseLasts();
    try {
      await channel.update(messageId, message);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      const why = whyNotUpdated(error);
      if (why !== undefined) return why;
      if (error.isInDoubt) {
        delivery.note({ message: { ...known, unsureSince: toInstant(clock.nowMs()) } });
      }
      throw error;
    }
    const isSure = unsureSince === undefined || clock.nowMs() > toEpochMs(unsureSince) + SETTLE_MS;
    const shown = { messageId, says: message.text, occasion };
    delivery.note({ message: { ...shown, unsureSince: isSure ? undefined : unsureSince } });
    return "shown";
  }

  /** False when a message has to take the place of the one that is known. */
  async function isShownBy(
    known: Known,
    message: ChannelMessage,
    occasion: string,
  ): Promise<boolean> {
    const came = await update(known, message, occasion);
    if (came === "shown") return true;
    if (came === "deleted") {
      // The post begun under this key long ago is the message that was deleted.
      const begun = without(delivery.state().begun, keyAfter(delivery.state().replacedId));
      delivery.note({ message: undefined, begun });
      return false;
    }
    if (known.occasion === occasion && known.unsureSince === undefined) {
      // It shows what matters; a message for every new count would fill the channel.
      delivery.note({ message: { ...known, unsaid: message.text } });
      return true;
    }
    replace(known);
    return false;
  }

  /** False when an earlier try had posted it, and it may show what was to be said then. */
  async function isPosted(message: ChannelMessage, occasion: string): Promise<boolean> {
    const key = keyAfter(delivery.state().replacedId);
    const { messageId, wasThere } = await poster.post(key, message, {});
    const says = wasThere ? { says: "" } : { says: message.text, occasion };
    delivery.note({ message: { messageId, ...says } });
    return !wasThere;
  }

  function replace({ messageId }: Known): void {
    const { begun, replacedId, replacedBefore = [] } = delivery.state();
    const before = replacedId === undefined ? [] : [replacedId, ...replacedBefore];
    delivery.note({
      message: undefined,
      replacedId: messageId,
      replacedBefore: before.slice(0, LOOKED_IN),
      ...(unnamedSince !== undefined && {
        begun: { ...begun, [keyAfter(messageId)]: unnamedSince },
      }),
    });
  }

  return {
    doubtSinceRestore({ restoredAt, createdAt }) {
      const { message, replacedId, begun, restoredAt: heeded } = delivery.state();
      if (restoredAt === heeded) return;
      unnamedSince = createdAt;
      const unsureSince = toInstant(clock.nowMs());
      delivery.note({
        restoredAt,
        ...(message === undefined
          ? { begun: { ...begun, [keyAfter(replacedId)]: createdAt } }
          : { message: { ...message, unsureSince } }),
      });
    },

    async announce(message) {
      if (delivery.state().message !== undefined) return;
      const { messageId } = await poster.post(MESSAGE_KEY, message, {});
      delivery.note({ message: { messageId, says: message.text } });
    },

    async show(message, occasion) {
      let isShown = false;
      while (!isShown) {
        const known = delivery.state().message;
        if (isSettled(known, message.text)) return;
        isShown =
          (known !== undefined && (await isShownBy(known, message, occasion))) ||
          (await isPosted(message, occasion));
      }
    },
  };
}
