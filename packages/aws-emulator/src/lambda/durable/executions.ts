import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AwsError } from "../../service/aws-error.ts";
import type { ResolvedFunction } from "../function-definition.ts";
import { applyRecord, beginExecution, type ExecutionStart } from "./execution.ts";
import {
  createExecutionRunner,
  type ExecutionRunner,
  type RunnerDeps,
} from "./execution-runner.ts";
import { openJournal, readJournal } from "./journal.ts";
import { invalid } from "./validate-updates.ts";

const NAME = /^[a-zA-Z0-9-_]{1,64}$/;
const RETENTION_MS = 14 * 24 * 60 * 60 * 1000;

export interface StartRequest {
  readonly target: ResolvedFunction;
  readonly executionTimeoutMs: number;
  /** Undefined lets the host choose one. */
  readonly name: string | undefined;
  /** JSON text. */
  readonly input: string;
}

/** All durable executions of the host, by ARN and by name. */
export interface Executions {
  /**
   * Starts an execution; resolves once it is on disk. The same name and input again give the
   * execution that is there, running or over.
   * @throws {AwsError} InvalidParameterValueException, DurableExecutionAlreadyStartedException
   */
  start(request: StartRequest): Promise<ExecutionRunner>;
  /** @throws {AwsError} ResourceNotFoundException */
  get(arn: string): ExecutionRunner;
  ofFunction(functionName: string): readonly ExecutionRunner[];
  /** Goes on with all that an earlier host left unfinished. */
  resume(): void;
  close(): Promise<void>;
}

/** Opens the executions kept in `directory`, one journal each; none runs before `resume`. */
export async function openExecutions(directory: string, deps: RunnerDeps): Promise<Executions> {
  await mkdir(directory, { recursive: true });
  const byId = new Map<string, ExecutionRunner>();
  const byName = new Map<string, { input: string; started: Promise<ExecutionRunner> }>();
  const journalOf = (executionId: string) => join(directory, `${executionId}.jsonl`);

  for (const file of await readdir(directory)) {
    const runner = await load(join(directory, file));
    if (runner === undefined) continue;
    const { start } = runner.execution;
    byId.set(start.executionId, runner);
    byName.set(nameKey(start), { input: start.input, started: Promise.resolve(runner) });
  }

  /** Undefined for one that was never acknowledged, and for one past its retention. */
  async function load(path: string): Promise<ExecutionRunner | undefined> {
    const records = await readJournal(path).catch((cause) => {
      throw new Error(`The journal ${path} can't be read.`, { cause });
    });
    const first = records[0];
    const last = records.findLast(({ kind }) => kind === "ended");
    const isExpired = last?.kind === "ended" && last.endedAtMs + RETENTION_MS < Date.now();
    if (first?.kind !== "started" || isExpired) {
      await rm(path);
      return undefined;
    }
    const { kind: _kind, ...start } = first;
    const execution = beginExecution(start);
    for (const record of records) applyRecord(execution, record);
    return createExecutionRunner(execution, openJournal(path), deps);
  }

  async function create(start: ExecutionStart): Promise<ExecutionRunner> {
    const journal = openJournal(journalOf(start.executionId));
    const runner = createExecutionRunner(beginExecution(start), journal, deps);
    await runner.record({ kind: "started", ...start });
    byId.set(start.executionId, runner);
    runner.resume();
    return runner;
  }

  return {
    async start({ target, executionTimeoutMs, name: givenName, input }) {
      if (givenName !== undefined && !NAME.test(givenName)) {
        throw invalid(`Value '${givenName}' at 'durableExecutionName' must match ${NAME.source}.`);
      }
      const name = givenName ?? randomUUID();
      const key = nameKey({ functionName: target.definition.functionName, name });
      const existing = byName.get(key);
      if (existing !== undefined) {
        if (existing.input === input) return await existing.started;
        throw new AwsError(
          "DurableExecutionAlreadyStartedException",
          `A durable execution named ${name} was already started with another payload.`,
          { status: 409 },
        );
      }
      const startedAtMs = Date.now();
      const executionId = randomUUID();
      const started = create({
        executionId,
        arn: `${target.versionArn}/durable-execution/${name}/${executionId}`,
        name,
        functionName: target.definition.functionName,
        version: target.version,
        functionArn: target.versionArn,
        invokedArn: target.invokedArn,
        input,
        startedAtMs,
        timeoutAtMs: startedAtMs + executionTimeoutMs,
      });
      // Taken before anything is awaited: two starts at once are one.
      byName.set(key, { input, started });
      started.catch(() => byName.delete(key));
      return await started;
    },
    get(arn) {
      const runner = byId.get(arn.slice(arn.lastIndexOf("/") + 1));
      if (runner?.execution.start.arn === arn) return runner;
      throw new AwsError("ResourceNotFoundException", `Durable execution not found: ${arn}`, {
        status: 404,
      });
    },
    ofFunction: (functionName) =>
      [...byId.values()].filter(({ execution }) => execution.start.functionName === functionName),
    resume() {
      for (const runner of byId.values()) runner.resume();
    },
    async close() {
      await Promise.all([...byName.values()].map(({ started }) => started.catch(() => undefined)));
      await Promise.all([...byId.values()].map((runner) => runner.close()));
    },
  };
}

function nameKey({ functionName, name }: { functionName: string; name: string }): string {
  return `${functionName}/${name}`;
}
