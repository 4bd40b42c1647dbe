import { type Mutant, mutantIn } from "./mutant.ts";

const SHARDS = "domain/distribution/shards.ts";
const RATE = "domain/distribution/rate-share.ts";

const LIMITS = "domain/distribution/round-limits.ts";
const RATE_STORE = "adapters/dynamodb/dynamodb-rate-store.ts";

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
  mutant("maintenance-begins-unseen", "What is being paid goes on when maintenance begins.", [
    LIMITS,
    "    maintenance(clock.nowMs()) ??\n",
    "",
  ]),
  mutant("maintenance-ends-at-midnight", "Maintenance ends with the day on which it begins.", [
    "domain/payout/closed-hours.ts",
    "const endsNextDay = to <= from;",
    'const endsNextDay = to === "24:00";',
  ]),
  mutant("quota-never-used-up", "Calls are reserved beyond the quota of a day.", [
    RATE_STORE,
    'const FITS = "attribute_not_exists(#used) OR #used <= :before";',
    'const FITS = "attribute_not_exists(#used) OR #used <= :before OR #used > :before";',
  ]),
  mutant("quota-of-yesterday", "What was reserved before midnight is called for after it.", [
    LIMITS,
    "    quota?.closed() ??\n",
    "",
  ]),
  mutant("quota-given-back-twice", "Calls are given back as often as the request arrives.", [
    RATE_STORE,
    'const AS_IT_WAS_READ = "#changes = :changes";',
    'const AS_IT_WAS_READ = "#changes >= :changes";',
  ]),
];
