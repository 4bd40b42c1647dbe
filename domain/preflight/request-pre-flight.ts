import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { Unstarted } from "../distribution/look-at-points-api.ts";
import { optional } from "../optional.ts";
import { givesPoints } from "../payout/gives-points.ts";
import type { Payout } from "../payout/payout.ts";
import type { UsersLookedUp } from "../payout/users-looked-up.ts";
import {
  isOfItsSheet,
  type PreFlightStarter,
  type PreFlightStore,
  type UsersLook,
} from "./pre-flight.ts";

export interface RequestPreFlightDeps {
  readonly preFlights: PreFlightStore;
  readonly preFlightStarter: PreFlightStarter;
  readonly clock: Pick<Clock, "nowMs">;
}

/** A look-up that said nothing for so long has died. */
const SILENT_MS = 15 * 60_000;

/** Whether there is anything to look at: a dry run looks by itself, a reversal needs no float, and what has begun shows itself. */
export function mayPreFlight(payout: Payout): payout is Unstarted {
  const { state } = payout;
  const isUnstarted = state === "ready" || state === "awaiting_approval" || state === "scheduled";
  return isUnstarted && givesPoints(payout);
}

/**
 * Has a payout's points API and users looked at. While that is at work nothing new begins; once it is over,
 * asking again looks at all of it again.
 */
export async function requestPreFlight(
  { preFlights, preFlightStarter, clock }: RequestPreFlightDeps,
  payout: Unstarted,
): Promise<UsersLook> {
  const { payoutId } = payout;
  const nowMs = clock.nowMs();
  const known = await preFlights.users(payoutId);
  const goesOn = known !== undefined && isOfItsSheet(known, payout) && isAtWork(known, nowMs);
  const users = goesOn ? known : begun(known, payout, nowMs);
  if (users !== known) await preFlights.saveUsers(payoutId, users);
  const { run } = users;
  await preFlightStarter.preFlight(
    { preFlightOf: payoutId, users: run },
    `${payoutId}-preflight-${run}`,
  );
  return users;
}

/** What the last look-up that was complete came to; undefined before the first one. */
export function lastComplete(users: UsersLook | undefined): UsersLookedUp | undefined {
  if (users?.state !== "done") return users?.before;
  const { updatedAt: at, looked, missing } = users;
  return { at, looked, missing };
}

/** Whether a look-up has begun and is not over, nor silent for so long that it has died. */
export function isAtWork({ state, updatedAt }: UsersLook, nowMs: number): boolean {
  return (state === "waiting" || state === "looking") && nowMs - toEpochMs(updatedAt) < SILENT_MS;
}

function begun(known: UsersLook | undefined, payout: Unstarted, nowMs: number): UsersLook {
  const at = toInstant(nowMs);
  const isSame = known !== undefined && isOfItsSheet(known, payout);
  return {
    run: (known?.run ?? 0) + 1,
    ofVersion: payout.sheet.versionId,
    state: "waiting",
    ...{ startedAt: at, updatedAt: at },
    ...{ looked: 0, of: 0, untold: 0, missing: 0, listed: [] },
    ...optional("before", isSame ? lastComplete(known) : undefined),
  };
}
