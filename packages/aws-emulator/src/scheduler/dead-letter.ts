import type { Delivery } from "./scheduler-state.ts";

/** What lands in a dead-letter queue. */
export interface DeadLetterMessage {
  /** The input the target would not take. */
  readonly body: string;
  /** Message attributes, all of type String, by the names AWS gives them. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function deadLetterMessage(delivery: Delivery): DeadLetterMessage {
  const { gaveUp, lastFailure } = delivery;
  return {
    body: delivery.target.Input,
    attributes: {
      ERROR_CODE: lastFailure?.code ?? "Error",
      ERROR_MESSAGE: lastFailure?.message ?? "",
      EXECUTION_ID: delivery.executionId,
      ...(gaveUp === undefined || gaveUp === "NotRetryable"
        ? {}
        : { EXHAUSTED_RETRY_CONDITION: gaveUp }),
      IS_PAYLOAD_TRUNCATED: "false",
      RETRY_ATTEMPTS: String(Math.max(delivery.failedAttempts - 1, 0)),
      SCHEDULED_TIME: delivery.scheduledTime,
      SCHEDULE_ARN: delivery.scheduleArn,
      TARGET_ARN: delivery.target.Arn,
    },
  };
}
