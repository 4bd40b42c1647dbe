import * as z from "zod";

export const slackFaultsSchema = z
  .strictObject({
    /** What failing calls get: an HTTP status … */
    status: z.union([z.literal(429), z.literal(500), z.literal(503)]).optional(),
    /**
     * … or no proper answer: the connection is dropped after the call was done; or what is answered is
     * no JSON; or nothing ever is, whether the call was done or not.
     */
    kind: z.enum(["reset-after-posting", "garbage", "timeout", "timeout-after-posting"]).optional(),
    /** Only calls of this method, e.g. `chat.update` or `upload`; all without it. */
    method: z.string().min(1).optional(),
    /** How often in all; without it, for good. */
    until: z.int().nonnegative().optional(),
    /** What 429 says in Retry-After. */
    retryAfterSeconds: z.int().nonnegative().default(1),
  })
  .refine(({ status, kind }) => status === undefined || kind === undefined, {
    message: "a call fails by a status or by a kind, not by both",
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
    const { status, kind, method = called, until = Infinity } = settings;
    if ((status ?? kind) === undefined || method !== called || failed >= until) return false;
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
      const { status, kind, retryAfterSeconds } = settings;
      if (!isTurn(called)) return { isGarbled: false, lost: undefined };
      if (status === 429) throw new SlackHttpFailure(429, String(retryAfterSeconds));
      if (status !== undefined) throw new SlackHttpFailure(status);
      if (kind === "timeout") throw new SlackSilence(false);
      const isLost = kind === "reset-after-posting" || kind === "timeout-after-posting";
      return {
        isGarbled: kind === "garbage",
        lost: isLost ? new SlackSilence(kind === "reset-after-posting") : undefined,
      };
    },
  };
}
