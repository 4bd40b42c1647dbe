import type { FunctionProcess } from "./function-process.ts";
import type { Invocation, InvocationOutcome } from "./invocation.ts";

export interface ProcessPool {
  /** Runs it on a warm process or a new one, waiting for its turn above the cap. Never rejects. */
  run(invocation: Invocation): Promise<InvocationOutcome>;
  /** Ids of the processes that run an invocation now. */
  runningPids(): readonly number[];
  /**
   * Ends every process as soon as it runs nothing, and starts one that has the sources of now.
   * Resolves once that one has loaded them, or with why it can't run any invocation.
   */
  renew(): Promise<InvocationOutcome | undefined>;
  close(): Promise<void>;
}

export interface ProcessPoolOptions {
  /** One at most of those that are there at a time is inspected. */
  readonly start: (isInspected: boolean) => FunctionProcess;
  readonly maxProcesses: number;
  /** How long a process without work is kept. */
  readonly keepWarmMs: number;
  /** Whether there is a process that a debugger attaches to; it is kept for good. */
  readonly isInspected: boolean;
}

type Settle = (outcome: InvocationOutcome | Promise<InvocationOutcome>) => void;

/** The execution environments of one function version. */
export function createProcessPool(options: ProcessPoolOptions): ProcessPool {
  const all = new Set<FunctionProcess>();
  const idle = new Map<FunctionProcess, NodeJS.Timeout | undefined>();
  const waiting: { invocation: Invocation; resolve: Settle }[] = [];
  /** Those with the sources of before, which still run something. */
  let outdated: ReadonlySet<FunctionProcess> = new Set();
  let inspected: FunctionProcess | undefined;
  let isClosed = false;

  function startProcess(): FunctionProcess {
    const isInspected = options.isInspected && inspected === undefined;
    const fresh = options.start(isInspected);
    if (isInspected) inspected = fresh;
    all.add(fresh);
    return fresh;
  }

  function takeProcess(): FunctionProcess | undefined {
    // The one with the debugger first, then the warmest.
    const warmest = [...idle.keys()].reverse();
    for (const warm of warmest.toSorted((a, b) => rank(a) - rank(b))) {
      clearTimeout(idle.get(warm));
      idle.delete(warm);
      if (warm.isAlive()) return warm;
      forget(warm);
    }
    return all.size >= options.maxProcesses ? undefined : startProcess();
  }

  function rank(process: FunctionProcess): number {
    return process === inspected ? 0 : 1;
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
    if (process.isAlive() && !isClosed && !outdated.has(process)) keep(process);
    else void end(process);
  }

  function keep(process: FunctionProcess): void {
    const expire = () => {
      idle.delete(process);
      void end(process);
    };
    const isKept = process === inspected;
    idle.set(process, isKept ? undefined : setTimeout(expire, options.keepWarmMs).unref());
  }

  function forget(process: FunctionProcess): void {
    all.delete(process);
    if (process === inspected) inspected = undefined;
  }

  async function end(process: FunctionProcess): Promise<void> {
    all.delete(process);
    await process.close();
    forget(process);
    // Only now is the debugger's port free for the next one.
    const isMissed = options.isInspected && inspected === undefined;
    if (isMissed && !isClosed && all.size < options.maxProcesses) keep(startProcess());
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
    async renew() {
      const spare = [...idle.keys()];
      for (const expiry of idle.values()) clearTimeout(expiry);
      idle.clear();
      outdated = new Set([...all].filter((process) => !spare.includes(process)));
      await Promise.all(spare.map(end));
      if (isClosed) return undefined;
      const [current] = idle.keys();
      if (current !== undefined) return await current.ready;
      const fresh = startProcess();
      keep(fresh);
      return await fresh.ready;
    },
    async close() {
      isClosed = true;
      for (const { resolve } of waiting.splice(0)) resolve({ kind: "abandoned" });
      for (const expiry of idle.values()) clearTimeout(expiry);
      await Promise.all([...all].map((process) => process.close()));
    },
  };
}
