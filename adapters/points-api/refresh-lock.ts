/**
 * Lets one process at a time use up the refresh token of a secret, and remembers the last use: what is
 * sent to a token endpoint can't be taken back.
 */
export interface RefreshLock {
  /** Takes the lock when it is free at `nowMs`, or ours already; `ttlMs` from then. */
  acquire(request: {
    readonly secretId: string;
    /** Unique to a process. */
    readonly owner: string;
    readonly ttlMs: number;
    readonly nowMs: number;
  }): Promise<HeldRefreshLock | undefined>;
}

export interface HeldRefreshLock {
  /** When others may take it, in epoch milliseconds. */
  readonly endsAtMs: number;
  /** The last use of the secret's refresh token before the lock was taken, if there was one. */
  readonly lastUse: RefreshTokenUse | undefined;
  /** Remembers a use; false when somebody else has the lock meanwhile, and nothing was remembered. */
  note(use: RefreshTokenUse): Promise<boolean>;
  /** Gives the lock up so that others need not wait. No error when somebody else has it. */
  release(): Promise<void>;
}

/** That a refresh token was sent to its endpoint. */
export interface RefreshTokenUse {
  /** Of the secret, whose refresh token it was. */
  readonly versionId: string;
  readonly atMs: number;
  /** What came of it. Absent: nobody knows, it may be used up and what took its place lost. */
  readonly outcome?: "stored" | "refused" | undefined;
}
