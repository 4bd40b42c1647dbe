import type { FunctionProcess } from "./function-process.ts";
import type { Invocation, InvocationOutcome } from "./invocation.ts";

export interface ProcessPool {
  /** Runs it on a warm process or a new one, waiting for its turn above the cap. Never rejects. */
  run(invocation: Invocation): Promise<InvocationOutcome>;
  /** Ids of the processes that run an invocation now. */
  runningPids(): readonly number[];
  close(): Promise<void>;
}

export interface ProcessPoolOptions {
  readonly start: () => FunctionProcess;
  readonly maxProcesses: number;
  /** How long a process without work is kept. */
  readonly keepWarmMs: number;
}

type Settle = (outcome: InvocationOutcome | Promise<InvocationOutcome>) => void;

/** The execution environments of one function version. */
export function createProcessPool(options: ProcessPoolOptions): ProcessPool {
  const all = new Set<FunctionProcess>();
  const idle = new Map<FunctionProcess, NodeJS.Timeout>();
  const waiting: { invocation: Invocation; resolve: Settle }[] = [];
  let isClosed = false;

  function takeProcess(): FunctionProcess | undefined {
    for (const [warm, expiry] of [...idle].reverse()) {
      clearTimeout(expiry);
      idle.delete(warm);
      if (warm.isAlive()) return warm;
      all.delete(warm);
    }
    if (all.size >= options.maxProcesses) return undefined;
    const fresh = options.start();
    all.add(fresh);
    return fresh;
  }

  async function runOn(process: FunctionProcess, invocation: Invocation) {
    const outcome = await process.run(invocation);
    release(process);
    const next = waiting[0] && takeProcess();
    if (next !== undefined) {
      const turn = waiting.shift();
      if (turn !== undefined) turn.resolve(runOn(next, turn.invocation));
    }
    return isClosed ? ({ kind: "abandoned" } as const) : outcome;
  }

  function release(process: FunctionProcess): void {
    if (!process.isAlive() || isClosed) {
      all.delete(process);
      void process.close();
      return;
    }
    const expire = () => {
      idle.delete(process);
      all.delete(process);
      void process.close();
    };
    idle.set(process, setTimeout(expire, options.keepWarmMs).unref());
  }

  return {
    async run(invocation) {
      if (isClosed) return { kind: "abandoned" };
      const process = takeProcess();
      if (process !== undefined) return await runOn(process, invocation);
      const { promise, resolve } = Promise.withResolvers<InvocationOutcome>();
      waiting.push({ invocation, resolve });
      return await promise;
    },
    runningPids: () => [...all].flatMap((process) => process.runningPid() ?? []),
    async close() {
      isClosed = true;
      for (const { resolve } of waiting.splice(0)) resolve({ kind: "abandoned" });
      for (const expiry of idle.values()) clearTimeout(expiry);
      await Promise.all([...all].map((process) => process.close()));
    },
  };
}
