import { randomBytes } from "node:crypto";
import type { Clock } from "@paysheet/emulator-server/clock";
import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import { parseJson } from "@paysheet/emulator-server/read-body";
import * as z from "zod";
import { SlackRefusal } from "../slack-refusal.ts";
import type { PrivateNotes } from "./private-notes.ts";

/** Addresses by which the app answers a click for half an hour, five times at most. */
export interface ResponseUrls {
  /** The unguessable part of an address for answers to a click on this message. */
  issue(click: { readonly userId: string; readonly messageTs: string }): string;
  respond(secret: string, body: Buffer): HttpAnswer;
}

const LIFETIME_MS = 30 * 60_000;
const MAX_USES = 5;

/** What is told to whoever clicked, and to nobody else; Slack takes more. */
const responseSchema = z.strictObject({
  text: z.string(),
  response_type: z.literal("ephemeral").optional(),
  replace_original: z.literal(false).optional(),
  thread_ts: z.string().optional(),
});

interface Issued {
  readonly userId: string;
  readonly messageTs: string;
  readonly atMs: number;
  uses: number;
}

export function createResponseUrls(deps: {
  readonly notes: PrivateNotes;
  readonly clock: Clock;
}): ResponseUrls {
  const { notes, clock } = deps;
  const issued = new Map<string, Issued>();

  function use(secret: string): Issued {
    const url = issued.get(secret);
    if (url === undefined) throw new SlackRefusal("invalid_url");
    if (clock.nowMs() - url.atMs > LIFETIME_MS) throw new SlackRefusal("expired_url");
    if (url.uses >= MAX_USES) throw new SlackRefusal("used_url");
    url.uses += 1;
    return url;
  }

  return {
    issue(click) {
      const secret = randomBytes(18).toString("base64url");
      issued.set(secret, { ...click, atMs: clock.nowMs(), uses: 0 });
      return secret;
    },
    respond(secret, body) {
      try {
        const { userId, messageTs } = use(secret);
        const parsed = responseSchema.safeParse(parseJson(body.toString()));
        if (!parsed.success) throw new SlackRefusal("invalid_payload");
        const { text } = parsed.data;
        if (text === "") throw new SlackRefusal("no_text");
        const content = { kind: "message", text } as const;
        notes.add({ userId, messageTs, atMs: clock.nowMs(), content });
        return { status: 200, body: { ok: true } };
      } catch (error) {
        if (!(error instanceof SlackRefusal)) throw error;
        const isGone = ["expired_url", "invalid_url", "used_url"].includes(error.code);
        return { status: isGone ? 404 : 400, body: error.toAnswer() };
      }
    },
  };
}
