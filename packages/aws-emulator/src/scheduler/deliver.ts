import type { Clock } from "@paysheet/emulator-server/clock";
import type { StateFile } from "../state-file.ts";
import { type DeadLetterMessage, deadLetterMessage } from "./dead-letter.ts";
import { afterFailure, FIRST_BACK_OFF_MS } from "./delivery.ts";
import {
  type Delivery,
  type SchedulerState,
  withDelivery,
  withoutDelivery,
} from "./scheduler-state.ts";

/** One call of a schedule's target. */
export interface TargetInvocation {
  readonly arn: string;
  readonly input: string;
}

export interface DeliverDeps {
  readonly state: StateFile<SchedulerState>;
  readonly clock: Clock;
  /** Resolves once the target took the call; throw TargetError to say that it never will. */
  readonly invokeTarget: (target: TargetInvocation) => Promise<void>;
  readonly deadLetter: (queueArn: string, message: DeadLetterMessage) => Promise<void>;
}

/** Brings a delivery one step on: taken, to be tried again, or handed to the dead-letter queue. */
export async function deliver(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const attempted = delivery.gaveUp === undefined ? await attempt(deps, delivery) : delivery;
  if (attempted === "taken") return await settle(deps, delivery);
  // Before the queue is asked: a crash from here on goes on with the queue, not with the target.
  if (attempted !== delivery) await keep(deps, attempted);
  if (attempted.gaveUp !== undefined) await handToDeadLetterQueue(deps, attempted);
}

async function attempt(deps: DeliverDeps, delivery: Delivery): Promise<Delivery | "taken"> {
  const { Arn: arn, Input: input } = delivery.target;
  try {
    await deps.invokeTarget({ arn, input });
    return "taken";
  } catch (cause) {
    return afterFailure(delivery, cause, deps.clock.nowMs());
  }
}

async function handToDeadLetterQueue(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  try {
    await deps.deadLetter(delivery.target.DeadLetterConfig.Arn, deadLetterMessage(delivery));
  } catch {
    const nextAttemptAtMs = deps.clock.nowMs() + FIRST_BACK_OFF_MS;
    return await keep(deps, { ...delivery, nextAttemptAtMs });
  }
  await settle(deps, delivery);
}

function keep(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  return change(deps, (state) => withDelivery(state, delivery));
}

/** The delivery is done with, whoever took it. */
function settle(deps: DeliverDeps, { executionId }: Delivery): Promise<void> {
  return change(deps, (state) => withoutDelivery(state, executionId));
}

function change(deps: DeliverDeps, next: (state: SchedulerState) => SchedulerState): Promise<void> {
  return deps.state.change((state) => ({ value: next(state), result: undefined }));
}
