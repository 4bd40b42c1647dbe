import { AwsError } from "../service/aws-error.ts";
import type { Group, SchedulerState } from "./scheduler-state.ts";
import { validationError } from "./validation.ts";

/** The group that every account has. */
export const DEFAULT_GROUP = "default";

/** @throws {AwsError} ConflictException; the same token again changes nothing. */
export function createGroup(
  state: SchedulerState,
  name: string,
  clientToken: string | undefined,
  nowMs: number,
): SchedulerState {
  const existing = state.groups.find((group) => group.name === name);
  if (existing !== undefined) {
    if (clientToken !== undefined && existing.clientToken === clientToken) return state;
    throw new AwsError("ConflictException", `Schedule group ${name} already exists.`, {
      status: 409,
    });
  }
  const group: Group = { name, createdAtMs: nowMs, modifiedAtMs: nowMs, clientToken };
  return { ...state, groups: [...state.groups, group] };
}

/**
 * Deletes the group and its schedules; AWS takes a while for it, the emulator does it at once.
 * @throws {AwsError} ResourceNotFoundException, ValidationException
 */
export function deleteGroup(state: SchedulerState, name: string): SchedulerState {
  if (name === DEFAULT_GROUP) throw validationError("The default group can't be deleted.");
  assertGroup(state, name);
  const kept = Object.entries(state.schedules).filter(([, { groupName }]) => groupName !== name);
  return {
    ...state,
    groups: state.groups.filter((group) => group.name !== name),
    schedules: Object.fromEntries(kept),
  };
}

/** @throws {AwsError} ResourceNotFoundException */
export function assertGroup(state: SchedulerState, name: string): Group {
  const group = state.groups.find((candidate) => candidate.name === name);
  if (group === undefined) {
    throw new AwsError("ResourceNotFoundException", `Schedule group ${name} does not exist.`, {
      status: 404,
    });
  }
  return group;
}

/** A group as AWS tells it, dates in epoch seconds. */
export function groupAnswer(group: Group, arn: string): Record<string, unknown> {
  return {
    Arn: arn,
    Name: group.name,
    State: "ACTIVE",
    CreationDate: group.createdAtMs / 1000,
    LastModificationDate: group.modifiedAtMs / 1000,
  };
}
