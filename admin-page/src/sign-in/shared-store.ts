import { type StateStore, User, WebStorageStateStore } from "oidc-client-ts";
import * as z from "zod/mini";

/**
 * How long other tabs have to answer. They do so within a few milliseconds; a page that is alone waits
 * so long, once when it is opened and once for each renewal.
 */
const ANSWER_WITHIN_MS = 250;

/** What tabs tell each other of who is signed in. */
const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("asked"), key: z.string() }),
  z.object({ kind: z.literal("answered"), key: z.string(), value: z.string() }),
  z.object({ kind: z.literal("signed_in"), key: z.string(), value: z.string() }),
  z.object({ kind: z.literal("signed_out"), key: z.string() }),
]);
type Message = z.infer<typeof messageSchema>;

export type Channel = Pick<BroadcastChannel, "postMessage" | "addEventListener">;

/** What other tabs did. */
export interface Heard {
  /** Somebody signed in there, or was renewed; the tokens are this tab's by now. */
  readonly signedIn: (isAnother: boolean) => unknown;
  readonly signedOut: () => unknown;
}

export interface SharedStore extends StateStore {
  /** Resolves once another tab has answered with what it has, or none has in time. */
  ask(key: string): Promise<void>;
  /** How often somebody signed out in any tab, as far as this one knows. */
  signOuts(): number;
}

/**
 * Tokens live as long as the tabs that hold them and are written nowhere else: a tab that is opened gets
 * them from one that is, and what one renews or gives up all do. Only pages of the same origin hear it.
 */
export function createSharedStore({
  storage,
  channel,
  heard,
  answerWithinMs = ANSWER_WITHIN_MS,
}: {
  readonly storage: Storage;
  readonly channel: Channel;
  readonly heard: Heard;
  readonly answerWithinMs?: number;
}): SharedStore {
  const own = new WebStorageStateStore({ store: storage });
  const waiting = new Set<() => void>();
  let asked: Promise<void> | undefined;
  let signOuts = 0;
  const tell = (message: Message) => channel.postMessage(message);

  channel.addEventListener("message", ({ data }) => {
    const { data: message } = messageSchema.safeParse(data);
    if (message !== undefined) void hear(message);
  });

  async function hear(message: Message): Promise<void> {
    const { key } = message;
    const mine = await own.get(key);
    switch (message.kind) {
      case "asked":
        if (mine !== null) tell({ kind: "answered", key, value: mine });
        return;
      case "answered":
        return takeAnswer(message, mine);
      case "signed_in":
        await own.set(key, message.value);
        heard.signedIn(mine !== null && subjectOf(mine) !== subjectOf(message.value));
        return;
      case "signed_out":
        signOuts += 1;
        await own.remove(key);
        heard.signedOut();
    }
  }

  async function takeAnswer(
    { key, value }: Pick<Extract<Message, { kind: "answered" }>, "key" | "value">,
    mine: string | null,
  ): Promise<void> {
    // A busy browser's other tab answers late: better than to ask for a sign-in all the same.
    const isLate = waiting.size === 0 && mine === null && asked !== undefined && signOuts === 0;
    if ((waiting.size > 0 || isLate) && isNewer(value, mine)) await own.set(key, value);
    if (isLate) heard.signedIn(false);
    for (const goOn of waiting) goOn();
  }

  function ask(key: string): Promise<void> {
    return new Promise((resolve) => {
      const goOn = () => {
        waiting.delete(goOn);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(goOn, answerWithinMs);
      waiting.add(goOn);
      tell({ kind: "asked", key });
    });
  }

  return {
    ask,
    signOuts: () => signOuts,

    async get(key) {
      const mine = await own.get(key);
      if (mine !== null) return mine;
      // Whoever else looks meanwhile waits for the same answer.
      asked ??= ask(key);
      await asked;
      return own.get(key);
    },

    async set(key, value) {
      await own.set(key, value);
      tell({ kind: "signed_in", key, value });
    },

    async remove(key) {
      const removed = await own.remove(key);
      if (removed !== null) {
        signOuts += 1;
        tell({ kind: "signed_out", key });
      }
      return removed;
    },

    getAllKeys: () => own.getAllKeys(),
  };
}

/** An answer may hold older tokens than this tab's. */
function isNewer(value: string, than: string | null): boolean {
  return than === null || expiryOf(value) > expiryOf(than);
}

function expiryOf(value: string): number {
  return User.fromStorageString(value).expires_at ?? 0;
}

function subjectOf(value: string): string {
  return User.fromStorageString(value).profile.sub;
}
