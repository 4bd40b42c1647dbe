import * as z from "zod";
import { type CompareWithBooksDeps, compareWithBooks } from "../../domain/compare-with-books.ts";
import { type DistributePayoutDeps, distributePayout } from "../../domain/distribute-payout.ts";
import type {
  DistributionStarter,
  Executions,
} from "../../domain/distribution/distribution-starter.ts";
import type { DurableEngine } from "../../domain/durable-engine.ts";
import { payPayout, payShard } from "../../domain/pay-payout.ts";
import {
  type PayRequest,
  payRequestSchema,
  type ShardRequest,
  shardRequestSchema,
} from "../../domain/pay-requests.ts";
import type { Firing } from "../../domain/payout/scheduler.ts";
import {
  type ReceiptRequest,
  type ReceiptStarter,
  receiptRequestSchema,
} from "../../domain/receipt/receipt.ts";
import type { Setup } from "./setup.ts";
import { createProcess, type SimProcess } from "./sim-process.ts";

/** What an execution is asked to pay, or to compare, by another one. */
type PayPart = ShardRequest | PayRequest | ReceiptRequest;
const partSchema = z.union([shardRequestSchema, payRequestSchema, receiptRequestSchema]);

/** One operation of an execution's journal. */
interface Operation {
  readonly name: string;
  readonly attempts: number;
  /** Present once it has come to its end; JSON, as the service keeps it. */
  readonly result?: { readonly json: string | undefined };
  /** When a wait is over, or a step that threw is tried again. */
  readonly dueMs?: number;
  /** The executions that it waits for, and has no result before they have one each. */
  readonly children?: readonly Execution[];
}

export interface Execution {
  readonly name: string;
  /** What started it, or the one that it pays for: a shard, or what was left. */
  readonly firing: Firing;
  readonly shard?: { readonly request: PayPart; readonly of: Execution };
  /** It pays nobody: it compares a payout with the books of the points API. */
  readonly receipt?: ReceiptRequest;
  readonly journal: Operation[];
  /** Grows with every invocation; only the newest may write the journal. */
  token: number;
  ended?: string;
  /** What it came to, unless it failed; JSON. */
  result?: string;
  /** Told of each invocation of it. */
  readonly whenInvoked: Set<() => void>;
  /** Told of each payment that a process of it has claimed and is about to ask for. */
  readonly whenClaimed: Set<(by: SimProcess) => void>;
}

/** The schedule of those that none starts. */
const NO_SCHEDULE = "none";

export interface WorldHost {
  /** Starts an execution under a name that the host makes up; returns it. */
  invoke(firing: Firing): string;
  /** Schedules whose execution failed, timed out or was stopped. */
  readonly deadSchedules: ReadonlySet<string>;
  starterOf(process: SimProcess): DistributionStarter;
  comparerOf(process: SimProcess): ReceiptStarter;
  executionsOf(process: SimProcess): Executions;
  find(name: string): Execution | undefined;
  /** Somebody stops whatever runs. */
  stopAll(): void;
}

class StepFailedError extends Error {
  override readonly name = "StepFailedError";
}

class InvokeError extends Error {
  override readonly name = "InvokeError";
}

/**
 * Runs durable executions as Lambda does: unique by name, which it makes up where none is given; steps kept in a journal, at least once;
 * a wait ends the invocation and a fresh one replays; what a step throws is tried again later and
 * fails the execution in the end; an invocation that is gone is replaced, and may not be gone.
 */
export function createWorldHost(
  setup: Setup,
  options: {
    readonly depsOf: (process: SimProcess) => DistributePayoutDeps & CompareWithBooksDeps;
    /** Told of executions that failed, timed out or were stopped. */
    readonly onDeath: (execution: { name: string; status: string }) => void;
  },
): WorldHost {
  const { timeline, random, faults, trace, plan, invariants } = setup;
  const executions = new Map<string, Execution>();
  const deadSchedules = new Set<string>();
  let invocations = 0;
  let unnamed = 0;
  const note = (name: string, what: string, outcome: string): void =>
    trace.add(timeline.nowMs(), name, what, outcome);

  function start(name: string, firing: Firing): void {
    if (!executions.has(name)) begin({ name, firing });
  }

  function startComparing(name: string, receipt: ReceiptRequest): void {
    const firing = {
      payoutId: receipt.receiptOf,
      generation: 0,
      scheduleName: NO_SCHEDULE,
      run: 0,
    };
    if (!executions.has(name)) begin({ name, firing, receipt });
  }

  function invokeUnnamed(firing: Firing): string {
    unnamed += 1;
    return begin({ name: `unnamed${unnamed}`, firing }).name;
  }

  function isRunning(name: string): boolean {
    const execution = executions.get(name);
    return execution !== undefined && execution.ended === undefined;
  }

  function begin(what: Pick<Execution, "name" | "firing" | "shard" | "receipt">): Execution {
    const execution: Execution = {
      ...what,
      journal: [],
      token: 0,
      whenInvoked: new Set(),
      whenClaimed: new Set(),
    };
    executions.set(execution.name, execution);
    invokeAfter(random.between(1, 200), execution, execution.token);
    if (faults.chance("executionDies")) {
      const status = random.pick(["FAILED", "TIMED_OUT", "STOPPED"]);
      timeline.after(random.spread(10, 120_000), () => die(execution, status));
    }
    return execution;
  }

  /** Another invocation, unless a newer one has taken its place by then. */
  function invokeAfter(ms: number, execution: Execution, token: number): void {
    const lateMs = faults.chance("lateInvocation") ? random.spread(1_000, 120_000) : 0;
    // Nothing is let begin while the table is restored.
    timeline.after(ms + lateMs + invariants.tableIsBackInMs(), () => {
      if (execution.ended === undefined && execution.token === token) invoke(execution);
    });
  }

  function die(execution: Execution, status: string): void {
    if (execution.ended !== undefined) return;
    execution.ended = status;
    if (execution.shard === undefined) deadSchedules.add(execution.firing.scheduleName);
    note(execution.name, "execution", status);
    options.onDeath({ name: execution.name, status });
    wakeParent(execution);
  }

  /** One that waits for others is invoked again once all of them have ended. */
  function wakeParent({ shard }: Execution): void {
    if (shard === undefined) return;
    const waiting = shard.of.journal.at(-1)?.children ?? [];
    if (waiting.some(({ ended }) => ended === undefined)) return;
    invokeAfter(random.between(1, 200), shard.of, shard.of.token);
  }

  function invoke(execution: Execution): void {
    execution.token += 1;
    invocations += 1;
    const { token } = execution;
    const process = createProcess(setup, {
      name: `distribute#${invocations}`,
      limitMs: plan.invocationLimitMs,
      execution,
      onDeath: () => invokeAfter(random.between(100, 3_000), execution, token),
    });
    note(process.name, "begins", execution.name);
    for (const tell of [...execution.whenInvoked]) tell();
    // The service gives it up while it still runs.
    const giveUp = (): void => {
      if (!process.isAlive()) return;
      note(process.name, "is given up", "but runs on");
      invokeAfter(0, execution, token);
    };
    const zombie = faults.chance("zombie")
      ? random.pick(["after a step", "over a call", "over a call", "awake"])
      : "no";
    let oversleeps = zombie === "after a step";
    if (zombie === "awake") {
      timeline.after(random.spread(10, Math.min(20_000, plan.invocationLimitMs)), giveUp);
    }
    if (zombie === "over a call") {
      sleepOverCall(execution, process, () => {
        giveUp();
        // The first finds the lease held, the second has taken over what was in flight.
        outsleep(execution, process, { most: 2, leastMs: 80 });
      });
    }
    const deadlineMs = process.clock.nowMs() + plan.invocationLimitMs;
    const engine = createEngine(execution, process, token, deadlineMs, (step) => {
      // An invocation spends its life paying, and mostly then it is given up.
      if (!oversleeps || !random.chance(/^(pay|compare)-/.test(step) ? 0.7 : 0.2)) return;
      oversleeps = false;
      giveUp();
      outsleep(execution, process);
    });
    const deps = options.depsOf(process);
    workOf(deps, execution, engine).then(
      (end) => close(execution, process, token, end),
      (error: unknown) => close(execution, process, token, undefined, error),
    );
  }

  /** What the points API answers meanwhile, it hears when others have long taken the payment over. */
  function sleepOverCall(execution: Execution, process: SimProcess, sleep: () => void): void {
    let claims = random.between(1, 4);
    execution.whenClaimed.add(function fallAsleep(by) {
      if (by !== process) return;
      claims -= 1;
      if (claims > 0) return;
      execution.whenClaimed.delete(fallAsleep);
      timeline.after(random.between(2, 20), sleep);
    });
  }

  /**
   * Lets a process stand still until others have taken its place and gone on: what it does next is
   * about something that is long decided.
   */
  function outsleep(
    execution: Execution,
    process: SimProcess,
    { most = random.between(1, 3), leastMs = 1 } = {},
  ): void {
    const thaw = process.freeze();
    let successors = most;
    execution.whenInvoked.add(function wake() {
      successors -= 1;
      if (successors > 0) return;
      execution.whenInvoked.delete(wake);
      timeline.after(random.spread(leastMs, 2_000), thaw);
    });
  }

  async function close(
    execution: Execution,
    process: SimProcess,
    token: number,
    end: { readonly kind: string } | undefined,
    error?: unknown,
  ): Promise<void> {
    const ending = end?.kind ?? `FAILED: ${String(error)}`;
    await checkpoint(execution, process, token, `end ${ending}`, () => {
      if (end === undefined) return die(execution, "FAILED");
      execution.ended = end.kind;
      execution.result = JSON.stringify(end);
      if (execution.shard === undefined) setup.invariants.executionEnds(execution, end.kind);
      wakeParent(execution);
    });
    process.end(ending);
  }

  /** Writes the journal, or ends the process when it may not or could not. */
  async function checkpoint(
    execution: Execution,
    process: SimProcess,
    token: number,
    what: string,
    write: () => void,
  ): Promise<void> {
    try {
      await process.call(`checkpoint ${what}`, () => {
        if (execution.token !== token || execution.ended !== undefined) {
          throw new Error("refused: another invocation has its place");
        }
        write();
      });
    } catch {
      process.kill("its checkpoint failed");
      await never();
    }
  }

  function createEngine(
    execution: Execution,
    process: SimProcess,
    token: number,
    deadlineMs: number,
    onStepKept: (name: string) => void,
  ): DurableEngine {
    const { journal } = execution;
    // What others keep meanwhile, in its place, it does not see.
    const replayed = [...journal];
    let position = 0;

    function operation(name: string): Operation {
      const known = replayed[position];
      position += 1;
      if (known === undefined) return { name, attempts: 0 };
      if (known.name !== name) throw new Error(`Replay asks for ${name}, not ${known.name}.`);
      return known;
    }
    const keep = (at: number, done: Operation) => () => {
      journal[at] = done;
    };
    async function suspend(dueMs: number): Promise<never> {
      invokeAfter(dueMs - timeline.nowMs(), execution, token);
      process.end(`suspends for ${dueMs - timeline.nowMs()} ms`);
      return await never();
    }
    async function untilDue({ dueMs = 0 }: Operation): Promise<void> {
      if (dueMs > timeline.nowMs()) await suspend(dueMs);
    }

    async function tryAgain(at: number, { name, attempts }: Operation, cause: unknown) {
      note(process.name, `step ${name}`, String(cause));
      const tried = attempts + 1;
      const backoffMs = Math.min(300_000, 1_000 * 2 ** attempts) * (0.5 + random.next() / 2);
      const dueMs = timeline.nowMs() + Math.round(backoffMs);
      const next = { name, attempts: tried, dueMs };
      await checkpoint(execution, process, token, `retry ${name}`, keep(at, next));
      if (tried >= plan.stepAttempts) throw new StepFailedError(name, { cause });
      return await suspend(dueMs);
    }

    function beginShard(name: string, input: object): Execution {
      const carried: unknown = JSON.parse(JSON.stringify(input));
      const request = partSchema.parse(carried);
      const { firing, receipt } = execution;
      return begin({
        name: `${execution.name}/${name}`,
        firing,
        ...(receipt === undefined ? {} : { receipt }),
        shard: { request, of: execution },
      });
    }

    return {
      executionName: execution.name,
      async step<T>(name: string, run: (context: { yieldAtMs: number }) => Promise<T>) {
        const at = position;
        const known = operation(name);
        // What the journal holds for this step is what this very step returned.
        if (known.result !== undefined) return parse(known.result.json) as T;
        if (known.attempts >= plan.stepAttempts) throw new StepFailedError(name);
        await untilDue(known);
        let result: T;
        try {
          result = await run({ yieldAtMs: deadlineMs - plan.yieldMarginMs });
        } catch (error) {
          return await tryAgain(at, known, error);
        }
        const done = { name, attempts: known.attempts, result: { json: JSON.stringify(result) } };
        await checkpoint(execution, process, token, name, () => {
          journal[at] = done;
          onStepKept(name);
        });
        return result;
      },
      async wait(name, ms) {
        const at = position;
        const known = operation(name);
        if (known.result !== undefined) return await untilDue(known);
        const dueMs = timeline.nowMs() + Math.max(1, Math.ceil(ms / 1000)) * 1000;
        const done = { name, attempts: 0, dueMs, result: { json: undefined } };
        await checkpoint(execution, process, token, name, keep(at, done));
        await suspend(dueMs);
      },
      async runAll(name, inputs) {
        const at = position;
        const known = operation(name);
        if (known.children === undefined) {
          await checkpoint(execution, process, token, name, () => {
            const children = inputs.map((input, index) => beginShard(`${name}-${index}`, input));
            journal[at] = { name, attempts: 0, children };
          });
        }
        const { children = [] } = known;
        if (children.length === 0 || children.some(({ ended }) => ended === undefined)) {
          process.end(`waits for ${name}`);
          return await never();
        }
        return children.map(({ name: child, result }) => {
          if (result === undefined) throw new InvokeError(`${child} failed.`);
          return parse(result);
        });
      },
    };
  }

  return {
    invoke: invokeUnnamed,
    deadSchedules,
    find: (name) => executions.get(name),
    stopAll() {
      for (const execution of executions.values()) die(execution, "STOPPED");
    },
    starterOf: ({ call }) => ({
      start: (firing, name) => call(`starter.start ${name}`, () => start(name, firing)),
    }),
    comparerOf: ({ call }) => ({
      compare: (request, name) =>
        call(`comparer.compare ${name}`, () => startComparing(name, request)),
    }),
    executionsOf: ({ call }) => ({
      isRunning: (name) => call(`executions.isRunning ${name}`, () => isRunning(name)),
    }),
  };
}

/** What an execution does, by what it was started for. */
async function workOf(
  deps: DistributePayoutDeps & CompareWithBooksDeps,
  { shard, receipt, firing }: Execution,
  engine: DurableEngine,
): Promise<{ readonly kind: string }> {
  const request = shard?.request ?? receipt;
  if (request === undefined) return await distributePayout(deps, firing, engine);
  if ("receiptOf" in request) return await compareWithBooks(deps, request, engine);
  return await payPart(deps, request, engine);
}

function payPart(
  deps: DistributePayoutDeps,
  request: ShardRequest | PayRequest,
  engine: DurableEngine,
) {
  return "shard" in request ? payShard(deps, request, engine) : payPayout(deps, request, engine);
}

function parse(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json);
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
