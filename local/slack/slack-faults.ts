import { z } from "zod";
import {
  createTokenBucket,
  retryAfterSeconds,
  type TokenBucket,
} from "../stand-in/token-bucket.ts";
import { SlackRefusal } from "./slack-refusal.ts";

export const slackFaultsSchema = z
  .strictObject({
    /** What failing calls get: an HTTP status … */
    status: z.union([z.literal(429), z.literal(500), z.literal(503)]).optional(),
    /** … or `ok: false` with this error, e.g. `token_revoked`. */
    error: z
      .string()
      .regex(/^[a-z_]+$/)
      .optional(),
    /** Only calls of this method, e.g. `chat.update`; all without it. */
    method: z.string().min(1).optional(),
    /** Every how many calls; 1 fails all. */
    every: z.int().positive().default(1),
    /** How often in all; without it, for good. */
    until: z.int().nonnegative().optional(),
    /** What 429 says in Retry-After. */
    retryAfterSeconds: z.int().nonnegative().default(1),
    /** chat.postMessage above this gets 429, as Slack does above about 1. */
    messagesPerSecond: z.number().positive().optional(),
  })
  .refine(({ status, error }) => status === undefined || error === undefined, {
    message: "a call fails by a status or by an error, not both",
  });
export type SlackFaultSettings = z.infer<typeof slackFaultsSchema>;

/** A call fails with this HTTP status before Slack looks at it. */
export class SlackHttpFailure extends Error {
  override readonly name = "SlackHttpFailure";
  readonly status: number;
  readonly retryAfter: string | undefined;

  constructor(status: number, retryAfter?: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface SlackFaults {
  readonly settings: SlackFaultSettings;
  set(settings: SlackFaultSettings): void;
  /** Counts one call; throws when it is to fail. */
  meet(method: string, nowMs: number): void;
}

export function createSlackFaults(): SlackFaults {
  let settings = slackFaultsSchema.parse({});
  let bucket: TokenBucket | undefined;
  let calls = 0;
  let failed = 0;

  function failByTurn(method: string): void {
    const { status, error, every, until = Infinity } = settings;
    if (settings.method !== undefined && settings.method !== method) return;
    calls += 1;
    if ((status ?? error) === undefined || calls % every !== 0 || failed >= until) return;
    failed += 1;
    if (error !== undefined) throw new SlackRefusal(error);
    if (status === 429) throw new SlackHttpFailure(429, String(settings.retryAfterSeconds));
    if (status !== undefined) throw new SlackHttpFailure(status);
  }

  return {
    get settings() {
      return settings;
    },
    set(next) {
      settings = next;
      calls = 0;
      failed = 0;
      const { messagesPerSecond: rate } = next;
      bucket = rate === undefined ? undefined : createTokenBucket(rate);
    },
    meet(method, nowMs) {
      failByTurn(method);
      if (method !== "chat.postMessage") return;
      const waitMs = bucket?.take(nowMs);
      if (waitMs !== undefined) throw new SlackHttpFailure(429, retryAfterSeconds(waitMs));
    },
  };
}
