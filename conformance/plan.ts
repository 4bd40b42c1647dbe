import type { Description } from "../connectors/connector.ts";
import type { CheckSettings } from "./check.ts";
import type { Facts } from "./check-report.ts";
import type { PLAN } from "./words/headings.ts";

/** What a check asks of an API, beside what it only reads. */
export interface Plan {
  readonly lines: readonly (keyof typeof PLAN)[];
  /** What the users have of it in the end. */
  readonly end: "kept" | "taken_back";
  /** Of all of them. */
  readonly facts: Facts;
}

export function planOf(description: Description, settings: CheckSettings): Plan {
  const { points, triesRate, keeps } = settings;
  const { doubt, lookUp, reverse, bulk, credentials } = description;
  const { ratePerSecond } = description.limits;
  const { a, b, missing } = settings.users;
  const isKeyed = doubt.ends === "replays" || doubt.ends === "refuses";
  const end = reverse !== undefined && !keeps ? "taken_back" : "kept";
  const looksUpNewest = isKeyed && lookUp !== undefined;
  const inBulk = bulk === undefined ? 0 : points;
  const lines: readonly (keyof typeof PLAN | false)[] = [
    "first_payment",
    isKeyed && "same_key",
    isKeyed && "other_content",
    "lost_answer",
    looksUpNewest && "newest",
    bulk !== undefined && "bulk",
    missing !== undefined && "missing_user",
    credentials.kind !== "none" && "wrong_credentials",
    triesRate && "rate",
    end === "taken_back" && "reversal",
  ];
  return {
    end,
    lines: lines.filter((line) => line !== false),
    facts: {
      ...{ a, b, points, missing: missing ?? "", more: points + 1, rate: ratePerSecond },
      toA: points + inBulk,
      toB: (looksUpNewest ? 2 * points : points) + inBulk,
    },
  };
}
