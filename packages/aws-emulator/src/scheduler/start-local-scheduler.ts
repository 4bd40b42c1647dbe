import { join } from "node:path";
import { systemClock } from "../../../../adapters/system/system-clock.ts";
import type { Clock } from "../../../../domain/clock.ts";
import type { OnAwsCall } from "../service/aws-call.ts";
import { type LocalService, startAwsService } from "../service/aws-service.ts";
import type { KnownKeys } from "../signature/credential-scope.ts";
import type { DeadLetterMessage } from "./dead-letter.ts";
import type { TargetInvocation } from "./deliver.ts";
import { describeSchedulerCall } from "./describe-call.ts";
import { createFiringLoop } from "./firing-loop.ts";
import { createSchedulerApi } from "./scheduler-api.ts";
import { emptySchedulerState, schedulerStateSchema } from "./scheduler-state.ts";
import { openStateFile } from "./state-file.ts";

export interface LocalSchedulerOptions {
  /** Where schedules and the journal of firings are kept; one process at a time. */
  readonly dataDir: string;
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly region: string;
  readonly accountId: string;
  /** The key pairs that requests must be signed with. */
  readonly credentials: KnownKeys;
  readonly clock?: Clock;
  /** The first back-off after a failed delivery; each further one is twice as long, to 60 s. */
  readonly retryBaseMs?: number;
  /** Resolves once the target took the call; throw TargetError to say that it never will. */
  readonly invokeTarget: (target: TargetInvocation) => Promise<void>;
  readonly deadLetter: (queueArn: string, message: DeadLetterMessage) => Promise<void>;
  readonly onCall?: OnAwsCall | undefined;
  /** Told what went wrong inside; standard error by default. */
  readonly report?: (problem: string) => void;
}

/**
 * EventBridge Scheduler on this machine, for one-time schedules. It fires at the second and
 * delivers at least once; a schedule whose time passed while it was down fires at start.
 * `GET /schedules` needs no signature.
 */
export async function startLocalScheduler(options: LocalSchedulerOptions): Promise<LocalService> {
  const { region, accountId, clock = systemClock } = options;
  const state = await openStateFile(
    join(options.dataDir, "scheduler.json"),
    schedulerStateSchema,
    emptySchedulerState(clock.nowMs()),
  );
  const loop = createFiringLoop({
    state,
    clock,
    region,
    accountId,
    retryBaseMs: options.retryBaseMs ?? 1000,
    invokeTarget: options.invokeTarget,
    deadLetter: options.deadLetter,
    report: options.report ?? ((problem) => console.error(problem)),
  });
  const service = await startAwsService({
    port: options.port ?? 0,
    service: "scheduler",
    region,
    credentials: options.credentials,
    contentType: "application/json",
    messageMember: "Message",
    isOpen: ({ method, path, headers }) =>
      method === "GET" && path === "/schedules" && headers.authorization === undefined,
    onCall: options.onCall,
    describe: (request) => describeSchedulerCall(request, options),
    answer: createSchedulerApi({
      state,
      nowMs: clock.nowMs,
      region,
      accountId,
      onChange: loop.wake,
    }),
  });
  // Only now: a second stack that finds the port taken must not fire what the first one fires.
  loop.start();
  return {
    ...service,
    async close() {
      await service.close();
      await loop.close();
    },
  };
}
