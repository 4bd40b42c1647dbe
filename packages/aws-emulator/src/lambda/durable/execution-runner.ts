import { randomUUID } from "node:crypto";
import type { Invocation, InvocationOutcome } from "../invocation.ts";
import { toTimestamp } from "./apply-update.ts";
import { dueChanges, nextDueAtMs } from "./due-changes.ts";
import type { Execution, ExecutionEnd } from "./execution.ts";
import { type BookDeps, createExecutionBook } from "./execution-book.ts";
import type { Journal } from "./journal.ts";
import { invocationPayload, type LiveInvocation, newToken } from "./live-invocation.ts";
import { type ChainedIntent, isAwaited, type OperationChange } from "./operation.ts";
import { readOutput, toErrorObject } from "./read-output.ts";
import { visibleOperations } from "./visible-operations.ts";

/** How a chained invocation ended; undefined when the host was closed first. */
export type ChainedOutcome = Pick<ExecutionEnd, "status" | "result" | "error"> | undefined;

export interface RunnerDeps extends BookDeps {
  /** Wait after the first failed invocation; doubles up to 16 times as long. */
  readonly retryBaseMs: number;
  readonly invoke: (execution: Execution, invocation: Invocation) => Promise<InvocationOutcome>;
  readonly invokeChained: (
    execution: Execution,
    operationId: string,
    intent: ChainedIntent,
  ) => Promise<ChainedOutcome>;
}

/** Timers can't be set for longer. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export type ExecutionRunner = ReturnType<typeof createExecutionRunner>;

/**
 * Drives one execution: invokes the function when there is something for it to do, and lets time
 * and others change its operations.
 */
export function createExecutionRunner(execution: Execution, journal: Journal, deps: RunnerDeps) {
  const { log } = deps;
  const { start } = execution;
  const book = createExecutionBook(execution, journal, deps);
  const { serial, untold } = book;
  let live: LiveInvocation | undefined;
  let isWanted = true;
  let failures = 0;
  let retryAtMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const isOver = () => isClosed || execution.end !== undefined;
  const standStill = (error: unknown) => log(`${start.arn} stands still: ${error}`);

  async function commit(changes: readonly OperationChange[], bytes?: number): Promise<void> {
    await book.commit(changes, bytes);
    for (const change of changes) follow(change);
  }

  /** Changes that the handler did not make; it is invoked to see them. */
  async function commitFromOutside(changes: readonly OperationChange[]): Promise<void> {
    if (changes.length === 0) return;
    await book.commit(changes);
    for (const { operation } of changes) untold.add(operation.Id);
    if (live === undefined) isWanted = true;
  }

  /** Does what is due now and sets the alarm for what is due next. */
  function wake(): void {
    clearTimeout(timer);
    void serial(pass).catch(standStill);
  }

  async function pass(): Promise<void> {
    if (isOver()) return;
    const nowMs = Date.now();
    if (nowMs >= start.timeoutAtMs) {
      live = undefined;
      return await book.finish({ status: "TIMED_OUT" });
    }
    await commitFromOutside(dueChanges(execution, nowMs));
    if (isWanted && live === undefined && nowMs >= retryAtMs) beginInvocation();
    setAlarm();
  }

  function setAlarm(): void {
    clearTimeout(timer);
    if (isOver()) return;
    const isRetry = isWanted && live === undefined;
    const atMs = Math.min(nextDueAtMs(execution), isRetry ? retryAtMs : Infinity);
    timer = setTimeout(wake, Math.min(Math.max(0, atMs - Date.now()), MAX_TIMER_MS));
  }

  function beginInvocation(): void {
    const requestId = randomUUID();
    const beginning: LiveInvocation = {
      requestId,
      startedAtMs: Date.now(),
      snapshot: visibleOperations(execution),
      token: newToken(start.executionId, requestId),
      last: undefined,
    };
    const payload = invocationPayload(start.arn, beginning, untold);
    live = beginning;
    isWanted = false;
    untold.clear();
    deps
      .invoke(execution, { requestId, payload, invokedArn: start.invokedArn })
      .then((outcome) => serial(() => endInvocation(beginning, outcome)))
      .then(wake)
      .catch(standStill);
  }

  async function endInvocation(ending: LiveInvocation, outcome: InvocationOutcome): Promise<void> {
    if (live === ending) live = undefined;
    if (isOver() || outcome.kind === "abandoned") return;
    const error = outcome.kind === "failed" ? toErrorObject(outcome.error) : undefined;
    const { requestId, startedAtMs } = ending;
    await book.record({ kind: "invocation", requestId, startedAtMs, endedAtMs: Date.now(), error });
    if (outcome.kind === "failed") retry(outcome.error.errorMessage);
    else await takeOutput(outcome.payload);
  }

  function retry(why: string): void {
    retryAtMs = Date.now() + deps.retryBaseMs * 2 ** Math.min(failures, 4);
    failures += 1;
    isWanted = true;
    log(`${start.arn} is invoked again: ${why.split("\n", 1)[0]}`);
  }

  async function takeOutput(payload: string): Promise<void> {
    const output = readOutput(payload);
    failures = 0;
    if (output.Status === "SUCCEEDED") {
      await book.finish({ status: "SUCCEEDED", result: output.Result });
    } else if (output.Status === "FAILED") {
      await book.finish({ status: "FAILED", error: output.Error });
    } else {
      const operations = [...execution.operations.values()].map(({ operation }) => operation);
      isWanted = untold.size > 0 || operations.some(({ Status }) => Status === "READY");
      if (!isWanted && !operations.some(isAwaited)) await book.finish(NOTHING_PENDING);
    }
  }

  /** Sees a chained invocation through, from its start or again after a restart. */
  function follow({ operation: { Id, Status }, intent }: OperationChange): void {
    if (Status !== "STARTED" || intent === undefined) return;
    deps
      .invokeChained(execution, Id, intent)
      .then((outcome) => serial(() => endChained(Id, outcome)))
      .then(wake)
      .catch(standStill);
  }

  async function endChained(operationId: string, outcome: ChainedOutcome): Promise<void> {
    const operation = execution.operations.get(operationId)?.operation;
    if (outcome === undefined || isOver() || operation?.Status !== "STARTED") return;
    const ended = {
      ...operation,
      Status: outcome.status,
      EndTimestamp: toTimestamp(Date.now()),
      ChainedInvokeDetails: { Result: outcome.result, Error: outcome.error },
    };
    await commitFromOutside([{ operation: ended }]);
  }

  return {
    ...book,
    commit,
    setAlarm,
    live: () => live,

    /** Begins it, or goes on where an earlier host left it. */
    resume(): void {
      book.announce();
      if (execution.end !== undefined) return;
      for (const change of execution.operations.values()) follow(change);
      wake();
    },

    async stop(): Promise<void> {
      await serial(async () => {
        await book.finish({ status: "STOPPED" });
        live = undefined;
      });
      clearTimeout(timer);
    },

    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(timer);
      await serial(async () => undefined);
      await book.close();
    },
  };
}

const NOTHING_PENDING = {
  status: "FAILED",
  error: {
    ErrorType: "InvalidParameterValueException",
    ErrorMessage: "Cannot return PENDING status with no pending operations.",
  },
} as const;
