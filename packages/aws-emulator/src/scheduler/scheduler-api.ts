import * as z from "zod";
import { unknownOperation } from "../service/aws-error.ts";
import type { AwsRequest } from "../service/read-request.ts";
import { parseInput, parseJsonBody, validationError } from "../service/validation.ts";
import type { StateFile } from "../state-file.ts";
import { clientTokenSchema, nameSchema, scheduleDefinitionSchema } from "./schedule-definition.ts";
import {
  createGroup,
  createSchedule,
  deleteSchedule,
  getSchedule,
  scheduleAnswer,
} from "./schedule-operations.ts";
import { DEFAULT_GROUP, type SchedulerState } from "./scheduler-state.ts";

export interface SchedulerApiDeps {
  readonly state: StateFile<SchedulerState>;
  readonly nowMs: () => number;
  readonly region: string;
  readonly accountId: string;
  /** Called after every change of the schedules. */
  readonly onChange: () => void;
}

const createSchema = scheduleDefinitionSchema.extend({
  Name: nameSchema,
  GroupName: nameSchema.default(DEFAULT_GROUP),
  ClientToken: clientTokenSchema.optional(),
});
const namedSchema = z.object({
  Name: nameSchema,
  groupName: nameSchema.default(DEFAULT_GROUP),
});
const createGroupSchema = z.strictObject({
  Name: nameSchema,
  ClientToken: clientTokenSchema.optional(),
});

/** EventBridge Scheduler's operations, by the routes of its REST API. */
export function createSchedulerApi(
  deps: SchedulerApiDeps,
): (request: AwsRequest) => Promise<unknown> {
  const { state } = deps;
  const arnOf = (resource: string) =>
    `arn:aws:scheduler:${deps.region}:${deps.accountId}:${resource}`;

  async function change(next: (state: SchedulerState) => SchedulerState): Promise<void> {
    await state.change((current) => ({ value: next(current), result: undefined }));
    deps.onChange();
  }

  async function create(input: Record<string, unknown>): Promise<unknown> {
    const { Name, GroupName, ClientToken, ...definition } = parseInput(createSchema, input);
    const arn = arnOf(`schedule/${GroupName}/${Name}`);
    const wanted = { arn, groupName: GroupName, name: Name, definition, clientToken: ClientToken };
    await change((current) => createSchedule(current, wanted, deps.nowMs()));
    return { ScheduleArn: arn };
  }

  async function remove({ Name, groupName }: z.infer<typeof namedSchema>): Promise<unknown> {
    await change((current) => deleteSchedule(current, groupName, Name));
    return {};
  }

  async function makeGroup(input: Record<string, unknown>): Promise<unknown> {
    const { Name } = parseInput(createGroupSchema, input);
    await change((current) => createGroup(current, Name));
    return { ScheduleGroupArn: arnOf(`schedule-group/${Name}`) };
  }

  return async ({ method, path, query, body }) => {
    const [, collection, encodedName, ...more] = path.split("/");
    const call = more.length > 0 ? "" : `${method} ${collection}`;
    // For people to look at: all of them.
    if (call === "GET schedules" && encodedName === undefined && query.size === 0) {
      return { Schedules: Object.values(state.read().schedules).map(scheduleAnswer) };
    }
    if (encodedName === undefined) throw unknownOperation(404);
    const Name = decodeName(encodedName);
    const named = () => parseInput(namedSchema, { ...Object.fromEntries(query), Name });
    switch (call) {
      case "POST schedules":
        return await create({ ...parseJsonBody(body), Name });
      case "GET schedules": {
        const wanted = named();
        return scheduleAnswer(getSchedule(state.read(), wanted.groupName, wanted.Name));
      }
      case "DELETE schedules":
        return await remove(named());
      case "POST schedule-groups":
        return await makeGroup({ ...parseJsonBody(body), Name });
      default:
        throw unknownOperation(404);
    }
  };
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw validationError("The name is not percent-encoded.", { cause });
  }
}
