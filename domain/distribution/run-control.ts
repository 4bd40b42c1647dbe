/** Why a round of paying ends before every payment is settled. */
export type RoundStop =
  /** The invocation's time is nearly up; a fresh one goes on. */
  | { readonly kind: "yielded" }
  /** The payout is no longer `distributing` in this run: a person stopped it. */
  | { readonly kind: "stopped" }
  /** Another worker holds the lease now. */
  | { readonly kind: "lease_lost" }
  /** The probe of a points API that was gone had an answer to a payment. */
  | { readonly kind: "answered" }
  | { readonly kind: "unavailable"; readonly code: string }
  | { readonly kind: "refused_credentials"; readonly code: string };

/** One round's way to end early: the first reason counts, and nothing new begins after it. */
export interface RunControl {
  readonly signal: AbortSignal;
  readonly stop: RoundStop | undefined;
  end(stop: RoundStop): void;
}

export function createRunControl(): RunControl {
  const controller = new AbortController();
  let stop: RoundStop | undefined;
  return {
    signal: controller.signal,
    get stop() {
      return stop;
    },
    end(reason) {
      if (stop !== undefined) return;
      stop = reason;
      controller.abort(new RoundStoppedError(reason));
    },
  };
}

/** What waits inside a round reject with once it ends. */
export class RoundStoppedError extends Error {
  override readonly name = "RoundStoppedError";
  constructor(reason: RoundStop, options?: ErrorOptions) {
    super(`The round ends: ${reason.kind}.`, options);
  }
}
