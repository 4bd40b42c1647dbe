import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@paysheet/emulator-server/clock";
import { openJournal } from "@paysheet/emulator-server/journal";
import { type Message, type MessageMetadata, messageSchema, type SharedFile } from "./message.ts";

/** What may change of a message. */
export type MessageContent = Pick<Message, "text" | "blocks"> & {
  readonly metadata?: MessageMetadata | undefined;
};

export type NewMessage = MessageContent & {
  readonly threadTs?: string | undefined;
  /** The app's own without. */
  readonly userId?: string;
  readonly isBroadcast?: boolean;
  readonly files?: readonly SharedFile[];
};

/** The channel's messages, oldest first, and its files: all on disk. */
export interface ChannelStore {
  messages(): readonly Message[];
  /** Deleted ones that others replied to: their place in the channel remains. */
  tombstones(): readonly Message[];
  /** A message that was not deleted. */
  find(ts: string): Message | undefined;
  file(id: string): SharedFile | undefined;
  filePath(id: string): string;
  /** Resolves once it is on disk. */
  add(message: NewMessage): Promise<Message>;
  /** Resolves once it is on disk. */
  change(message: Message, content: MessageContent): Promise<Message>;
  /** Resolves once it is on disk. */
  delete(message: Message): Promise<void>;
  writeFile(id: string, content: Uint8Array): Promise<void>;
  /** Called after each change, until the function that it returns is called. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export async function openChannelStore(dataDir: string, clock: Clock): Promise<ChannelStore> {
  const filesDir = join(dataDir, "files");
  await mkdir(filesDir, { recursive: true });
  const byTs = new Map<string, Message>();
  const files = new Map<string, SharedFile>();
  const listeners = new Set<() => void>();
  let lastMicros = 0;

  function apply(message: Message): void {
    byTs.set(message.ts, message);
    for (const file of message.files) files.set(file.id, file);
    for (const ts of [message.ts, message.editedTs ?? message.ts]) {
      lastMicros = Math.max(lastMicros, Number(ts.replace(".", "")));
    }
  }

  // Each line is a message as it is from then on: a later one of the same ts replaces it.
  const journal = await openJournal(join(dataDir, "messages.jsonl"), messageSchema, apply);

  function nextTs(): string {
    lastMicros = Math.max(lastMicros + 1, Math.floor(clock.nowMs()) * 1000);
    const digits = String(lastMicros).padStart(16, "0");
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  async function keep(message: Message): Promise<Message> {
    await journal.append(message);
    apply(message);
    for (const listener of listeners) listener();
    return message;
  }

  const messages = () => [...byTs.values()].filter((message) => !isGone(message));

  return {
    messages,
    tombstones() {
      const repliedTo = new Set(messages().map(({ threadTs }) => threadTs));
      return [...byTs.values()].filter((message) => isGone(message) && repliedTo.has(message.ts));
    },
    find(ts) {
      const message = byTs.get(ts);
      return message === undefined || isGone(message) ? undefined : message;
    },
    file: (id) => files.get(id),
    filePath: (id) => join(filesDir, id),
    add: ({ files: shared = [], ...message }) =>
      keep({ ts: nextTs(), ...message, files: [...shared] }),
    change: (message, content) => keep({ ...message, ...content, editedTs: nextTs() }),
    async delete({ ts, threadTs }) {
      await keep({ ts, threadTs, text: "", blocks: [], files: [], isDeleted: true });
    },
    writeFile: (id, content) => writeFile(join(filesDir, id), content),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => journal.close(),
  };
}

function isGone({ isDeleted = false }: Message): boolean {
  return isDeleted;
}
