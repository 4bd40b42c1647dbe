import { expect, it } from "vitest";
import type { FunctionProcess } from "../../src/lambda/function-process.ts";
import { createProcessPool } from "../../src/lambda/process-pool.ts";

const INVOCATION = { requestId: "r", payload: "{}", invokedArn: "arn" };

function setup() {
  const closed = Promise.withResolvers<void>();
  let started = 0;
  const pool = createProcessPool({
    maxProcesses: 1,
    keepWarmMs: 1,
    isInspected: false,
    start(): FunctionProcess {
      started += 1;
      return {
        run: async () => ({ kind: "succeeded", payload: "{}" }),
        ready: Promise.resolve(undefined),
        isAlive: () => true,
        runningPid: () => undefined,
        close: async () => closed.resolve(),
      };
    },
  });
  return { pool, closed: closed.promise, started: () => started };
}

it("ends a process that was idle for a while, and starts another when it is asked again", async () => {
  const { pool, closed, started } = setup();
  await pool.run(INVOCATION);
  // The pool's own timer keeps nothing alive.
  const awake = setInterval(() => undefined, 1_000);
  await closed;
  clearInterval(awake);
  await pool.run(INVOCATION);
  expect(started()).toBe(2);
  await pool.close();
});
