import { type Mutant, mutantIn } from "./mutant.ts";

const RESUME = "domain/distribution/stop-and-resume.ts";

const mutant = mutantIn("quiet hours");

/** Ways to pay at a time at which nobody is to be paid. */
export const QUIET_HOURS_MUTANTS: readonly Mutant[] = [
  mutant("quiet-hours-begin-unseen", "What is being paid goes on when quiet hours begin.", [
    "domain/distribution/round-limits.ts",
    "    quietHours(clock.nowMs()) ??\n",
    "",
  ]),
  mutant("latest-time-unseen", "Paying goes on after the latest time of its payout.", [
    "domain/distribution/pay-round.ts",
    "latestMs !== undefined && clock.nowMs() >= latestMs ?",
    "latestMs !== undefined && clock.nowMs() >= latestMs + 86_400_000 ?",
  ]),
  mutant("latest-time-for-good", "Whoever goes on after the latest time is stopped again.", [
    RESUME,
    'if (reason === "past_latest") return { goesPastLatest: true };',
    "",
  ]),
  mutant("every-resume-is-late", "Whoever goes on before the latest time goes on after it, too.", [
    RESUME,
    'if (reason === "past_latest") return { goesPastLatest: true };',
    'if (reason !== "many_refused") return { goesPastLatest: true };',
  ]),
  mutant("latest-in-quiet-hours", "A latest time is taken that is over before the quiet hours.", [
    "domain/payout/schedule-payout.ts",
    "if (toEpochMs(latest.at) <= toEpochMs(begins)) {",
    "if (toEpochMs(latest.at) <= toEpochMs(at)) {",
  ]),
];
