import * as z from "zod";
import { createTokenBucket } from "./token-bucket.ts";

/**
 * - `500`, `503`, `429`: that status, nothing paid.
 * - `402`, `405`: refused for a reason that is the caller's: what it pays from is empty, or how it calls.
 * - `timeout`: never answers, nothing paid; the connection stays until the caller leaves.
 * - `reset`: the connection is cut, nothing paid.
 * - `reset-after-paying`: paid, then the connection is cut; in the middle of it for a bulk call,
 *   of which the first half is paid.
 * - `garbage`: status 200 with a page of HTML, as a broken proxy answers; nothing paid.
 * - `404-page`: status 404 with a page of HTML, as a server at another address answers; nothing paid.
 */
export const FAILURE_KINDS = [
  "500",
  "503",
  "429",
  "402",
  "405",
  "timeout",
  "reset",
  "reset-after-paying",
  "garbage",
  "404-page",
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

const failureSchema = z.strictObject({
  kind: z.enum(FAILURE_KINDS),
  /** Every how many payment calls, each counted once however many it is for; 1 fails all. */
  every: z.int().positive(),
  /** How often in all; without it, for good. */
  until: z.int().nonnegative().optional(),
  /** What 429 and 503 say in Retry-After, be it wrong or right; 429 says 1 unless told. */
  retryAfter: z.string().max(100).optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

const ownFaultsSchema = z.strictObject({
  /** How long a payment call takes before it pays. */
  latencyMs: z.number().nonnegative().max(600_000).default(0),
  /** Payments above this get 429; without it there is no limit. */
  ratePerSecond: z.number().positive().optional(),
  failures: z.array(failureSchema).max(50).default([]),
});

export const faultsSchema = ownFaultsSchema.extend({
  /** Off: every payment call that arrives pays, whatever its key. */
  idempotency: z.boolean().default(true),
  /**
   * What a look-up of a key tells, whatever was paid under it: as if somebody had changed the books since.
   * `null`: nothing; else a grant of that user and amount, under that transaction id.
   */
  lookUps: z
    .record(
      z.string(),
      z
        .strictObject({
          userId: z.string(),
          points: z.int().positive(),
          transactionId: z.string().min(1),
        })
        .nullable(),
    )
    .optional(),
  /** Points that the company has left to give; without it, no end of them. Each payment takes its own. */
  float: z.int().nonnegative().optional(),
  /** What asking for the float is answered with instead of it: our credentials are refused, or it is down. */
  floatAnswers: z.enum(["401", "403", "503"]).optional(),
  /** Users whose ids begin so have these instead, the first that fits. */
  users: z
    .array(ownFaultsSchema.extend({ startingWith: z.string().min(1).max(100) }))
    .max(50)
    .optional(),
});
export type FaultSettings = z.infer<typeof faultsSchema>;
/** As they are asked for, defaults left out. */
export type FaultRequest = z.input<typeof faultsSchema>;

export interface Faults {
  readonly settings: FaultSettings;
  /** How often each kind was injected since the emulator started. */
  readonly injected: Readonly<Partial<Record<FailureKind, number>>>;
  /** Replaces all settings; counting begins anew. */
  set(settings: FaultSettings): void;
  /** How long a call for this user takes before it pays. */
  latencyMs(userId: string): number;
  /** Undefined when the rate lets the payment pass; else how many ms until it would. */
  overRate(userId: string, nowMs: number): number | undefined;
  /** What the company has left to give; undefined where there is no end of it. */
  readonly floatLeft: number | undefined;
  /** Takes a payment's points from the float; false when it does not have them. */
  spend(points: number): boolean;
  /** Counts one payment call, for these users, and says how it is to fail, if it is. */
  next(userIds: readonly string[]): Failure | undefined;
}

export function createFaults(): Faults {
  let settings = faultsSchema.parse({});
  let ofAll = createFaultSet(settings);
  let floatLeft = settings.float;
  let ofUsers: { readonly startingWith: string; readonly set: FaultSet }[] = [];
  const injected: Partial<Record<FailureKind, number>> = {};

  function ownOf(userId: string): FaultSet | undefined {
    return ofUsers.find(({ startingWith }) => userId.startsWith(startingWith))?.set;
  }

  return {
    get settings() {
      return settings;
    },
    injected,
    set(next) {
      settings = next;
      ofAll = createFaultSet(next);
      floatLeft = next.float;
      ofUsers = (next.users ?? []).map((own) => ({
        startingWith: own.startingWith,
        set: createFaultSet(own),
      }));
    },
    get floatLeft() {
      return floatLeft;
    },
    spend(points) {
      if (floatLeft === undefined) return true;
      if (points > floatLeft) return false;
      floatLeft -= points;
      return true;
    },
    latencyMs: (userId) => (ownOf(userId) ?? ofAll).latencyMs,
    overRate: (userId, nowMs) => (ownOf(userId) ?? ofAll).overRate(nowMs),
    next(userIds) {
      const own = userIds.map(ownOf).find((set) => set !== undefined);
      const failure = (own ?? ofAll).next();
      if (failure !== undefined) injected[failure.kind] = (injected[failure.kind] ?? 0) + 1;
      return failure;
    },
  };
}

type FaultSet = ReturnType<typeof createFaultSet>;

/** The faults of some users, and how often each befell a call. */
function createFaultSet({ latencyMs, ratePerSecond, failures }: z.infer<typeof ownFaultsSchema>) {
  const bucket = ratePerSecond === undefined ? undefined : createTokenBucket(ratePerSecond);
  const done = failures.map(() => 0);
  let calls = 0;
  return {
    latencyMs,
    overRate: (nowMs: number) => bucket?.take(nowMs),
    next(): Failure | undefined {
      calls += 1;
      for (const [index, failure] of failures.entries()) {
        const times = done[index] ?? 0;
        if (calls % failure.every !== 0 || times >= (failure.until ?? Infinity)) continue;
        done[index] = times + 1;
        return failure;
      }
      return undefined;
    },
  };
}
