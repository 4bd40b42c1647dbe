import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ResourceNotFoundException,
  type SchedulerClient,
  ValidationException,
} from "@aws-sdk/client-scheduler";
import { type Instant, toEpochMs } from "../../domain/clock.ts";
import { type Firing, type Scheduler, ScheduleTimeError } from "../../domain/payout/scheduler.ts";

/** A payout that could not be started for an hour is left to a person instead of starting late. */
const MAXIMUM_EVENT_AGE_SECONDS = 3600;
const MAXIMUM_RETRY_ATTEMPTS = 185;

export interface EventBridgeSchedulerDeps {
  readonly scheduler: SchedulerClient;
  readonly groupName: string;
  readonly target: {
    /** ARN of an alias or a version of `distribute`; durable functions have to be named so. */
    readonly functionArn: string;
    /** What EventBridge Scheduler assumes to invoke the function. */
    readonly roleArn: string;
    /** Standard SQS queue that takes firings which could not be delivered. */
    readonly deadLetterQueueArn: string;
  };
}

type WantedSchedule = CreateScheduleCommandInput & {
  readonly Target: NonNullable<CreateScheduleCommandInput["Target"]>;
};

/** The scheduler port over EventBridge Scheduler. Throws what the SDK throws beside the port's. */
export function createEventBridgeScheduler(deps: EventBridgeSchedulerDeps): Scheduler {
  const { scheduler, groupName } = deps;

  async function isAlready(wanted: WantedSchedule): Promise<boolean> {
    const existing = await scheduler.send(
      new GetScheduleCommand({ Name: wanted.Name, GroupName: groupName }),
    );
    return isSame(wanted, existing);
  }

  return {
    async create(firing, at) {
      const wanted = scheduleInput(deps, firing, at);
      try {
        await scheduler.send(new CreateScheduleCommand(wanted));
      } catch (error) {
        if (isTimeRefused(error)) throw new ScheduleTimeError(at, { cause: error });
        if (!(error instanceof ConflictException) || !(await isAlready(wanted))) throw error;
      }
    },
    delete: createScheduleRemover(deps).delete,
  };
}

/** The half of the port that a distribution needs: it only ever deletes. */
export function createScheduleRemover({
  scheduler,
  groupName,
}: Pick<EventBridgeSchedulerDeps, "scheduler" | "groupName">): Pick<Scheduler, "delete"> {
  return {
    async delete(scheduleName) {
      try {
        await scheduler.send(
          new DeleteScheduleCommand({ Name: scheduleName, GroupName: groupName }),
        );
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}

function scheduleInput(
  { groupName, target }: EventBridgeSchedulerDeps,
  firing: Firing,
  at: Instant,
): WantedSchedule {
  return {
    Name: firing.scheduleName,
    GroupName: groupName,
    ScheduleExpression: `at(${wholeSecond(at)})`,
    ScheduleExpressionTimezone: "UTC",
    FlexibleTimeWindow: { Mode: "OFF" },
    State: "ENABLED",
    // The distribution deletes its schedule itself, after the report.
    ActionAfterCompletion: "NONE",
    Target: {
      // Invoked asynchronously. Every delivery is an execution of its own; the claim lets one pay.
      Arn: target.functionArn,
      RoleArn: target.roleArn,
      Input: inputOf(firing),
      RetryPolicy: {
        MaximumEventAgeInSeconds: MAXIMUM_EVENT_AGE_SECONDS,
        MaximumRetryAttempts: MAXIMUM_RETRY_ATTEMPTS,
      },
      DeadLetterConfig: { Arn: target.deadLetterQueueArn },
    },
  };
}

/** Spelt out: the same firing must be the same text, by which a schedule is recognized. */
function inputOf({ payoutId, generation, scheduleName, run }: Firing): string {
  return JSON.stringify({ payoutId, generation, scheduleName, run });
}

/** `YYYY-MM-DDTHH:mm:ss` in UTC, rounded up: never earlier than asked. */
function wholeSecond(at: Instant): string {
  const epochMs = Math.ceil(toEpochMs(at) / 1000) * 1000;
  if (Number.isNaN(epochMs)) throw new ScheduleTimeError(at);
  return new Date(epochMs).toISOString().replace(".000Z", "");
}

/** Nothing but the time in the expression can be wrong with it. */
function isTimeRefused(error: unknown): boolean {
  return error instanceof ValidationException && /schedule ?expression/i.test(error.message);
}

function isSame(wanted: WantedSchedule, existing: GetScheduleCommandOutput): boolean {
  const { Target: target } = existing;
  return (
    existing.ScheduleExpression === wanted.ScheduleExpression &&
    existing.ScheduleExpressionTimezone === wanted.ScheduleExpressionTimezone &&
    existing.State === wanted.State &&
    existing.FlexibleTimeWindow?.Mode === wanted.FlexibleTimeWindow?.Mode &&
    target?.Arn === wanted.Target.Arn &&
    target?.RoleArn === wanted.Target.RoleArn &&
    target?.Input === wanted.Target.Input &&
    target?.DeadLetterConfig?.Arn === wanted.Target.DeadLetterConfig?.Arn
  );
}
