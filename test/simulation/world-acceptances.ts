import type { Setup } from "./setup.ts";

/** One payment that the points API has taken, and what it made of it since. */
export interface Acceptance {
  readonly reference: string;
  readonly key: string;
  fate: "undecided" | "paid" | "failed";
}

export interface WorldAcceptances {
  /** Takes a payment, and decides about it later: `pay` pays it then. */
  accept(key: string, pay: () => unknown): Acceptance;
  /** The last one under that key. */
  under(key: string): Acceptance | undefined;
  by(reference: string): Acceptance | undefined;
}

/** Some are decided within a moment, some take minutes, some are never heard of again. */
const LONGEST_MS = 300_000;

export function createWorldAcceptances({
  timeline,
  random,
  faults,
  trace,
  invariants,
}: Setup): WorldAcceptances {
  const acceptances: Acceptance[] = [];
  return {
    accept(key, pay) {
      const reference = `${key}#${acceptances.length + 1}`;
      const acceptance: Acceptance = { reference, key, fate: "undecided" };
      acceptances.push(acceptance);
      if (faults.chance("acceptedIsLost")) return acceptance;
      const fails = faults.chance("acceptedFails");
      timeline.after(random.spread(50, LONGEST_MS), () => {
        acceptance.fate = fails ? "failed" : "paid";
        invariants.booksChange(key);
        trace.add(timeline.nowMs(), "points API", `decides on ${reference}`, acceptance.fate);
        if (!fails) pay();
      });
      return acceptance;
    },
    under: (key) => acceptances.findLast((one) => one.key === key),
    by: (reference) => acceptances.find((one) => one.reference === reference),
  };
}
