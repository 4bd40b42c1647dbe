import { setTimeout as delay } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect, it, type TestContext } from "vitest";
import * as z from "zod";
import { toEpochMs } from "../../domain/clock.ts";
import { ACCOUNT_ID, CREDENTIALS, FUNCTIONS, REGION } from "../../local/stack/account.ts";
import { executionOf } from "../../local/stack/execution-of.ts";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

const PAYMENTS = 120;
const ROWS = rowsOf(PAYMENTS);
const ALL_PAID = {
  payments: PAYMENTS,
  paid: PAYMENTS,
  rejected: 0,
  unknown: 0,
  accepted: 0,
  withdrawn: 0,
  pending: 0,
};

/** A stack that pays thirty a second, and a payout in it whose first payments are paid. */
async function setup({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
  const hands = await startStackUnderTest({
    POINTS_RATE_PER_SECOND: "30",
    POINTS_CONCURRENCY: "4",
  });
  onTestFinished(() => hands.close());
  const { stack, client } = hands;
  const lambda = new LambdaClient({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: stack.endpoints.lambda,
  });
  onTestFinished(() => lambda.destroy());
  const { payoutId } = await hands.schedule(await hands.upload(ROWS), 3_000);
  await expect.poll(async () => (await client.payout(payoutId)).counts?.paid).toBeGreaterThan(0);
  return {
    ...hands,
    payoutId,
    execution: await executionOf(lambda, payoutId),
    /** When the points API granted anything, by its own books. */
    grantedAtMs: async () => {
      const times = await Promise.all(ROWS.map(([userId]) => grantTimes(stack.pointsUrl, userId)));
      return times.flat().sort((a, b) => a - b);
    },
    callSweeper: async (event: unknown) => {
      const command = new InvokeCommand({
        FunctionName: FUNCTIONS.sweeper,
        Payload: JSON.stringify(event),
      });
      const { FunctionError, Payload } = await lambda.send(command);
      return [FunctionError, Payload?.transformToString()];
    },
  };
}

const accountSchema = z.object({ grants: z.array(z.object({ at: z.iso.datetime() })) });

async function grantTimes(pointsUrl: string, userId: string): Promise<number[]> {
  const url = new URL(`v1/users/${userId}`, `${pointsUrl.replace(/\/$/, "")}/`);
  const { grants } = accountSchema.parse(await (await fetch(url)).json());
  return grants.map(({ at }) => toEpochMs(at));
}

it("stops within two seconds with every call recorded, and goes on without paying twice", async (test) => {
  const { client, payoutId, until, grantedAtMs } = await setup(test);

  const { state, pause } = await client.stop(payoutId, "잠깐");
  expect(state).toBe("paused");
  const quietFromMs = toEpochMs(pause?.since ?? "") + 2_000;
  // As long as the stop may take, and then as long as thirty payments would.
  await delay(quietFromMs + 1_000 - Date.now());
  const { counts } = await client.payout(payoutId);
  const paid = (await grantedAtMs()).length;
  expect(counts).toEqual({ ...ALL_PAID, paid, pending: PAYMENTS - paid });
  expect(paid).toBeLessThan(PAYMENTS);
  expect((await client.payments(payoutId, { state: "sending" })).items).toEqual([]);

  const quietUntilMs = Date.now();
  await client.resume(payoutId);
  expect((await until(payoutId, "completed", "halted")).counts).toEqual(ALL_PAID);
  const granted = await grantedAtMs();
  expect(granted).toHaveLength(PAYMENTS);
  expect(granted.filter((atMs) => atMs > quietFromMs && atMs < quietUntilMs)).toEqual([]);
});

it("halts and tells of a payout whose execution died, which a resume completes", async (test) => {
  const { client, payoutId, until, grantedAtMs, messages, callSweeper, execution } =
    await setup(test);

  const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${FUNCTIONS.distribute}:1`;
  const detail = { durableExecutionName: execution.name, functionArn, status: "FAILED" };
  const event = { "detail-type": "Durable Execution Status Change", source: "aws.lambda", detail };
  expect(await callSweeper(event)).toEqual([undefined, "null"]);

  expect((await client.payout(payoutId)).halt?.reason).toBe("execution_died");
  const [message, ...others] = await messages();
  expect(others).toEqual([]);
  expect(message?.text).toContain("11월 이벤트");
  const halts = message?.thread.filter(({ text }) => text.includes("포인트 지급이 중단됐습니다"));
  expect(halts).toHaveLength(1);
  expect(halts?.[0]?.text).toContain(`/payouts/${payoutId}`);

  await client.resume(payoutId);
  expect((await until(payoutId, "completed")).counts).toEqual(ALL_PAID);
  expect(await grantedAtMs()).toHaveLength(PAYMENTS);
  const tick = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };
  expect(await callSweeper(tick)).toEqual([undefined, "null"]);
});

it("pauses in the API's words while what points are paid from is empty, and rejects nobody", async (test) => {
  const { client, payoutId, until, setFaults, messages, grantedAtMs } = await setup(test);

  await setFaults({ failures: [{ kind: "402", every: 1 }] });
  const { pause, counts } = await until(payoutId, "paused", "halted", "completed");

  expect(pause).toMatchObject({
    ...{ reason: "points_api_refuses_calls", detail: "http_402: The balance is too low." },
  });
  expect(counts).toMatchObject({ rejected: 0, unknown: 0 });
  await expect
    .poll(async () => (await messages())[0]?.text)
    .toContain("관리자 참고: http_402: The balance is too low.");

  await setFaults({});
  await client.resume(payoutId);
  expect((await until(payoutId, "completed", "halted")).counts).toEqual(ALL_PAID);
  expect(await grantedAtMs()).toHaveLength(PAYMENTS);
});

it("pays what was rejected once more by a payout of its own", async (test) => {
  const hands = await startStackUnderTest({ POINTS_RATE_PER_SECOND: "100" });
  test.onTestFinished(() => hands.close());
  const { client, until, schedule, upload, grantsOf } = hands;
  const first = await schedule(
    await upload([
      ["user-1", 100],
      ["missing-2", 200],
    ]),
    3_000,
  );
  expect((await until(first.payoutId, "completed")).counts).toMatchObject({ paid: 1, rejected: 1 });

  const { payoutId } = await client.retry(first.payoutId);
  const ready = await until(payoutId, "ready", "invalid");
  expect(ready.check?.sample).toEqual([{ row: 2, userId: "missing-2", points: 200 }]);
  await schedule(ready, 3_000);
  expect((await until(payoutId, "completed")).counts).toMatchObject({ payments: 1, rejected: 1 });
  expect(await grantsOf("user-1")).toHaveLength(1);
});
