import type { Clock } from "../clock.ts";
import type { Lease } from "./lease.ts";
import type { Pacer } from "./pacer.ts";
import type { Answer, PayRequest, PointsApi } from "./points-api.ts";
import type { RunControl } from "./run-control.ts";
import type { PayingSettings } from "./settings.ts";

/** What calling the points API needs, shared by all calls of a round. */
export interface CallsRun {
  readonly pointsApi: PointsApi;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly control: RunControl;
  readonly settings: PayingSettings;
  /** The lease as last renewed. */
  readonly lease: () => Lease;
  /** Told of every answer and how long it took; ends the round when they say that the API is down. */
  readonly noteAnswer: (answer: Answer, tookMs: number) => void;
}

/** Whether a call that leaves now would surely end, by its timeout, within the lease. */
export function mayCall(run: Pick<CallsRun, "control" | "lease" | "clock" | "settings">): boolean {
  if (run.control.stop !== undefined) return false;
  const leftMs = run.lease().expiresAtMs - run.clock.nowMs();
  if (leftMs > run.settings.callTimeoutMs) return true;
  run.control.end({ kind: "lease_lost" });
  return false;
}

/**
 * Asks for one payment by a call of its own.
 * @throws {RoundStoppedError} when the round ends before the call leaves
 */
export async function callAlone(
  { payment, idempotencyKey }: PayRequest,
  run: CallsRun,
): Promise<Answer> {
  if (!mayCall(run)) run.control.signal.throwIfAborted();
  const leftAtMs = run.clock.nowMs();
  const answer = await run.pointsApi.pay(payment, idempotencyKey);
  run.noteAnswer(answer, run.clock.nowMs() - leftAtMs);
  return answer;
}
