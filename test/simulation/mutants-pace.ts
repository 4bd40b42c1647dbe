import { type Mutant, mutantIn } from "./mutant.ts";

const PAY = "domain/distribution/pay-payment.ts";
const SHARDS = "domain/distribution/shards.ts";
const RATE = "domain/distribution/rate-share.ts";

const mutant = mutantIn("domain");

/** Ways to ask the points API more than it takes. */
export const PACE_MUTANTS: readonly Mutant[] = [
  mutant("a-worker-counts-only-itself", "Each worker takes the rate of all.", [
    RATE,
    "one.expiresAtMs > clock.nowMs() - CLOCK_SKEW_MS && !isOvertaken(one),",
    "one.expiresAtMs < 0 && !isOvertaken(one),",
  ]),
  mutant("newcomer-starts-at-once", "A worker takes its share before the others have made room.", [
    RATE,
    "if (wanted <= claimed && sum <= limit() * ROUNDING) rate = wanted;",
    "if (wanted <= claimed && sum > 0) rate = wanted;",
  ]),
  mutant("whole-concurrency-for-each-shard", "Each shard takes the concurrency of all.", [
    SHARDS,
    "Math.max(1, Math.floor(settings.concurrency / shards))",
    "Math.max(shards, settings.concurrency)",
  ]),
  mutant("retry-after-ignored", "Retry-After is read and not heeded.", [
    "domain/distribution/patience.ts",
    "  return answer.retryAfterMs;\n",
    "  return 0;\n",
  ]),
  mutant("closed-limiter-ignored", "The call limiter goes on while it is closed.", [
    "domain/distribution/call-limiter.ts",
    "closedUntilMs = Math.max(closedUntilMs, clock.nowMs() + ms);",
    "closedUntilMs = Math.max(closedUntilMs, clock.nowMs() + Math.min(0, ms));",
  ]),
];
