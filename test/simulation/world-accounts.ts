import type { AccountAnswer, PointsApi } from "../../domain/distribution/points-api.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";

const ACCOUNTS_SHARE = 0.2;
/** So long an invocation lives at least in which accounts are found before payments are asked for. */
const FOUND_AND_PAID_IN_MS = 15_000;

/**
 * The same plan with a points API that pays to accounts of its own, in some seeds. Drawn from numbers of
 * its own, so that a seed without them stays what it is. What a restored ledger forgot is found again, by
 * whomever the id belongs to then: that is not tried.
 */
export function withAccounts(random: Random, plan: Plan): Plan {
  const hasAccounts = random.chance(ACCOUNTS_SHARE) && plan.restore === undefined;
  if (!hasAccounts) return plan;
  const invocationLimitMs = Math.max(plan.invocationLimitMs, FOUND_AND_PAID_IN_MS);
  return { ...plan, hasAccounts, invocationLimitMs };
}

/** Tells the account of a user's id, which may be somebody else's the next time it is asked. */
export function accountLookUp(
  { plan, random, faults, invariants, isMissing }: Setup,
  holders: Map<string, number>,
  process: SimProcess,
): NonNullable<PointsApi["findAccount"]> {
  return ({ userId }, permit) => {
    permit.assertMaySend();
    invariants.asks(process);
    const isDown = faults.outage() !== undefined || faults.chance("lookUpFails");
    let answer: AccountAnswer = { kind: "in_doubt", code: "timeout", unavailable: true };
    return process.send({
      what: `points.findAccount ${userId}`,
      landsAfterMs: faults.latencyMs(),
      land() {
        if (isDown) return "fails";
        const holder = holders.get(userId) ?? 0;
        if (random.chance(0.3)) holders.set(userId, holder + 1);
        answer = isMissing(userId)
          ? { kind: "rejected", code: "http_404" }
          : { kind: "found", accountId: `${userId}/${holder}` };
        return answer.kind;
      },
      answersAfterMs: isDown ? plan.settings.callTimeoutMs : 40 + faults.latencyMs(),
      answer: () => answer,
    });
  };
}
