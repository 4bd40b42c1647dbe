import * as z from "zod";
import { SlackRefusal } from "./slack-refusal.ts";

export const slackFaultsSchema = z
  .strictObject({
    /** What failing calls get: an HTTP status … */
    status: z.union([z.literal(429), z.literal(500), z.literal(503)]).optional(),
    /**
     * … or no proper answer: the connection is dropped after the call was done; or what is answered is
     * no JSON; or nothing ever is, whether the call was done or not.
     */
    kind: z.enum(["reset-after-posting", "garbage", "timeout", "timeout-after-posting"]).optional(),
    /** … or a refusal of Slack's own, e.g. `edit_window_closed`. */
    error: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,79}$/)
      .optional(),
    /** Only calls of this method, e.g. `chat.update` or `upload`; all without it. */
    method: z.string().min(1).optional(),
    /** How often in all; without it, for good. */
    until: z.int().nonnegative().optional(),
    /** What 429 says in Retry-After. */
    retryAfterSeconds: z.int().nonnegative().default(1),
  })
  .refine((settings) => waysOf(settings).length <= 1, {
    message: "a call fails by a status, by a kind or by an error, in one way at a time",
  });

/** In which ways calls are to fail. */
function waysOf({
  status,
  kind,
  error,
}: {
  readonly status?: number | undefined;
  readonly kind?: string | undefined;
  readonly error?: string | undefined;
}) {
  return [status, kind, error].filter((way) => way !== undefined);
}

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
}

export interface SlackFaults {
  readonly settings: SlackFaultSettings;
  set(settings: SlackFaultSettings): void;
  /** Counts one call; throws when it is to fail. */
  meet(method: string): SlackFate;
}

export function createSlackFaults(): SlackFaults {
  let settings = slackFaultsSchema.parse({});
  let failed = 0;

  /** Whether it is this call's turn to fail. */
  function isTurn(called: string): boolean {
    const { method = called, until = Infinity } = settings;
    if (waysOf(settings).length === 0 || method !== called || failed >= until) return false;
    failed += 1;
    return true;
  }

  return {
    get settings() {
      return settings;
    },
    set(next) {
      settings = next;
      failed = 0;
    },
    meet(called) {
      const { status, kind, error, retryAfterSeconds } = settings;
      if (!isTurn(called)) return { isGarbled: false, lost: undefined };
      if (status === 429) throw new SlackHttpFailure(429, String(retryAfterSeconds));
      if (status !== undefined) throw new SlackHttpFailure(status);
      if (error !== undefined) throw new SlackRefusal(error);
      if (kind === "timeout") throw new SlackSilence(false);
      const isLost = kind === "reset-after-posting" || kind === "timeout-after-posting";
      return {
        isGarbled: kind === "garbage",
        lost: isLost ? new SlackSilence(kind === "reset-after-posting") : undefined,
      };
    },
  };
}
