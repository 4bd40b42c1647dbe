import {
  type Event,
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  paginateGetDurableExecutionHistory,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CREDENTIALS, FUNCTIONS, LIVE_ALIAS, REGION } from "../../local/stack/account.ts";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

const INVOCATION_LIMIT_MS = 3_000;
/** 240 payments at 20 a second: 12 seconds of paying. */
const PAYMENTS = 240;

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest({
    DISTRIBUTE_TIMEOUT_MS: String(INVOCATION_LIMIT_MS),
    DISTRIBUTE_YIELD_MARGIN_MS: "1000",
    POINTS_RATE_PER_SECOND: "20",
    POINTS_TIMEOUT_MS: "1000",
  });
});
afterAll(() => world.close());

/** The history of the only execution that pays, as Lambda tells it. */
async function historyOfTheExecution(): Promise<readonly Event[]> {
  const lambda = new LambdaClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: world.stack.endpoints.lambda,
  });
  const { DurableExecutions = [] } = await lambda.send(
    new ListDurableExecutionsByFunctionCommand({
      FunctionName: FUNCTIONS.distribute,
      Qualifier: LIVE_ALIAS,
    }),
  );
  // Beside it, the users of the sheet are looked up before, and some of its payments after.
  const [execution, ...others] = DurableExecutions.filter(
    ({ DurableExecutionName = "" }) => !/-preflight-|^receipt-/.test(DurableExecutionName),
  );
  expect(others).toEqual([]);
  const events: Event[] = [];
  const pages = paginateGetDurableExecutionHistory(
    { client: lambda },
    { DurableExecutionArn: execution?.DurableExecutionArn },
  );
  for await (const { Events = [] } of pages) events.push(...Events);
  lambda.destroy();
  return events;
}

describe("a payout that takes four times as long as an invocation may", () => {
  it("is paid once by invocations that each yield in time, four or more", async () => {
    const ready = await world.upload(rowsOf(PAYMENTS, "long"));
    await world.schedule(ready, 2_000);

    const done = await world.until(ready.payoutId, "completed", "halted");

    expect(done, world.log.join("\n")).toMatchObject({
      state: "completed",
      counts: { payments: PAYMENTS, paid: PAYMENTS },
    });
    expect(await world.pointsState()).toMatchObject({ grants: PAYMENTS, users: PAYMENTS });
    await expect
      .poll(async () => (await historyOfTheExecution()).at(-1)?.EventType)
      .toBe("ExecutionSucceeded");
    const history = await historyOfTheExecution();
    const invocations = history.filter(({ EventType }) => EventType === "InvocationCompleted");
    expect(invocations.length).toBeGreaterThanOrEqual(4);
    const failed = invocations.filter(
      ({ InvocationCompletedDetails }) =>
        InvocationCompletedDetails?.Error?.Payload?.ErrorType !== undefined,
    );
    expect(failed).toEqual([]);
    // All but the last ended by themselves, to go on in a fresh one.
    const waits = history.filter(({ EventType }) => EventType === "WaitSucceeded");
    expect(waits).toHaveLength(invocations.length - 1);
    expect(waits.filter(({ Name = "" }) => !/^(canary-)?yield-/.test(Name))).toMatchObject([
      { Name: "report-afresh" },
    ]);
    expect(history.filter(({ EventType }) => EventType === "StepFailed")).toEqual([]);
    expect(world.log.filter((line) => line.includes("timed out"))).toEqual([]);
  });
});

describe("an invocation that does not yield in time", () => {
  it("is killed and followed by another, and the payout goes on", async () => {
    // A call may take longer than an invocation has left, and the first one hangs.
    const slow = await startStackUnderTest({
      DISTRIBUTE_TIMEOUT_MS: String(INVOCATION_LIMIT_MS),
      DISTRIBUTE_YIELD_MARGIN_MS: "1000",
      DISTRIBUTE_LEASE_TTL_MS: "6000",
      POINTS_TIMEOUT_MS: "4000",
    });
    try {
      await slow.setFaults({ failures: [{ kind: "timeout", every: 1, until: 1 }] });
      const ready = await slow.upload(rowsOf(20, "slow"));
      await slow.schedule(ready, 3_000);

      const done = await slow.until(ready.payoutId, "completed", "halted");

      expect(slow.log.filter((line) => line.includes("timed out"))).not.toEqual([]);
      expect(done).toMatchObject({ state: "completed", counts: { payments: 20, paid: 20 } });
      expect(await slow.pointsState()).toMatchObject({ grants: 20, users: 20 });
    } finally {
      await slow.close();
    }
  });
});
