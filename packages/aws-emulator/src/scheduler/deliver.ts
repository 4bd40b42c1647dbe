import type { Clock } from "../../../../domain/clock.ts";
import { type DeadLetterMessage, deadLetterMessage } from "./dead-letter.ts";
import { afterFailure, backOffMs, settle } from "./delivery.ts";
import { type Delivery, type SchedulerState, withDelivery } from "./scheduler-state.ts";
import type { StateFile } from "./state-file.ts";
import { targetInput } from "./target-input.ts";

/** One call of a schedule's target. */
export interface TargetInvocation {
  readonly arn: string;
  readonly input: string;
  readonly roleArn: string;
  readonly scheduleArn: string;
  /** 1 for the first. */
  readonly attempt: number;
}

export interface DeliverDeps {
  readonly state: StateFile<SchedulerState>;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  readonly retryBaseMs: number;
  /** Resolves once the target took the call; throw TargetError to say that it never will. */
  readonly invokeTarget: (target: TargetInvocation) => Promise<void>;
  readonly deadLetter: (queueArn: string, message: DeadLetterMessage) => Promise<void>;
}

/** Brings a delivery one step on: taken, to be tried again, or handed to the dead-letter queue. */
export async function deliver(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const attempted = delivery.gaveUp === undefined ? await attempt(deps, delivery) : delivery;
  if (attempted === "taken") {
    await change(deps, (state) => settle(state, delivery));
    return;
  }
  // Before the queue is asked: a crash from here on goes on with the queue, not with the target.
  if (attempted !== delivery) await change(deps, (state) => withDelivery(state, attempted));
  if (attempted.gaveUp !== undefined) await handToDeadLetterQueue(deps, attempted);
}

async function attempt(deps: DeliverDeps, delivery: Delivery): Promise<Delivery | "taken"> {
  const number = delivery.failedAttempts + 1;
  try {
    await deps.invokeTarget({
      arn: delivery.target.Arn,
      input: targetInput(delivery, number, deps),
      roleArn: delivery.target.RoleArn,
      scheduleArn: delivery.scheduleArn,
      attempt: number,
    });
    return "taken";
  } catch (cause) {
    return afterFailure(delivery, cause, {
      nowMs: deps.clock.nowMs(),
      retryBaseMs: deps.retryBaseMs,
    });
  }
}

/** Without a queue AWS drops the firing; so does the emulator. */
async function handToDeadLetterQueue(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const queueArn = delivery.target.DeadLetterConfig?.Arn;
  if (queueArn !== undefined) {
    const body = targetInput(delivery, delivery.failedAttempts, deps);
    try {
      await deps.deadLetter(queueArn, deadLetterMessage(delivery, body));
    } catch {
      const nextAttemptAtMs = deps.clock.nowMs() + backOffMs(1, deps.retryBaseMs);
      await change(deps, (state) => withDelivery(state, { ...delivery, nextAttemptAtMs }));
      return;
    }
  }
  await change(deps, (state) => settle(state, delivery));
}

function change(deps: DeliverDeps, next: (state: SchedulerState) => SchedulerState): Promise<void> {
  return deps.state.change((state) => ({ value: next(state), result: undefined }));
}
