import * as z from "zod";
import {
  createTokenBucket,
  retryAfterSeconds,
  type TokenBucket,
} from "../../../local/stand-in/token-bucket.ts";
import { SlackRefusal } from "./slack-refusal.ts";

export const slackFaultsSchema = z
  .strictObject({
    /** What failing calls get: an HTTP status … */
    status: z.union([z.literal(429), z.literal(500), z.literal(503)]).optional(),
    /** … or `ok: false` with this error, e.g. `token_revoked` … */
    error: z
      .string()
      .regex(/^[a-z_]+$/)
      .optional(),
    /**
     * … or no proper answer: the connection is dropped before the call is looked at, or after it
     * was done; or what is answered is no JSON; or nothing ever is.
     */
    kind: z
      .enum(["reset", "reset-after-posting", "garbage", "timeout", "timeout-after-posting"])
      .optional(),
    /** Only calls of this method, e.g. `chat.update` or `upload`; all without it. */
    method: z.string().min(1).optional(),
    /** Every how many calls; 1 fails all. */
    every: z.int().positive().default(1),
    /** How often in all; without it, for good. */
    until: z.int().nonnegative().optional(),
    /** What 429 says in Retry-After. */
    retryAfterSeconds: z.int().nonnegative().default(1),
    /** chat.postMessage above this gets 429, as Slack does above about 1. */
    messagesPerSecond: z.number().positive().optional(),
    /** Every call of the method waits so long first. */
    latencyMs: z.int().nonnegative().max(60_000).default(0),
  })
  .refine(
    ({ status, error, kind }) => [status, error, kind].filter((f) => f !== undefined).length <= 1,
    { message: "a call fails by a status, by an error or by a kind, not by several" },
  );
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

/** A call gets no answer: the connection is dropped, or stays open and silent. */
export class SlackSilence extends Error {
  override readonly name = "SlackSilence";
  readonly isDropped: boolean;

  constructor(isDropped: boolean) {
    super(isDropped ? "The connection is dropped." : "Nothing is answered.");
    this.isDropped = isDropped;
  }
}

/** What becomes of a call that is let through. */
export interface SlackFate {
  /** It is answered with something that is no JSON. */
  readonly isGarbled: boolean;
  /** Thrown once it is done, in place of its answer. */
  readonly lost: SlackSilence | undefined;
  readonly latencyMs: number;
}

export interface SlackFaults {
  readonly settings: SlackFaultSettings;
  set(settings: SlackFaultSettings): void;
  /** Counts one call; throws when it is to fail. */
  meet(method: string, nowMs: number): SlackFate;
}

export function createSlackFaults(): SlackFaults {
  let settings = slackFaultsSchema.parse({});
  let bucket: TokenBucket | undefined;
  let calls = 0;
  let failed = 0;

  /** Whether it is this call's turn to fail. */
  function isTurn(): boolean {
    const { status, error, kind, every, until = Infinity } = settings;
    calls += 1;
    if ((status ?? error ?? kind) === undefined) return false;
    if (calls % every !== 0 || failed >= until) return false;
    failed += 1;
    return true;
  }

  function failOrPass(): Omit<SlackFate, "latencyMs"> {
    const { status, error, kind } = settings;
    if (error !== undefined) throw new SlackRefusal(error);
    if (status === 429) throw new SlackHttpFailure(429, String(settings.retryAfterSeconds));
    if (status !== undefined) throw new SlackHttpFailure(status);
    if (kind === "reset") throw new SlackSilence(true);
    if (kind === "timeout") throw new SlackSilence(false);
    const isLost = kind === "reset-after-posting" || kind === "timeout-after-posting";
    return {
      isGarbled: kind === "garbage",
      lost: isLost ? new SlackSilence(kind === "reset-after-posting") : undefined,
    };
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
      const isMeant = settings.method === undefined || settings.method === method;
      const fate = isMeant && isTurn() ? failOrPass() : { isGarbled: false, lost: undefined };
      if (method === "chat.postMessage") {
        const waitMs = bucket?.take(nowMs);
        if (waitMs !== undefined) throw new SlackHttpFailure(429, retryAfterSeconds(waitMs));
      }
      return { ...fate, latencyMs: isMeant ? settings.latencyMs : 0 };
    },
  };
}
