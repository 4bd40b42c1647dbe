import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../../../../domain/clock.ts";
import type { HttpAnswer } from "../../../../local/stand-in/problem.ts";
import { parseJson } from "../../../../local/stand-in/read-body.ts";
import { checkBlocks } from "../block-kit/check-blocks.ts";
import type { ChannelStore } from "../channel-store.ts";
import { threadOf } from "../methods/messages.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import type { PrivateNotes } from "./private-notes.ts";

/** Addresses by which the app answers a click for half an hour, five times at most. */
export interface ResponseUrls {
  /** The unguessable part of an address for answers to a click on this message. */
  issue(click: { readonly userId: string; readonly messageTs: string }): string;
  respond(secret: string, body: Buffer): Promise<HttpAnswer>;
}

const LIFETIME_MS = 30 * 60_000;
const MAX_USES = 5;

const responseSchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});
type Response = z.infer<typeof responseSchema>;

interface Issued {
  readonly userId: string;
  readonly messageTs: string;
  readonly atMs: number;
  uses: number;
}

export function createResponseUrls(deps: {
  readonly store: ChannelStore;
  readonly notes: PrivateNotes;
  readonly clock: Clock;
}): ResponseUrls {
  const { store, notes, clock } = deps;
  const issued = new Map<string, Issued>();

  function use(secret: string): Issued {
    const url = issued.get(secret);
    if (url === undefined) throw new SlackRefusal("invalid_url");
    if (clock.nowMs() - url.atMs > LIFETIME_MS) throw new SlackRefusal("expired_url");
    if (url.uses >= MAX_USES) throw new SlackRefusal("used_url");
    url.uses += 1;
    return url;
  }

  async function carryOut({ userId, messageTs }: Issued, response: Response): Promise<void> {
    const original = store.find(messageTs);
    if (response.delete_original || response.replace_original) {
      if (original === undefined) throw new SlackRefusal("message_not_found");
      if (response.delete_original) await store.delete(original);
      else await store.change(original, { ...contentOf(response), metadata: original.metadata });
    } else if (response.response_type === "in_channel") {
      const threadTs = threadOf(response.thread_ts, store);
      await store.add({ ...contentOf(response), threadTs });
    } else {
      const content = { kind: "message", ...contentOf(response) } as const;
      notes.add({ userId, messageTs, atMs: clock.nowMs(), content });
    }
  }

  return {
    issue(click) {
      const secret = randomBytes(18).toString("base64url");
      issued.set(secret, { ...click, atMs: clock.nowMs(), uses: 0 });
      return secret;
    },
    async respond(secret, body) {
      try {
        const url = use(secret);
        const parsed = responseSchema.safeParse(parseJson(body.toString()));
        if (!parsed.success) throw new SlackRefusal("invalid_payload");
        await carryOut(url, parsed.data);
        return { status: 200, body: { ok: true } };
      } catch (error) {
        if (!(error instanceof SlackRefusal)) throw error;
        const isGone = ["expired_url", "invalid_url", "used_url"].includes(error.code);
        return { status: isGone ? 404 : 400, body: error.toAnswer() };
      }
    },
  };
}

function contentOf({ text = "", blocks: rawBlocks }: Response) {
  const blocks = rawBlocks === undefined ? [] : checkBlocks(rawBlocks);
  if (text === "" && blocks.length === 0) throw new SlackRefusal("no_text");
  return { text, blocks };
}
