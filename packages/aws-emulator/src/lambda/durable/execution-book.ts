import {
  applyRecord,
  type Execution,
  type ExecutionEnd,
  type ExecutionStatus,
  type JournalRecord,
  statusOf,
} from "./execution.ts";
import type { Journal } from "./journal.ts";
import type { OperationChange } from "./operation.ts";
import { brokenResultQuota } from "./quotas.ts";
import { createSerial } from "./serial.ts";

export interface BookDeps {
  /** Tells the world of a status; it is told again at the next start when this fails. */
  readonly announce: (execution: Execution, status: ExecutionStatus) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * An execution and its journal: every change is on disk before it is true, and the end is announced.
 * Whoever reads, decides and changes does it within `serial`.
 */
export function createExecutionBook(execution: Execution, journal: Journal, deps: BookDeps) {
  const ended = Promise.withResolvers<ExecutionEnd | undefined>();
  if (execution.end !== undefined) ended.resolve(execution.end);
  let announcing: Promise<void> = Promise.resolve();

  async function record(entry: JournalRecord): Promise<void> {
    await journal.append(entry);
    applyRecord(execution, entry);
  }

  function announce(): void {
    const status = statusOf(execution);
    if (execution.announced.has(status)) return;
    announcing = announcing
      .then(async () => {
        await deps.announce(execution, status);
        await record({ kind: "announced", status });
        if (status !== "RUNNING") await journal.close();
      })
      .catch((error) => deps.log(`${execution.start.arn}: ${status} was not told: ${error}`));
  }

  return {
    execution,
    serial: createSerial(),
    record,
    announce,
    history: journal.read,
    /** Operations changed by others than the handler, which has not been told yet. */
    untold: new Set<string>(),
    /** How it ended; undefined when the host was closed first. */
    ended: ended.promise,
    async commit(changes: readonly OperationChange[], bytes = 0): Promise<void> {
      await record({ kind: "operations", atMs: Date.now(), changes: [...changes], bytes });
    },

    /** Ends the execution, unless it has ended. */
    async finish(end: Omit<ExecutionEnd, "endedAtMs">): Promise<void> {
      if (execution.end !== undefined) return;
      const error = end.result === undefined ? undefined : brokenResultQuota(end.result);
      const kept = error === undefined ? end : ({ status: "FAILED", error } as const);
      await record({ kind: "ended", ...kept, endedAtMs: Date.now() });
      announce();
      ended.resolve(execution.end);
    },

    async close(): Promise<void> {
      await announcing;
      await journal.close();
      ended.resolve(undefined);
    },
  };
}
