import { AwsError } from "../service/aws-error.ts";
import { validationError } from "../service/validation.ts";
import { sha256Hex } from "../signature/credential-scope.ts";
import type { ScheduleDefinition } from "./schedule-definition.ts";
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

/** @throws {AwsError} ConflictException */
export function createGroup(state: SchedulerState, name: string): SchedulerState {
  if (!hasGroup(state, name)) return { ...state, groups: [...state.groups, { name }] };
  throw new AwsError("ConflictException", `Schedule group ${name} already exists.`, {
    status: 409,
  });
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
  const firesAtMs = readExpression(definition.ScheduleExpression);
  if (!hasGroup(state, groupName)) throw notFound(`Schedule group ${groupName}`);
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
  // What AWS does with a time that has passed is not documented and reported both ways (refused,
  // or fired at once). Refusing it here lets no mistake of ours go unseen.
  if (firesAtMs < nowMs) throw invalidExpression(definition, " The time has passed.");
  const created = { clientToken, digest };
  const at = { firesAtMs, createdAtMs: nowMs };
  return withSchedule(state, { name, groupName, arn, definition, ...at, created });
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
  if (schedule === undefined) throw notFound(`Schedule ${name}`);
  return schedule;
}

/** A schedule as GetSchedule tells it, dates in epoch seconds. */
export function scheduleAnswer(schedule: Schedule): Record<string, unknown> {
  const createdAt = schedule.createdAtMs / 1000;
  return {
    Arn: schedule.arn,
    GroupName: schedule.groupName,
    Name: schedule.name,
    ...schedule.definition,
    CreationDate: createdAt,
    LastModificationDate: createdAt,
  };
}

/** When `at(yyyy-mm-ddThh:mm:ss)` is, in epoch milliseconds. @throws {AwsError} ValidationException */
function readExpression(expression: string): number {
  const time = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression)?.[1];
  const epochMs = Date.parse(`${time}Z`);
  // A day that does not exist is another one to Date.
  const isThere = !Number.isNaN(epochMs) && new Date(epochMs).toISOString() === `${time}.000Z`;
  if (isThere) return epochMs;
  throw invalidExpression({ ScheduleExpression: expression });
}

function invalidExpression(
  { ScheduleExpression }: Pick<ScheduleDefinition, "ScheduleExpression">,
  why = "",
): AwsError {
  return validationError(`Invalid Schedule Expression ${ScheduleExpression}.${why}`);
}

function hasGroup({ groups }: SchedulerState, name: string): boolean {
  return groups.some((group) => group.name === name);
}

function notFound(what: string): AwsError {
  return new AwsError("ResourceNotFoundException", `${what} does not exist.`, { status: 404 });
}
