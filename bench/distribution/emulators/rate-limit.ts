/** So much of a second's calls may come at once, as of a bucket that gateways let through. */
const BURST_SECONDS = 0.1;

/** A token bucket: `ratePerSecond` on the whole, and a tenth of a second's calls at once. */
export function createRateLimit(ratePerSecond: number) {
  const most = Math.max(1, ratePerSecond * BURST_SECONDS);
  let tokens = most;
  let atMs: number | undefined;
  return {
    refuses(nowMs: number): boolean {
      const passedMs = nowMs - (atMs ?? nowMs);
      atMs = nowMs;
      tokens = Math.min(most, tokens + (passedMs * ratePerSecond) / 1000);
      if (tokens < 1) return true;
      tokens -= 1;
      return false;
    },
  };
}
