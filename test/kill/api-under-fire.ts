/** A points API that outlives the workers which call it, and what it says at the end. */
export interface ApiUnderFire {
  state(): Promise<ApiState>;
  /** By its own books: how many grants each of these users has. */
  grantCounts(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

export interface ApiState {
  /** All that came so far, look-ups among them. */
  readonly calls: number;
  /** Calls that are open now. */
  readonly inFlight: number;
  readonly grants: number;
  /** Faults that befell calls, which may have left a payment in doubt. */
  readonly doubts: number;
}
