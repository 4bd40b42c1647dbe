/**
 * Lets `ratePerSecond` calls a second through, and at most one second's worth at once after
 * a pause.
 */
export interface TokenBucket {
  /** Undefined when the call may pass; else how many ms until one may. */
  take(nowMs: number): number | undefined;
}

export function createTokenBucket(ratePerSecond: number): TokenBucket {
  const capacity = Math.max(1, ratePerSecond);
  let tokens = capacity;
  let lastMs: number | undefined;
  return {
    take(nowMs) {
      const elapsedMs = Math.max(0, nowMs - (lastMs ?? nowMs));
      lastMs = nowMs;
      tokens = Math.min(capacity, tokens + (elapsedMs / 1000) * ratePerSecond);
      if (tokens >= 1) {
        tokens -= 1;
        return undefined;
      }
      return ((1 - tokens) / ratePerSecond) * 1000;
    },
  };
}

/** Retry-After in whole seconds, at least one. */
export function retryAfterSeconds(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / 1000)));
}
