/** What one worker pays at a time: a payout, or one shard of it. */
export interface LeasedWork {
  readonly payoutId: string;
  /** From 0; a payout that is not cut into shards is its own first. */
  readonly shard: number;
}

/** The right to pay that, for a while. Only its holder claims payments. */
export interface Lease extends LeasedWork {
  /** Who holds it: unique to one run of one worker. */
  readonly owner: string;
  /** Fencing token: grows with every acquisition, never reused. */
  readonly fence: number;
  readonly expiresAtMs: number;
}

export type LeaseResult =
  | { readonly kind: "acquired"; readonly lease: Lease }
  | { readonly kind: "busy"; readonly expiresAtMs: number };

/** Leases, one a shard, kept by conditional writes. */
export interface LeaseStore {
  /** Takes the lease when it is free, released or expired at `nowMs`; `ttlMs` from then. */
  acquire(
    request: LeasedWork & {
      readonly owner: string;
      readonly ttlMs: number;
      readonly nowMs: number;
    },
  ): Promise<LeaseResult>;
  /** Renews it; undefined when another fence holds it. */
  renew(
    lease: Lease,
    request: { readonly ttlMs: number; readonly nowMs: number },
  ): Promise<Lease | undefined>;
  /** The lease as it stands, held or not; undefined when there never was one. */
  get(work: LeasedWork): Promise<Lease | undefined>;
  /** Gives it up so that the next worker need not wait. No error when another fence holds it. */
  release(lease: Lease): Promise<void>;
}

/** How often a lease is renewed in the time it has beyond a call's: three renewals may fail. */
const RENEWALS = 4;

/** How often a lease is renewed, so that what is left of it always outlasts the longest call. */
export function renewEveryMs(settings: {
  readonly leaseTtlMs: number;
  readonly callTimeoutMs: number;
}): number {
  return (settings.leaseTtlMs - settings.callTimeoutMs) / RENEWALS;
}
