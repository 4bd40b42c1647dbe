import type { Clock } from "../clock.ts";
import type { Lease } from "./lease.ts";
import type { Pacer } from "./pacer.ts";
import type { Answer, PayRequest, PointsApi } from "./points-api.ts";
import type { RunControl } from "./run-control.ts";
import type { PayingSettings } from "./settings.ts";

/** The calls of a round by which payments are asked for, each at its turn. */
export interface Calls {
  /**
   * Waits for the turn of a payment that is not claimed yet, lest a crash leaves in doubt what only
   * waited. Its call leaves shortly after: time enough for the claim.
   * @throws {RoundStoppedError} when the round ends first
   */
  seat(): Promise<Seat>;
  /**
   * Asks for a payment that is claimed, at the next turn.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
}

/** A payment's place in a call, of its own or with others. */
export interface Seat {
  /**
   * Asks for the payment, once all others in the call are claimed as well.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
  /** Leaves it empty, so that the others need not wait. After `pay` nothing happens. */
  leave(): void;
}

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
