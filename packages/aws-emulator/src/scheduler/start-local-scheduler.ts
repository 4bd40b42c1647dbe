import { join } from "node:path";
import { type Clock, systemClock } from "@paysheet/emulator-server/clock";
import type { OnAwsCall } from "../service/aws-call.ts";
import { jsonAnswer, type LocalService, startAwsService } from "../service/aws-service.ts";
import type { KnownKeys } from "../signature/credential-scope.ts";
import { openStateFile } from "../state-file.ts";
import type { DeadLetterMessage } from "./dead-letter.ts";
import type { TargetInvocation } from "./deliver.ts";
import { describeSchedulerCall } from "./describe-call.ts";
import { createFiringLoop } from "./firing-loop.ts";
import { createSchedulerApi } from "./scheduler-api.ts";
import { emptySchedulerState, schedulerStateSchema } from "./scheduler-state.ts";

export interface LocalSchedulerOptions {
  /** Where schedules and the journal of firings are kept; one process at a time. */
  readonly dataDir: string;
  readonly region: string;
  readonly accountId: string;
  /** The key pairs that requests must be signed with. */
  readonly credentials: KnownKeys;
  /** The machine's own by default. */
  readonly clock?: Clock;
  /** Resolves once the target took the call; throw TargetError to say that it never will. */
  readonly invokeTarget: (target: TargetInvocation) => Promise<void>;
  readonly deadLetter: (queueArn: string, message: DeadLetterMessage) => Promise<void>;
  readonly onCall?: OnAwsCall | undefined;
}

/**
 * EventBridge Scheduler on this machine, for one-time schedules that call Lambda. It fires at the
 * second and delivers at least once; a schedule whose time passed while it was down fires at start.
 * `GET /schedules` shows all there are, to anybody.
 */
export async function startLocalScheduler(options: LocalSchedulerOptions): Promise<LocalService> {
  const { region, accountId, clock = systemClock } = options;
  const state = await openStateFile(
    join(options.dataDir, "scheduler.json"),
    schedulerStateSchema,
    emptySchedulerState(),
  );
  const loop = createFiringLoop({
    state,
    clock,
    invokeTarget: options.invokeTarget,
    deadLetter: options.deadLetter,
  });
  const answer = createSchedulerApi({
    state,
    nowMs: clock.nowMs,
    region,
    accountId,
    onChange: loop.wake,
  });
  const service = await startAwsService({
    service: "scheduler",
    region,
    credentials: options.credentials,
    contentType: "application/json",
    isOpen: ({ method, path }) => method === "GET" && path === "/schedules",
    onCall: options.onCall,
    describe: (request) => describeSchedulerCall(request, options),
    answer: async (request) => jsonAnswer(await answer(request)),
  });
  loop.start();
  return {
    ...service,
    async close() {
      await service.close();
      await loop.close();
    },
  };
}
