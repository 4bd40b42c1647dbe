import type { Delivery } from "./scheduler-state.ts";

/** The wait after the first failure; after each further one it is twice as long. */
export const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;

/** A call that a target did not take. */
export class TargetError extends Error {
  override readonly name = "TargetError";
  readonly code: string;
  /** False when asking again can't help: no such function, no permission, wrong parameters. */
  readonly retryable: boolean;

  constructor(
    code: string,
    message: string,
    options: ErrorOptions & { readonly retryable: boolean },
  ) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable;
  }
}

/** The delivery after one more attempt in vain: when it is tried again, or why no more. */
export function afterFailure(delivery: Delivery, cause: unknown, nowMs: number): Delivery {
  const failedAttempts = delivery.failedAttempts + 1;
  const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (failedAttempts - 1), LONGEST_BACK_OFF_MS);
  const nextAttemptAtMs = nowMs + backOffMs;
  const gaveUp = reasonToGiveUp(delivery, cause, failedAttempts, nextAttemptAtMs);
  return {
    ...delivery,
    failedAttempts,
    nextAttemptAtMs,
    lastFailure: describeFailure(cause),
    ...(gaveUp === undefined ? {} : { gaveUp }),
  };
}

function reasonToGiveUp(
  delivery: Delivery,
  cause: unknown,
  failedAttempts: number,
  nextAttemptAtMs: number,
): Delivery["gaveUp"] {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = delivery.target.RetryPolicy;
  if (cause instanceof TargetError && !cause.retryable) return "NotRetryable";
  if (failedAttempts > MaximumRetryAttempts) return "MaximumRetryAttempts";
  const diesAtMs = delivery.firedAtMs + MaximumEventAgeInSeconds * 1000;
  return nextAttemptAtMs > diesAtMs ? "MaximumEventAgeInSeconds" : undefined;
}

function describeFailure(cause: unknown): { code: string; message: string } {
  if (cause instanceof TargetError) return { code: cause.code, message: cause.message };
  if (cause instanceof Error) return { code: cause.name, message: cause.message };
  return { code: "Error", message: String(cause) };
}
