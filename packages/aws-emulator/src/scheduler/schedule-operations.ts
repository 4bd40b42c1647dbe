import { AwsError } from "../service/aws-error.ts";
import { sha256Hex } from "../signature/credential-scope.ts";
import { assertGroup } from "./group-operations.ts";
import type { ScheduleDefinition } from "./schedule-definition.ts";
import { passedExpression, readScheduleExpression } from "./schedule-expression.ts";
import {
  type Schedule,
  type SchedulerState,
  scheduleKey,
  withoutSchedule,
  withSchedule,
} from "./scheduler-state.ts";

export interface ScheduleRequest {
  readonly arn: string;
  readonly groupName: string;
  readonly name: string;
  readonly definition: ScheduleDefinition;
  readonly clientToken?: string | undefined;
}

/**
 * The state with the new schedule. The same request under the same token changes nothing.
 * @throws {AwsError} ValidationException, ResourceNotFoundException, ConflictException
 */
export function createSchedule(
  state: SchedulerState,
  request: ScheduleRequest,
  nowMs: number,
): SchedulerState {
  const { arn, groupName, name, definition, clientToken } = request;
  const firesAtMs = firingTime(definition);
  assertGroup(state, groupName);
  const digest = sha256Hex(JSON.stringify(definition));
  const existing = state.schedules[scheduleKey(groupName, name)];
  if (existing !== undefined) {
    const isRepeated =
      clientToken !== undefined &&
      existing.created.clientToken === clientToken &&
      existing.created.digest === digest;
    if (isRepeated) return state;
    throw new AwsError("ConflictException", `Schedule ${name} already exists.`, { status: 409 });
  }
  assertAhead(definition, firesAtMs, nowMs);
  return withSchedule(state, {
    name,
    groupName,
    arn,
    definition,
    firesAtMs,
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    created: { clientToken, digest },
  });
}

/**
 * The state with the schedule replaced as a whole; it fires (again) at its new time.
 * @throws {AwsError} ValidationException, ResourceNotFoundException
 */
export function updateSchedule(
  state: SchedulerState,
  { groupName, name, definition }: ScheduleRequest,
  nowMs: number,
): SchedulerState {
  const firesAtMs = firingTime(definition);
  const { firedAs: _fired, ...existing } = getSchedule(state, groupName, name);
  assertAhead(definition, firesAtMs, nowMs);
  return withSchedule(state, { ...existing, definition, firesAtMs, modifiedAtMs: nowMs });
}

/** @throws {AwsError} ResourceNotFoundException */
export function deleteSchedule(
  state: SchedulerState,
  groupName: string,
  name: string,
): SchedulerState {
  getSchedule(state, groupName, name);
  return withoutSchedule(state, scheduleKey(groupName, name));
}

/** @throws {AwsError} ResourceNotFoundException */
export function getSchedule(state: SchedulerState, groupName: string, name: string): Schedule {
  const schedule = state.schedules[scheduleKey(groupName, name)];
  if (schedule === undefined) {
    throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, {
      status: 404,
    });
  }
  return schedule;
}

/** A schedule as GetSchedule tells it, dates in epoch seconds. */
export function scheduleAnswer(schedule: Schedule): Record<string, unknown> {
  return {
    Arn: schedule.arn,
    GroupName: schedule.groupName,
    Name: schedule.name,
    ...schedule.definition,
    CreationDate: schedule.createdAtMs / 1000,
    LastModificationDate: schedule.modifiedAtMs / 1000,
  };
}

/** A schedule as ListSchedules tells it. */
export function scheduleSummary(schedule: Schedule): Record<string, unknown> {
  return {
    Arn: schedule.arn,
    GroupName: schedule.groupName,
    Name: schedule.name,
    State: schedule.definition.State,
    CreationDate: schedule.createdAtMs / 1000,
    LastModificationDate: schedule.modifiedAtMs / 1000,
    Target: { Arn: schedule.definition.Target.Arn },
  };
}

function firingTime(definition: ScheduleDefinition): number {
  return readScheduleExpression(
    definition.ScheduleExpression,
    definition.ScheduleExpressionTimezone,
  );
}

function assertAhead(definition: ScheduleDefinition, firesAtMs: number, nowMs: number): void {
  if (definition.State === "ENABLED" && firesAtMs < nowMs) {
    throw passedExpression(definition.ScheduleExpression);
  }
}
