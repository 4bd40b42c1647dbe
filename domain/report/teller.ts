import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import {
  type Channel,
  ChannelError,
  type ChannelFile,
  type ChannelMessage,
  type PostOptions,
} from "./channel.ts";
import { type Telling, TellingChangedError, type TellingStore } from "./telling.ts";

export interface TellerDeps {
  readonly tellings: TellingStore;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Speaks in the channel of one payout; while it does, nobody else does. */
export interface Teller {
  /** The payout's one message says this from now on. */
  say(message: ChannelMessage): Promise<void>;
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

const LOOK_AGAIN_MS = 500;
/** What was given up may still arrive for so long. */
const SETTLE_MS = 45_000;
/** Its clock and ours may differ by so much. */
const CLOCK_SKEW_MS = 5 * 60_000;
const MESSAGE_KEY = "message";

/** How long one may speak. */
export interface Turn {
  /** How long somebody else who speaks is waited for. */
  readonly waitMs: number;
  /** How long a turn lasts unless renewed: so long one who crashed is waited for. */
  readonly turnMs: number;
  /** The longest that a call of the channel takes, all its tries counted; less than a turn. */
  readonly callMs: number;
}

/**
 * Speaks of a payout, as the only one who does. Everything is said once: a post is written down
 * before it leaves and, should its answer be lost, looked up in the channel before it is tried
 * again. What went wrong is kept with the telling, so that people see that the channel is behind.
 * @throws {ChannelError} `told_elsewhere` when somebody else tells for longer than we wait, or as
 *   the channel fails
 */
export async function speakOf(
  deps: TellerDeps,
  payoutId: string,
  turn: Turn,
  speak: (teller: Teller, told: Telling) => Promise<void>,
): Promise<void> {
  const book = await openBook(deps, payoutId, turn);
  try {
    await speak(createTeller(deps, book, turn), book.told());
  } catch (error) {
    if (error instanceof ChannelError) await book.close(behindBy(error, book.told(), deps.clock));
    throw error instanceof TellingChangedError ? toldElsewhere(error) : error;
  }
  await book.close({ behind: undefined });
}

/** What of the telling an error changes: a payout that changed meanwhile is no fault of the channel. */
function behindBy({ code }: ChannelError, told: Telling, clock: Clock): Changes {
  if (code === "payout_changed") return {};
  return { behind: { since: told.behind?.since ?? toInstant(clock.nowMs()), code } };
}

function toldElsewhere(cause?: TellingChangedError): ChannelError {
  const code = "told_elsewhere";
  return new ChannelError("Somebody else tells of this payout now.", { code, cause });
}

type Changes = Partial<Omit<Telling, "payoutId" | "version" | "teller">>;

/** The telling of a payout while we are its teller. */
interface Book {
  told(): Telling;
  /** Remembers, and writes with the next `write` or `close`. */
  note(changes: Changes): void;
  /** Writes, and renews our turn. */
  write(changes: Changes): Promise<void>;
  close(changes: Changes): Promise<void>;
}

async function openBook(deps: TellerDeps, payoutId: string, turn: Turn): Promise<Book> {
  const { tellings, clock } = deps;
  const writer = deps.newId();
  const giveUpAtMs = clock.nowMs() + turn.waitMs;
  for (;;) {
    const known = await tellings.get(payoutId);
    const nowMs = clock.nowMs();
    if (known?.teller === undefined || toEpochMs(known.teller.until) <= nowMs) {
      const blank = { payoutId, begun: {}, done: [] };
      const teller = { id: writer, until: toInstant(nowMs + turn.turnMs) };
      const taken = { ...(known ?? blank), version: (known?.version ?? 0) + 1, teller };
      if (await isSaved(tellings, taken, writer)) return createBook(deps, taken, turn);
    }
    if (clock.nowMs() >= giveUpAtMs) {
      throw toldElsewhere();
    }
    await clock.sleep(LOOK_AGAIN_MS);
  }
}

async function isSaved(tellings: TellingStore, telling: Telling, writer: string): Promise<boolean> {
  try {
    await tellings.save(telling, writer);
    return true;
  } catch (error) {
    if (error instanceof TellingChangedError) return false;
    throw error;
  }
}

function createBook(
  { tellings, clock }: TellerDeps,
  taken: Telling & { readonly teller: NonNullable<Telling["teller"]> },
  { turnMs }: Turn,
): Book {
  const { id } = taken.teller;
  let telling: Telling = taken;
  const save = async (changes: Partial<Telling>): Promise<void> => {
    const next = { ...telling, ...changes, version: telling.version + 1 };
    await tellings.save(next, id);
    telling = next;
  };
  return {
    told: () => telling,
    note(changes) {
      telling = { ...telling, ...changes };
    },
    write(changes) {
      const until = toInstant(clock.nowMs() + turnMs);
      return save({ ...changes, teller: { id, until } });
    },
    close: (changes) => save({ ...changes, teller: undefined }),
  };
}

function createTeller({ channel, clock }: TellerDeps, book: Book, { callMs }: Turn): Teller {
  /** Nothing leaves that could outlast our turn. */
  function assertInTime(): void {
    const { teller } = book.told();
    const untilMs = teller === undefined ? 0 : toEpochMs(teller.until);
    if (clock.nowMs() > untilMs - callMs) throw toldElsewhere();
  }

  /**
   * What must come once only: written down before it leaves. When it was before, and nobody knows
   * whether it arrived, `find` tells.
   */
  async function once<T>(
    key: string,
    { find, make }: { find(sinceMs: number): Promise<T | undefined>; make(): Promise<T> },
  ): Promise<{ readonly result: T; readonly wasThere: boolean }> {
    const { begun } = book.told();
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
    await book.write({ begun: { ...begun, [key]: toInstant(clock.nowMs()) } });
    assertInTime();
    try {
      return { result: await make(), wasThere: false };
    } catch (error) {
      if (error instanceof ChannelError && !isInDoubt(error)) {
        book.note({ begun: without(book.told().begun, key) });
      }
      throw error;
    }
  }

  async function postOnce(
    key: string,
    message: ChannelMessage,
    options: Omit<PostOptions, "key">,
  ): Promise<{ readonly messageId: string; readonly wasThere: boolean }> {
    const name = `${book.told().payoutId}:${key}`;
    const { inThread } = options;
    const { result, wasThere } = await once(key, {
      find: (sinceMs) =>
        channel.find(name, { sinceMs, ...(inThread === undefined ? {} : { inThread }) }),
      make: () => channel.post(message, { ...options, key: name }),
    });
    return { messageId: result.messageId, wasThere };
  }

  /** Undefined when somebody deleted it. */
  async function update(
    known: NonNullable<Telling["message"]>,
    message: ChannelMessage,
  ): Promise<Telling["message"]> {
    const { messageId, unsureSince } = known;
    assertInTime();
    try {
      await channel.update(messageId, message);
      const isSure =
        unsureSince === undefined || clock.nowMs() > toEpochMs(unsureSince) + SETTLE_MS;
      return { messageId, says: message.text, ...(isSure ? {} : { unsureSince }) };
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      if (error.code === "message_not_found") return undefined;
      if (isInDoubt(error)) {
        book.note({ message: { ...known, unsureSince: toInstant(clock.nowMs()) } });
      }
      throw error;
    }
  }

  function threadOf(): string {
    const { message } = book.told();
    if (message === undefined) throw new Error("Nothing was said yet that one could reply to.");
    return message.messageId;
  }

  function noteDone(key: string): void {
    book.note({ done: [...book.told().done, key] });
  }

  return {
    async say(message) {
      const known = book.told().message;
      if (known?.says === message.text && known.unsureSince === undefined) return;
      if (known !== undefined) {
        const updated = await update(known, message);
        book.note({ message: updated });
        if (updated !== undefined) return;
        // What was begun long ago under this key is the message that is gone.
        book.note({ begun: without(book.told().begun, MESSAGE_KEY) });
      }
      const { messageId, wasThere } = await postOnce(MESSAGE_KEY, message, {});
      const posted = { messageId, says: message.text };
      // One that was found says what was to be said when its answer was lost.
      book.note({ message: wasThere ? await update(posted, message) : posted });
    },

    async reply(key, message, options = {}) {
      if (book.told().done.includes(key)) return;
      await postOnce(key, message, { ...options, inThread: threadOf() });
      noteDone(key);
    },

    async attach(file) {
      const key = fileKey(file.name);
      if (book.told().done.includes(key)) return;
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

    isDone: (key) => book.told().done.includes(key),
    leaveOut: noteDone,
  };
}

/** Whether the payout's message stands in the channel, or may. */
export function mayBeKnown({ message, begun }: Telling): boolean {
  return message !== undefined || begun[MESSAGE_KEY] !== undefined;
}

/** The key of a file in a thread. */
export function fileKey(name: string): string {
  return `file:${name}`;
}

/** Answers after which nobody knows whether the channel took it. */
const IN_DOUBT =
  /^(timeout|unreachable|unreadable_answer|not_delivered|http_5\d\d|internal_error|fatal_error|service_unavailable|request_timeout)$/;

function isInDoubt({ code }: ChannelError): boolean {
  return IN_DOUBT.test(code);
}

/** A channel that lets nobody look is told again: better twice than not at all. */
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
