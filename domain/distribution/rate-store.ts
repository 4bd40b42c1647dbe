/** What one worker takes of a points API's rate, as all workers that ask this API read it. */
export interface RateClaim {
  /** Unique to one round of one worker. */
  readonly worker: string;
  readonly payoutId: string;
  /** What it pays of it, and under which fence: a newer one of the same shard has taken its place. */
  readonly shard: number;
  readonly fence: number;
  /** Calls a second that it makes at most. */
  readonly ratePerSecond: number;
  /** The rate that it knows of as the points API's: after a deployment, workers may differ. */
  readonly limitPerSecond: number;
  /** Grows with each write of this worker: a late duplicate of an older one is none. */
  readonly beat: number;
  /** From then on it makes no call, unless it renewed the claim. */
  readonly expiresAtMs: number;
}

/** A day's quota of calls. */
export interface DailyQuota {
  readonly api: string;
  /** `2026-11-30`, by the calendar of the points API. */
  readonly day: string;
  /** How many calls it takes on this day. */
  readonly most: number;
}

/** What all payouts that ask one points API share, by the API's name. */
export interface RateStore {
  /**
   * Writes a claim and reads all others in one step, so that of two who write at the same time one
   * sees the other. Removes those that expired before `expiredBeforeMs`.
   * @returns the others, expired ones among them
   */
  claim(api: string, claim: RateClaim, expiredBeforeMs: number): Promise<readonly RateClaim[]>;
  /** Reads all claims, expired ones among them, and takes nothing. */
  claims(api: string): Promise<readonly RateClaim[]>;
  /** Takes a claim back. No error when there is none. */
  release(api: string, worker: string): Promise<void>;
  /** Reserves so many calls of a day, or as many as are left; returns how many. */
  reserve(quota: DailyQuota, calls: number): Promise<number>;
  /**
   * Gives reserved calls back that were not made; once, however often the request arrives. Where others
   * change the quota at the same moment the calls are lost.
   */
  giveBack(quota: DailyQuota, calls: number): Promise<void>;
}
