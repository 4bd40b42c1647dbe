import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";

export interface Outage {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly kind: "down" | "refuses_credentials";
}

/** What the points API remembers, and whether it decides at once. */
export function drawNature(
  random: Random,
  idempotency: Plan["idempotency"],
): Pick<Plan, "keyLifetimeMs" | "alsoLooksUp" | "burnsKeys" | "confirmDeadlineMs"> {
  const hasKeys = idempotency === "key";
  const isMortal = hasKeys && random.chance(0.4);
  return {
    keyLifetimeMs: isMortal ? random.spread(60_000, 1_800_000) : Number.POSITIVE_INFINITY,
    alsoLooksUp: hasKeys && random.chance(0.3),
    burnsKeys: hasKeys && random.chance(0.3),
    confirmDeadlineMs: random.chance(0.3) ? random.spread(60_000, 900_000) : undefined,
  };
}

/** Spans in which it is gone, or its trust in our credentials is. */
export function drawOutages(random: Random, quietAfterMs: number, longestMs: number): Outage[] {
  if (random.chance(0.1)) return drawFlapping(random, quietAfterMs);
  const outages: Outage[] = [];
  while (outages.length < 3 && random.chance(0.25)) {
    const fromMs = random.spread(1, quietAfterMs);
    const untilMs = Math.min(quietAfterMs, fromMs + random.spread(1_000, longestMs));
    outages.push({ fromMs, untilMs, kind: random.pick(["down", "down", "refuses_credentials"]) });
  }
  return outages;
}

/** Gone and back again every few seconds. */
function drawFlapping(random: Random, quietAfterMs: number): Outage[] {
  const outages: Outage[] = [];
  let fromMs = random.between(1, 10_000);
  while (fromMs < quietAfterMs && outages.length < 40) {
    const untilMs = Math.min(quietAfterMs, fromMs + random.spread(500, 15_000));
    outages.push({ fromMs, untilMs, kind: "down" });
    fromMs = untilMs + random.spread(500, 15_000);
  }
  return outages;
}
