import type { PayoutSummary } from "../api/types.ts";

type Facts = Pick<PayoutSummary, "state" | "brake" | "heldBy" | "sentBack">;
type Brake = NonNullable<PayoutSummary["brake"]>;

/** Who stopped, held or declined a payout: who decides on it, or else whoever held it. */
export function brakeOf({ brake, heldBy }: Pick<Facts, "brake" | "heldBy">): Brake | undefined {
  if (brake !== undefined || heldBy === undefined) return brake;
  return { kind: "held", ...heldBy };
}

/** Why a payout that could be scheduled is not: it is no new one. Undefined of all others. */
export function setBackOf(payout: Facts): "declined" | "held" | "sentBack" | undefined {
  if (payout.state !== "ready") return undefined;
  if (payout.sentBack !== undefined) return "sentBack";
  const kind = brakeOf(payout)?.kind;
  return kind === "stopped" ? undefined : kind;
}
