import {
  type Delivery,
  type Schedule,
  type SchedulerState,
  withDelivery,
  withSchedule,
} from "./scheduler-state.ts";

/**
 * The state once every schedule that is due has fired: marked so, and its delivery in the journal,
 * in one write. Whatever crashes after that delivers; whatever crashes before fires again.
 */
export function fireDueSchedules(
  state: SchedulerState,
  nowMs: number,
  newExecutionId: () => string,
): SchedulerState {
  return Object.values(state.schedules)
    .filter((schedule) => isArmed(schedule) && schedule.firesAtMs <= nowMs)
    .reduce((fired, schedule) => fire(fired, schedule, nowMs, newExecutionId()), state);
}

/** When the next schedule fires, in epoch milliseconds; Infinity when none does. */
export function nextFiringMs(state: SchedulerState): number {
  return Object.values(state.schedules)
    .filter(isArmed)
    .reduce((earliest, { firesAtMs }) => Math.min(earliest, firesAtMs), Number.POSITIVE_INFINITY);
}

function isArmed({ firedAs }: Schedule): boolean {
  return firedAs === undefined;
}

function fire(
  state: SchedulerState,
  schedule: Schedule,
  nowMs: number,
  executionId: string,
): SchedulerState {
  const delivery: Delivery = {
    executionId,
    scheduleArn: schedule.arn,
    scheduledTime: new Date(schedule.firesAtMs).toISOString().replace(".000Z", "Z"),
    firedAtMs: nowMs,
    target: schedule.definition.Target,
    failedAttempts: 0,
    nextAttemptAtMs: nowMs,
  };
  return withDelivery(withSchedule(state, { ...schedule, firedAs: executionId }), delivery);
}
