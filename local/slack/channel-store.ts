import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Clock } from "../../domain/clock.ts";
import { openJournal } from "../stand-in/journal.ts";
import { blocksSchema } from "./block-kit/block-schemas.ts";

const fileSchema = z.object({
  id: z.string().regex(/^F[A-Z0-9]+$/),
  name: z.string().min(1),
  title: z.string(),
  size: z.int().nonnegative(),
});
export type SharedFile = z.infer<typeof fileSchema>;

const messageSchema = z.object({
  /** Time stamp and id: seconds since the epoch with six decimals, never the same twice. */
  ts: z.string().regex(/^\d{10}\.\d{6}$/),
  /** The message whose thread it stands in. */
  threadTs: z.string().optional(),
  /** Slack's markup. */
  text: z.string(),
  blocks: blocksSchema,
  files: z.array(fileSchema),
  /** When it was last changed. */
  editedTs: z.string().optional(),
});
export type Message = z.infer<typeof messageSchema>;

export type NewMessage = Pick<Message, "text" | "blocks"> & {
  readonly threadTs?: string | undefined;
  readonly files?: readonly SharedFile[];
};

/** The channel's messages, oldest first, and its files: all on disk. */
export interface ChannelStore {
  messages(): readonly Message[];
  find(ts: string): Message | undefined;
  file(id: string): SharedFile | undefined;
  filePath(id: string): string;
  /** Resolves once it is on disk. */
  add(message: NewMessage): Promise<Message>;
  /** Resolves once it is on disk. */
  change(message: Message, content: Pick<Message, "text" | "blocks">): Promise<Message>;
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

  return {
    messages: () => [...byTs.values()],
    find: (ts) => byTs.get(ts),
    file: (id) => files.get(id),
    filePath: (id) => join(filesDir, id),
    add({ text, blocks, threadTs, files: shared = [] }) {
      const thread = threadTs === undefined ? {} : { threadTs };
      return keep({ ts: nextTs(), ...thread, text, blocks, files: [...shared] });
    },
    change: (message, content) => keep({ ...message, ...content, editedTs: nextTs() }),
    writeFile: (id, content) => writeFile(join(filesDir, id), content),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => journal.close(),
  };
}
