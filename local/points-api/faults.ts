import * as z from "zod";
import { createTokenBucket, type TokenBucket } from "../stand-in/token-bucket.ts";

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

export const faultsSchema = z.strictObject({
  /** How long a payment call takes before it pays. */
  latencyMs: z.number().nonnegative().max(600_000).default(0),
  /** Payments above this get 429; without it there is no limit. */
  ratePerSecond: z.number().positive().optional(),
  /** Off: every payment call that arrives pays, whatever its key. */
  idempotency: z.boolean().default(true),
  failures: z.array(failureSchema).max(50).default([]),
});
export type FaultSettings = z.infer<typeof faultsSchema>;

export interface Faults {
  readonly settings: FaultSettings;
  /** How often each kind was injected since the stand-in started. */
  readonly injected: Readonly<Partial<Record<FailureKind, number>>>;
  /** Replaces all settings; counting begins anew. */
  set(settings: FaultSettings): void;
  /** Undefined when the rate lets the payment pass; else how many ms until it would. */
  overRate(nowMs: number): number | undefined;
  /** Counts one payment call and says how it is to fail, if it is. */
  next(): Failure | undefined;
}

export function createFaults(): Faults {
  let settings = faultsSchema.parse({});
  let bucket: TokenBucket | undefined;
  let calls = 0;
  let done: number[] = [];
  const injected: Partial<Record<FailureKind, number>> = {};
  return {
    get settings() {
      return settings;
    },
    injected,
    set(next) {
      settings = next;
      calls = 0;
      done = next.failures.map(() => 0);
      bucket = next.ratePerSecond === undefined ? undefined : createTokenBucket(next.ratePerSecond);
    },
    overRate: (nowMs) => bucket?.take(nowMs),
    next() {
      calls += 1;
      for (const [index, failure] of settings.failures.entries()) {
        const times = done[index] ?? 0;
        if (calls % failure.every !== 0 || times >= (failure.until ?? Infinity)) continue;
        done[index] = times + 1;
        injected[failure.kind] = (injected[failure.kind] ?? 0) + 1;
        return failure;
      }
      return undefined;
    },
  };
}
