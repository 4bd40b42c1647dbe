import { type Mutant, mutantIn } from "./mutant.ts";

const FAULT = "domain/distribution/canary-fault.ts";

const mutant = mutantIn("canary");

/** Ways to pay all others whatever became of the first payments, or never to pay them. */
export const CANARY_MUTANTS: readonly Mutant[] = [
  mutant("canary-not-looked-at", "All others are paid whatever became of the first payments.", [
    "domain/pay-canary.ts",
    "const finding = isPending ? await lookAtCanary(deps, toLookAt, seen) : undefined;",
    "const finding = isPending ? undefined : await lookAtCanary(deps, toLookAt, seen);",
  ]),
  mutant("canary-in-doubt-passes", "First payments that are in doubt let all others be paid.", [
    FAULT,
    'if (!payments.every(({ state }) => state === "paid" || state === "rejected")) return "in_doubt";',
    "",
  ]),
  mutant("canary-unpaid-passes", "First payments that were all refused let all others be paid.", [
    FAULT,
    'if (!payments.some(({ state }) => state === "paid")) return "none_paid";',
    "",
  ]),
  mutant("canary-balance-unseen", "Nobody minds that users do not have what they were paid.", [
    FAULT,
    "return BigInt(balanceAfter) - BigInt(balanceBefore) !== paid;",
    "return BigInt(balanceAfter) - BigInt(balanceBefore) > paid;",
  ]),
  mutant("canary-for-good", "Whoever goes on after first payments is asked to look again.", [
    "domain/distribution/stop-and-resume.ts",
    'if (reason === "canary" && canary !== undefined) {',
    'if (reason === "canary" && canary === undefined) {',
  ]),
];
