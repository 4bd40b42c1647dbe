import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { InvocationOutcome } from "./invocation.ts";

const queuedEventSchema = z.object({
  requestId: z.string(),
  functionName: z.string(),
  qualifier: z.string().optional(),
  payload: z.string(),
  receivedAtMs: z.number(),
  failedAttempts: z.int().nonnegative(),
});
/** An asynchronous invocation that is not settled. */
export type QueuedEvent = z.infer<typeof queuedEventSchema>;

export interface EventQueue {
  /** Resolves once the event is on disk; it is delivered at least once from then on. */
  accept(event: Pick<QueuedEvent, "functionName" | "qualifier" | "payload">): Promise<string>;
  /** Delivers what an earlier host left. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

export interface EventQueueOptions {
  readonly directory: string;
  /** Wait before the first retry; each further one is twice as long. */
  readonly retryBaseMs: number;
  readonly deliver: (event: QueuedEvent) => Promise<InvocationOutcome>;
  readonly log: (line: string) => void;
}

/** As often an event whose invocation failed is tried again. */
const MAX_RETRIES = 2;

/** Lambda's queue of asynchronous invocations: one file an event. */
export async function openEventQueue(options: EventQueueOptions): Promise<EventQueue> {
  const { directory, retryBaseMs, log } = options;
  await mkdir(directory, { recursive: true });
  const timers = new Set<NodeJS.Timeout>();
  const deliveries = new Set<Promise<void>>();
  let isClosed = false;

  const fileOf = (event: QueuedEvent) => join(directory, `${event.requestId}.json`);

  function dispatch(event: QueuedEvent): void {
    const delivery = deliver(event)
      .catch((error) => log(`An event of ${event.functionName} is left on disk: ${error}`))
      .finally(() => deliveries.delete(delivery));
    deliveries.add(delivery);
  }

  async function deliver(event: QueuedEvent): Promise<void> {
    const outcome = await options.deliver(event);
    if (outcome.kind === "abandoned") return;
    if (outcome.kind === "succeeded") return await rm(fileOf(event));
    const failedAttempts = event.failedAttempts + 1;
    if (failedAttempts > MAX_RETRIES) {
      log(
        `Dropped event ${event.requestId} of ${event.functionName}: ${outcome.error.errorMessage}`,
      );
      return await rm(fileOf(event));
    }
    const next = { ...event, failedAttempts };
    await writeEvent(fileOf(event), next);
    if (isClosed) return;
    const waitMs = retryBaseMs * 2 ** event.failedAttempts;
    const timer = setTimeout(() => {
      timers.delete(timer);
      dispatch(next);
    }, waitMs);
    timers.add(timer);
  }

  return {
    async accept(request) {
      const event: QueuedEvent = {
        ...request,
        requestId: randomUUID(),
        receivedAtMs: Date.now(),
        failedAttempts: 0,
      };
      await writeEvent(fileOf(event), event);
      if (!isClosed) dispatch(event);
      return event.requestId;
    },
    async resume() {
      const names = (await readdir(directory)).filter((name) => name.endsWith(".json"));
      const events = await Promise.all(names.map((name) => readEvent(join(directory, name))));
      for (const event of events.sort((a, b) => a.receivedAtMs - b.receivedAtMs)) dispatch(event);
    },
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(deliveries);
    },
  };
}

async function readEvent(path: string): Promise<QueuedEvent> {
  return queuedEventSchema.parse(JSON.parse(await readFile(path, "utf8")));
}

/** A rename is atomic: a crash leaves the event whole or not accepted. */
async function writeEvent(path: string, event: QueuedEvent): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w");
  try {
    await file.writeFile(JSON.stringify(event));
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
