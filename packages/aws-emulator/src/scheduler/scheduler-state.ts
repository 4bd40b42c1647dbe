import * as z from "zod";
import { scheduleDefinitionSchema } from "./schedule-definition.ts";

const scheduleSchema = z.object({
  name: z.string(),
  groupName: z.string(),
  arn: z.string(),
  definition: scheduleDefinitionSchema,
  firesAtMs: z.number(),
  createdAtMs: z.number(),
  /** The request that created it: asked again with the same token it gets the same answer. */
  created: z.object({ clientToken: z.string().optional(), digest: z.string() }),
  /** The execution it fired as; it never fires again. */
  firedAs: z.string().optional(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

const ciRoleSchema = z.object({
  executionId: z.string(),
  scheduleArn: z.string(),
  /** RFC 3339 UTC, whole seconds. */
  scheduledTime: z.string(),
  firedAtMs: z.number(),
  target: scheduleDefinitionSchema.shape.Target,
  /** How often the target was asked in vain. */
  failedAttempts: z.int().nonnegative(),
  nextAttemptAtMs: z.number(),
  lastFailure: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Why no further attempt is made; what is left is the dead-letter queue. */
  gaveUp: z.enum(["MaximumRetryAttempts", "MaximumEventAgeInSeconds", "NotRetryable"]).optional(),
});
/** A firing that is not settled: neither taken by its target nor by the dead-letter queue. */
export type Delivery = z.infer<typeof ciRoleSchema>;

/** All that the emulator knows, as it stands on disk. */
export const schedulerStateSchema = z.object({
  groups: z.array(z.object({ name: z.string() })),
  /** By {@link scheduleKey}. */
  schedules: z.record(z.string(), scheduleSchema),
  /** The journal of firings, by execution id. */
  deliveries: z.record(z.string(), ciRoleSchema),
});
export type SchedulerState = z.infer<typeof schedulerStateSchema>;

/** The group that every account has. */
export const DEFAULT_GROUP = "default";

export function emptySchedulerState(): SchedulerState {
  return { groups: [{ name: DEFAULT_GROUP }], schedules: {}, deliveries: {} };
}

export function scheduleKey(groupName: string, name: string): string {
  return `${groupName}/${name}`;
}

export function withSchedule(state: SchedulerState, schedule: Schedule): SchedulerState {
  const key = scheduleKey(schedule.groupName, schedule.name);
  return { ...state, schedules: { ...state.schedules, [key]: schedule } };
}

export function withoutSchedule(state: SchedulerState, key: string): SchedulerState {
  const { [key]: _gone, ...schedules } = state.schedules;
  return { ...state, schedules };
}

export function withDelivery(state: SchedulerState, delivery: Delivery): SchedulerState {
  return { ...state, deliveries: { ...state.deliveries, [delivery.executionId]: delivery } };
}

export function withoutDelivery(state: SchedulerState, executionId: string): SchedulerState {
  const { [executionId]: _gone, ...deliveries } = state.deliveries;
  return { ...state, deliveries };
}
