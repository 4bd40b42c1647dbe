import { isFunctionArn } from "./schedule-definition.ts";
import type { Delivery } from "./scheduler-state.ts";

/** What the target is given at this attempt, with AWS's context attributes filled in. */
export function targetInput(
  delivery: Delivery,
  attempt: number,
  account: { readonly region: string; readonly accountId: string },
): string {
  const input = delivery.target.Input ?? defaultInput(delivery, account);
  return input
    .replaceAll("<aws.scheduler.schedule-arn>", delivery.scheduleArn)
    .replaceAll("<aws.scheduler.scheduled-time>", delivery.scheduledTime)
    .replaceAll("<aws.scheduler.execution-id>", delivery.executionId)
    .replaceAll("<aws.scheduler.attempt-number>", String(attempt));
}

/** The notification a function gets from a schedule without an input. */
function defaultInput(
  delivery: Delivery,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): string {
  if (!isFunctionArn(delivery.target.Arn)) return "{}";
  return JSON.stringify({
    version: "0",
    id: delivery.executionId,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: accountId,
    time: delivery.scheduledTime,
    region,
    resources: [delivery.scheduleArn],
    detail: "{}",
  });
}
