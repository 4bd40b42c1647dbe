import { performance } from "node:perf_hooks";
import type { ResolvedFunction } from "./function-definition.ts";
import { type FunctionProcess, startFunctionProcess } from "./function-process.ts";
import type { Invocation, InvocationOutcome } from "./invocation.ts";
import { createProcessPool, type ProcessPool } from "./process-pool.ts";
import { type RuntimeSettings, runtimeEnvironment } from "./runtime-environment.ts";

/** The processes of all functions. */
export interface FunctionPools {
  run(target: ResolvedFunction, invocation: Invocation): Promise<InvocationOutcome>;
  /** Ids of the processes that run an invocation of this version now. */
  runningPids(target: ResolvedFunction): readonly number[];
  /** See {@link ProcessPool.renew}. */
  renew(target: ResolvedFunction): Promise<InvocationOutcome | undefined>;
  close(): Promise<void>;
}

export interface FunctionPoolsOptions {
  readonly settings: RuntimeSettings;
  readonly log: (line: string) => void;
  readonly onInvocation?: OnInvocation | undefined;
}

/** Told of every invocation that ended, and how long it took; the first of a process starts it. */
export type OnInvocation = (invocation: {
  readonly functionName: string;
  readonly durationMs: number;
}) => void;

/** Processes that a function may have at once; further invocations wait. */
const MAX_PROCESSES = 4;
/** How long a process without work is kept. */
const KEEP_WARM_MS = 60_000;

export function createFunctionPools(options: FunctionPoolsOptions): FunctionPools {
  const pools = new Map<string, ProcessPool>();

  function poolOf({ definition, version, versionArn }: ResolvedFunction): ProcessPool {
    const existing = pools.get(versionArn);
    if (existing !== undefined) return existing;
    const pool = createProcessPool({
      maxProcesses: MAX_PROCESSES,
      keepWarmMs: KEEP_WARM_MS,
      isInspected: definition.inspectPort !== undefined,
      start: (isInspected) =>
        timed(
          startFunctionProcess({
            entry: definition.entry,
            inspectPort: isInspected ? definition.inspectPort : undefined,
            environment: runtimeEnvironment(definition, version, options.settings),
            timeoutMs: definition.timeoutMs,
            log: (line) => options.log(`${definition.functionName}: ${line}`),
          }),
          (durationMs) =>
            options.onInvocation?.({ functionName: definition.functionName, durationMs }),
        ),
    });
    pools.set(versionArn, pool);
    return pool;
  }

  return {
    run: (target, invocation) => poolOf(target).run(invocation),
    runningPids: ({ versionArn }) => pools.get(versionArn)?.runningPids() ?? [],
    renew: (target) => poolOf(target).renew(),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function timed(process: FunctionProcess, tell: (durationMs: number) => void): FunctionProcess {
  return {
    ...process,
    async run(invocation) {
      const startMs = performance.now();
      const outcome = await process.run(invocation);
      tell(performance.now() - startMs);
      return outcome;
    },
  };
}
