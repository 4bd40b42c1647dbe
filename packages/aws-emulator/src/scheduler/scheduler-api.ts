import * as z from "zod";
import { unknownOperation } from "../service/aws-error.ts";
import type { AwsRequest } from "../service/read-request.ts";
import {
  assertGroup,
  createGroup,
  DEFAULT_GROUP,
  deleteGroup,
  groupAnswer,
} from "./group-operations.ts";
import { pageOf } from "./page.ts";
import {
  clientTokenSchema,
  nameSchema,
  scheduleDefinitionSchema,
  stateSchema,
} from "./schedule-definition.ts";
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  scheduleAnswer,
  scheduleSummary,
  updateSchedule,
} from "./schedule-operations.ts";
import { type SchedulerState, scheduleKey } from "./scheduler-state.ts";
import type { StateFile } from "./state-file.ts";
import { parseInput, parseJsonBody, validationError } from "./validation.ts";

export interface SchedulerApiDeps {
  readonly state: StateFile<SchedulerState>;
  readonly nowMs: () => number;
  readonly region: string;
  readonly accountId: string;
  /** Called after every change of the schedules. */
  readonly onChange: () => void;
}

const maxResultsSchema = z.coerce.number().int().min(1).max(100).default(100);
const scheduleRequestSchema = scheduleDefinitionSchema.extend({
  Name: nameSchema,
  GroupName: nameSchema.default(DEFAULT_GROUP),
  ClientToken: clientTokenSchema.optional(),
});
const scheduleNameSchema = z.object({
  Name: nameSchema,
  groupName: nameSchema.default(DEFAULT_GROUP),
});
const listSchedulesSchema = z.object({
  ScheduleGroup: nameSchema.optional(),
  NamePrefix: nameSchema.optional(),
  State: stateSchema.optional(),
  NextToken: z.string().min(1).max(2048).optional(),
  MaxResults: maxResultsSchema,
});
const listGroupsSchema = listSchedulesSchema.omit({ ScheduleGroup: true, State: true });
const groupRequestSchema = z.object({
  Name: nameSchema,
  ClientToken: clientTokenSchema.optional(),
  Tags: z.array(z.unknown()).optional(),
});

/** EventBridge Scheduler's operations, by the routes of its REST API. */
export function createSchedulerApi(
  deps: SchedulerApiDeps,
): (request: AwsRequest) => Promise<unknown> {
  return async (request) => {
    const [, collection, encodedName, ...more] = request.path.split("/");
    if (more.length > 0 || (encodedName === undefined && request.method !== "GET")) {
      throw unknownOperation(404);
    }
    const name = encodedName === undefined ? undefined : decodeName(encodedName);
    if (collection === "schedules") return answerSchedules(deps, request, name);
    if (collection === "schedule-groups") return answerGroups(deps, request, name);
    throw unknownOperation(404);
  };
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw validationError("The name is not percent-encoded.", { cause });
  }
}

async function answerSchedules(
  deps: SchedulerApiDeps,
  request: AwsRequest,
  name: string | undefined,
): Promise<unknown> {
  if (name === undefined) return listSchedules(deps, request);
  switch (request.method) {
    case "POST":
      return putSchedule(deps, request, name, createSchedule);
    case "PUT":
      return putSchedule(deps, request, name, updateSchedule);
    case "GET": {
      const wanted = parseInput(scheduleNameSchema, { ...parameters(request), Name: name });
      return scheduleAnswer(getSchedule(deps.state.read(), wanted.groupName, wanted.Name));
    }
    case "DELETE": {
      const wanted = parseInput(scheduleNameSchema, { ...parameters(request), Name: name });
      await change(deps, (state) => deleteSchedule(state, wanted.groupName, wanted.Name));
      return {};
    }
    default:
      throw unknownOperation(404);
  }
}

async function putSchedule(
  deps: SchedulerApiDeps,
  request: AwsRequest,
  name: string,
  put: typeof createSchedule,
): Promise<unknown> {
  const input = { ...parseJsonBody(request.body), Name: name };
  const { Name, GroupName, ClientToken, ...definition } = parseInput(scheduleRequestSchema, input);
  const arn = arnOf(deps, `schedule/${GroupName}/${Name}`);
  const wanted = { arn, groupName: GroupName, name: Name, definition, clientToken: ClientToken };
  await change(deps, (state) => put(state, wanted, deps.nowMs()));
  return { ScheduleArn: arn };
}

function listSchedules(deps: SchedulerApiDeps, request: AwsRequest): unknown {
  const query = parseInput(listSchedulesSchema, parameters(request));
  const state = deps.state.read();
  if (query.ScheduleGroup !== undefined) assertGroup(state, query.ScheduleGroup);
  const matching = Object.values(state.schedules).filter(
    ({ groupName, name, definition }) =>
      (query.ScheduleGroup ?? groupName) === groupName &&
      (query.State ?? definition.State) === definition.State &&
      name.startsWith(query.NamePrefix ?? ""),
  );
  const { items, ...next } = pageOf(matching, (item) => scheduleKey(item.groupName, item.name), {
    maxResults: query.MaxResults,
    nextToken: query.NextToken,
  });
  return { Schedules: items.map(scheduleSummary), ...next };
}

async function answerGroups(
  deps: SchedulerApiDeps,
  request: AwsRequest,
  name: string | undefined,
): Promise<unknown> {
  if (name === undefined) return listGroups(deps, request);
  const body = request.method === "POST" ? parseJsonBody(request.body) : {};
  const { Name, ClientToken, Tags } = parseInput(groupRequestSchema, { ...body, Name: name });
  const arn = arnOf(deps, `schedule-group/${Name}`);
  switch (request.method) {
    case "POST":
      if (Tags !== undefined && Tags.length > 0) throw validationError("The emulator has no tags.");
      await change(deps, (state) => createGroup(state, Name, ClientToken, deps.nowMs()));
      return { ScheduleGroupArn: arn };
    case "GET":
      return groupAnswer(assertGroup(deps.state.read(), Name), arn);
    case "DELETE":
      await change(deps, (state) => deleteGroup(state, Name));
      return {};
    default:
      throw unknownOperation(404);
  }
}

function listGroups(deps: SchedulerApiDeps, request: AwsRequest): unknown {
  const query = parseInput(listGroupsSchema, parameters(request));
  const matching = deps.state
    .read()
    .groups.filter(({ name }) => name.startsWith(query.NamePrefix ?? ""));
  const { items, ...next } = pageOf(matching, ({ name }) => name, {
    maxResults: query.MaxResults,
    nextToken: query.NextToken,
  });
  return {
    ScheduleGroups: items.map((group) =>
      groupAnswer(group, arnOf(deps, `schedule-group/${group.name}`)),
    ),
    ...next,
  };
}

function arnOf({ region, accountId }: SchedulerApiDeps, resource: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:${resource}`;
}

function parameters(request: AwsRequest): Record<string, string> {
  return Object.fromEntries(request.query);
}

async function change(
  deps: SchedulerApiDeps,
  next: (state: SchedulerState) => SchedulerState,
): Promise<void> {
  await deps.state.change((state) => ({ value: next(state), result: undefined }));
  deps.onChange();
}
