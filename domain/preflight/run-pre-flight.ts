import { toInstant } from "../clock.ts";
import { type LookDeps, lookAtPointsApi } from "../distribution/look-at-points-api.ts";
import type { DurableEngine } from "../durable-engine.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import { type LookUpUsersDeps, lookUpUsers } from "./look-up-users.ts";
import type { PreFlightRequest, PreFlightStore } from "./pre-flight.ts";
import { mayPreFlight } from "./request-pre-flight.ts";

export type PreFlightDeps = LookDeps &
  LookUpUsersDeps & {
    readonly payouts: PayoutStore;
    readonly preFlights: PreFlightStore;
  };

export interface PreFlightEnd {
  /** `nothing`: the payout is not there, or has begun, or is a dry run. */
  readonly kind: "looked" | "nothing";
}

/**
 * Stretches of looking users up, each followed by a wait of at least a minute where payouts are paid first:
 * as long as an outage is waited for, and well below the operations that an execution may hold.
 */
const MOST_STRETCHES = 400;
/** Why it stopped when payouts were paid for all that time. */
const PAYOUTS_FIRST = "payouts_first";

/**
 * Looks at a payout before it is paid: at its points API, and in the background at its users. It pays
 * nobody and holds nothing up; what it finds is kept for the page, the reminder and people.
 */
export async function runPreFlight(
  deps: PreFlightDeps,
  { preFlightOf: payoutId, users: run }: PreFlightRequest,
  engine: DurableEngine,
): Promise<PreFlightEnd> {
  const isLooked = await engine.step("look", () => look(deps, payoutId));
  if (!isLooked) return { kind: "nothing" };
  if (run === undefined) return { kind: "looked" };
  for (let stretch = 1; stretch <= MOST_STRETCHES; stretch += 1) {
    const end = await engine.step(`users-${stretch}`, ({ yieldAtMs }) =>
      lookUpUsers(deps, { payoutId, run, yieldAtMs }),
    );
    if (end.kind === "over") return { kind: "looked" };
    await engine.wait(`users-wait-${stretch}`, end.waitMs);
  }
  await engine.step("give-up", () => giveUp(deps, payoutId, run));
  return { kind: "looked" };
}

async function look(deps: PreFlightDeps, payoutId: string): Promise<boolean> {
  const payout = await deps.payouts.get(payoutId);
  if (payout === undefined || !mayPreFlight(payout)) return false;
  await deps.preFlights.saveLook(payoutId, await lookAtPointsApi(deps, payout));
  return true;
}

async function giveUp(deps: PreFlightDeps, payoutId: string, run: number): Promise<void> {
  const known = await deps.preFlights.users(payoutId);
  if (known?.run !== run) return;
  const updatedAt = toInstant(deps.clock.nowMs());
  const stopped = { state: "stopped", code: PAYOUTS_FIRST, updatedAt } as const;
  await deps.preFlights.saveUsers(payoutId, { ...known, ...stopped });
}
