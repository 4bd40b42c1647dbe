import type { Secret } from "../../../connectors/connector.ts";
import type { PointsApiInput } from "../../../connectors/registry.ts";
import type { Clock } from "../../../domain/clock.ts";

/** What an API gave one user, by its own books. */
export interface Granted {
  readonly times: number;
  readonly points: number;
}

/** An API that is paid through, and what befalls whoever calls it. */
export interface TrialApi {
  /** As a stage's file says it. */
  readonly pointsApi: PointsApiInput;
  readonly secret?: Secret;
  /** The user of this row of the sheet, counted from 0. */
  userIdOf(index: number): string;
  /** `some`: faults that befall a part of the calls that pay; `down`: all of them. */
  setFaults(faults: "some" | "down"): void | Promise<void>;
  /** Calls that it never answers, so far. */
  silences(): number;
  /** What else it does as time goes by; nobody waits for its end. */
  meanwhile?(clock: Clock): Promise<void>;
  /** What it does while nobody has called it for hours. */
  whileAway?(): void;
  /** Mends what paused the payout: all that is ours to mend. */
  mend?(): void;
  /** By user id as the sheet has it. */
  grants(): ReadonlyMap<string, Granted> | Promise<ReadonlyMap<string, Granted>>;
}

/** One way in which a connector pays a thousand users. */
export interface Trial {
  /** What it is beside the connector's name. */
  readonly of: string;
  readonly seed: number;
  /** Who may be left `unknown`: nobody, or those of whom nothing tells any more. */
  readonly leavesUnknown: boolean;
  open(clock: Clock): Promise<TrialApi>;
}
