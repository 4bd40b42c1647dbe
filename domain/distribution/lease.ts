/** The right to pay one payout, for a while. Only its holder claims payments. */
export interface Lease {
  readonly payoutId: string;
  /** Who holds it: unique to one run of one worker. */
  readonly owner: string;
  /** Fencing token: grows with every acquisition, never reused. */
  readonly fence: number;
  readonly expiresAtMs: number;
}

export type LeaseResult =
  | { readonly kind: "acquired"; readonly lease: Lease }
  | { readonly kind: "busy"; readonly expiresAtMs: number };

/** Leases, one a payout, kept by conditional writes. */
export interface LeaseStore {
  /** Takes the lease when it is free, released or expired at `nowMs`; `ttlMs` from then. */
  acquire(request: {
    readonly payoutId: string;
    readonly owner: string;
    readonly ttlMs: number;
    readonly nowMs: number;
  }): Promise<LeaseResult>;
  /** Prolongs it; undefined when it is no longer ours (another fence holds it). */
  renew(
    lease: Lease,
    request: { readonly ttlMs: number; readonly nowMs: number },
  ): Promise<Lease | undefined>;
  /** The lease as it stands, held or not; undefined when there never was one. */
  get(payoutId: string): Promise<Lease | undefined>;
  /** Gives it up so that the next worker need not wait. No error when it is no longer ours. */
  release(lease: Lease): Promise<void>;
}
