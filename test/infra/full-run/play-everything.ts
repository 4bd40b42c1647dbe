import { InvokeCommand, LambdaClient, StopDurableExecutionCommand } from "@aws-sdk/client-lambda";
import type { AwsCall } from "@paysheet/aws-emulator/aws-call";
import exceljs from "exceljs";
import { expect, vi } from "vitest";
import type { PayoutAnswer } from "../../../admin-api/schemas/payout.ts";
import type { AdminApiClient } from "../../../cli/admin-api-client.ts";
import { CREDENTIALS, FUNCTIONS, REGION } from "../../../local/stack/account.ts";
import { executionOf } from "../../../local/stack/execution-of.ts";
import { pressButton } from "../../stack/press-button.ts";
import { rowsOf, startStackUnderTest } from "../../stack/stack-under-test.ts";

const LOOK = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };
const ALARM = {
  AlarmName: "paysheet-local-payouts-halted",
  AlarmDescription: "A payout halted and waits for a person.\ndocs/runbook.md#payouts-halted",
  NewStateValue: "ALARM",
  OldStateValue: "OK",
  StateChangeTime: "2026-11-21T13:39:43.000+0000",
};
/** A busy machine takes its time. */
const PATIENT = { timeout: 120_000 };

type World = Awaited<ReturnType<typeof openWorld>>;

/** Every AWS call of a run on the local stack in which all that the functions can do is done once. */
export async function playEverything(): Promise<readonly AwsCall[]> {
  const calls: AwsCall[] = [];
  const onCall = (call: AwsCall) => calls.push(call);
  await payInShards(onCall);
  const world = await openWorld(onCall);
  try {
    await lookAround(world);
    await lookAhead(world);
    await changeMinds(world);
    const { payoutId } = await payInDoubt(world);
    await settleWhatIsLeft(world, payoutId);
    await eraseUsers(world, payoutId);
    await stopAndResume(world);
    await stopAndEnd(world);
    await dieWhilePaying(world);
    await tellTooLate(world);
    return calls;
  } finally {
    await world.close();
  }
}

/** A payout that one worker is too slow for. */
async function payInShards(onCall: (call: AwsCall) => void): Promise<void> {
  const fast = await startStackUnderTest({ POINTS_RATE_PER_SECOND: "600" }, { onCall });
  try {
    // So small a total needs nobody's approval, not even without a history.
    const rows = rowsOf(1_501, "shard").map(([userId]) => [userId, 100] as const);
    const { payoutId } = await fast.schedule(await fast.upload(rows), 1_500);
    const done = await fast.until(payoutId, "completed");
    expect(done.counts).toMatchObject({ payments: 1_501, paid: 1_501 });
  } finally {
    await fast.close();
  }
}

async function openWorld(onCall: (call: AwsCall) => void) {
  const hands = await startStackUnderTest(
    {
      POINTS_IDEMPOTENCY: "none",
      POINTS_API_TOKEN: "points-api-token",
      DEPLOYMENT: "played",
      POINTS_RATE_PER_SECOND: "20",
      LAMBDA_RETRY_MS: "100",
    },
    { onCall },
  );
  const { endpoints, slackPageUrl } = hands.stack;
  const aws = { region: REGION, credentials: CREDENTIALS, endpoint: endpoints.lambda };
  const lambda = new LambdaClient(aws);
  return {
    ...hands,
    lambda,
    slackUrl: slackPageUrl ?? "",
    /** What AWS does when a rule, a topic or a queue calls a function. */
    async call(functionName: string, event: object): Promise<string | undefined> {
      const Payload = JSON.stringify(event);
      const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
      return answer.FunctionError;
    },
    async archiveChannel(isArchived: boolean): Promise<void> {
      const url = new URL("_channel", slackPageUrl ?? "");
      const answer = await fetch(url, { method: "PUT", body: JSON.stringify({ isArchived }) });
      expect(answer.ok).toBe(true);
    },
    async close() {
      lambda.destroy();
      await hands.close();
    },
  };
}

/** A sheet with problems, the lists, what is left to set up, the template, an alarm. */
async function lookAround({ client, clientOf, upload, call }: World): Promise<void> {
  const { payoutId, state } = await upload([
    ["bad-1", -5],
    ["bad-2", "백"],
  ]);
  expect(state).toBe("invalid");
  await vi.waitFor(async () => await client.problemWorkbook(payoutId), PATIENT);
  await client.sheet(payoutId);
  await client.payouts();
  await client.overview();
  await client.overviewMonths();
  await client.payouts({ state: "invalid" });
  expect((await (await clientOf("admin")).setup()).open).toContain("smoke_test");
  await client.template("ko");
  await mendAndDelete(client, payoutId);
  const records = [{ EventSource: "aws:sns", Sns: { Message: JSON.stringify(ALARM) } }];
  expect(await call(FUNCTIONS.alarmNotifier, { Records: records })).toBeUndefined();
}

/** A draft under another name and with another file, which comes to nothing; and a monthly event. */
async function mendAndDelete(client: World["client"], payoutId: string): Promise<void> {
  await client.rename(payoutId, "고칠 명단");
  await client.replaceSheet(payoutId, { fileName: "mended.csv", sizeBytes: 10 });
  await client.deleteDraft(payoutId);
  await client.payouts({ deleted: "true" });
  const event = { title: "12월 출석", dayOfMonth: 31 };
  const { reminderId, revision } = await client.createReminder(event);
  await client.changeReminder(reminderId, { ...event, toldAt: "10:00", revision });
  await client.deleteReminder(reminderId);
}

/** What was looked at once a sheet was good, and is looked at again. */
async function lookAhead({ client, upload }: World): Promise<void> {
  const { payoutId } = await upload([["ahead-1", 100]]);
  const isLooked = async () =>
    expect(await client.preFlight(payoutId)).toMatchObject({ users: { state: "done" } });
  await vi.waitFor(isLooked, PATIENT);
  expect(await client.startPreFlight(payoutId)).toMatchObject({ users: { state: "waiting" } });
  await vi.waitFor(isLooked, PATIENT);
}

/** Schedules that are approved, moved, held by a button and cancelled. */
async function changeMinds(world: World): Promise<void> {
  const { client, upload, schedule, slackUrl } = world;
  const large = await upload([["large-1", 10_000_001]]);
  const asked = await schedule(large, 60_000);
  expect(asked.state).toBe("awaiting_approval");
  await (await world.clientOf("approver")).approve(large.payoutId, asked.revision);
  expect((await schedule(large, 90_000)).state).toBe("awaiting_approval");

  const moved = await upload(rowsOf(2, "moved"));
  await schedule(moved, 60_000);
  await schedule(moved, 90_000);
  expect(await pressButton(slackUrl, "hold_payout", moved.payoutId)).toBe(200);
  expect((await client.payout(moved.payoutId)).state).toBe("ready");
  await schedule(moved, 60_000);
  // Someone asks about a user of it, who is looked for in the sheet itself.
  const found = await client.findPayments({ user: "moved-", in: "upcoming" });
  expect(found.items.map(({ payoutId }) => payoutId)).toContain(moved.payoutId);
  await client.cancel(moved.payoutId);
}

/** Payments that are paid, rejected and unknown, and a channel that hears of it late. */
async function payInDoubt(world: World): Promise<PayoutAnswer> {
  const ready = await world.upload([...rowsOf(8, "doubt"), ["missing-1", 500]]);
  // The first call: which one is the fourth depends on how long each claim takes. Of somebody who is there:
  // the first may be that of who is missing.
  const failures = [{ kind: "reset-after-paying", every: 1, until: 1 } as const];
  await world.setFaults({ users: [{ startingWith: "doubt-", failures }] });
  await world.archiveChannel(true);
  await world.schedule(ready, 2_000);
  const done = await untilNobodyTells(world, ready.payoutId);
  expect(done.counts).toEqual({
    payments: 9,
    paid: 7,
    rejected: 1,
    unknown: 1,
    accepted: 0,
    withdrawn: 0,
    pending: 0,
  });
  return done;
}

/** What a person does with such a payout; `tell` brings the channel up to date. */
async function settleWhatIsLeft(world: World, payoutId: string): Promise<void> {
  const { client } = world;
  const [unknown] = (await client.payments(payoutId, { state: "unknown" })).items;
  await world.archiveChannel(false);
  await client.resolve(payoutId, unknown?.row ?? 0, { as: "paid", note: "장부에 있음" });
  await vi.waitFor(async () => {
    expect((await client.payout(payoutId)).channelBehind).toBeUndefined();
  }, PATIENT);
  await client.userPayments("doubt-0001");
  await client.events(payoutId);
  await client.report(payoutId);
  const again = await client.retry(payoutId);
  const ready = await world.until(again.payoutId, "ready");
  await world.schedule(ready, 1_500);
  await world.until(again.payoutId, "completed");
}

/** Somebody who was paid, and somebody whom only a sheet with problems names. */
async function eraseUsers(world: World, payoutId: string): Promise<void> {
  const admin = await world.clientOf("admin");
  const erased = await erase(admin, "Doubt-0001");
  expect(erased.result).toMatchObject({ payments: 1, outcomes: [{ payoutId, payments: 1 }] });
  // Made again from the ledger, without the sheet that is gone.
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(await world.client.report(payoutId)).buffer);
  const cells = JSON.stringify(workbook.model);
  expect(cells).toContain(erased.userIdHash);
  expect(cells).toContain("doubt-0002");
  expect(cells).not.toContain("doubt-0001");
  expect(await erase(admin, "bad-1")).toMatchObject({ result: { payments: 0 } });
  const { items } = await admin.accesses({ payoutId });
  expect(items.map(({ action }) => action)).toContain("report_downloaded");
}

async function erase(admin: AdminApiClient, userId: string) {
  const { userIdHash } = await admin.eraseUser({ userId, reason: "삭제 요청" });
  return await vi.waitFor(async () => {
    const erasure = await admin.erasure(userIdHash);
    expect(erasure.state).toBe("done");
    return erasure;
  }, PATIENT);
}

async function stopAndResume(world: World): Promise<void> {
  const { client } = world;
  const { payoutId } = await world.schedule(await world.upload(rowsOf(60, "stopped")), 2_000);
  await untilSomePaid(world, payoutId);
  expect((await client.stop(payoutId, "잠깐")).state).toBe("paused");
  await client.resume(payoutId);
  await world.until(payoutId, "completed");
}

async function stopAndEnd(world: World): Promise<void> {
  const { client } = world;
  const { payoutId } = await world.schedule(await world.upload(rowsOf(60, "ended")), 2_000);
  await untilSomePaid(world, payoutId);
  await client.stop(payoutId);
  await client.end(payoutId, "예산이 줄었습니다");
  const { counts } = await world.until(payoutId, "completed");
  expect(counts?.withdrawn).toBeGreaterThan(0);
}

async function dieWhilePaying(world: World): Promise<void> {
  const { client } = world;
  const ready = await world.upload(rowsOf(60, "died"));
  const { payoutId } = await world.schedule(ready, 2_000);
  await untilSomePaid(world, payoutId);
  const { name } = await executionOf(world.lambda, payoutId);
  const detail = { durableExecutionName: name, functionArn: "", status: "FAILED" };
  const died = { "detail-type": "Durable Execution Status Change", source: "aws.lambda", detail };
  expect(await world.call(FUNCTIONS.sweeper, died)).toBeUndefined();
  expect((await client.payout(payoutId)).state).toBe("halted");
  await client.resume(payoutId);
  await world.until(payoutId, "completed");
}

/** A payout that only the sweeper tells of. */
async function tellTooLate(world: World): Promise<void> {
  await world.archiveChannel(true);
  const { payoutId } = await world.schedule(await world.upload(rowsOf(2, "late")), 2_000);
  await untilNobodyTells(world, payoutId);
  await world.archiveChannel(false);
  expect(await world.call(FUNCTIONS.sweeper, LOOK)).toBeUndefined();
  expect((await world.client.payout(payoutId)).channelBehind).toBeUndefined();
}

/**
 * Completed while the channel takes nothing, and given up by the execution and by the sweeper that
 * its end calls: whoever looks next is the one who tells.
 */
async function untilNobodyTells(world: World, payoutId: string): Promise<PayoutAnswer> {
  const { client, lambda, log } = world;
  const done = await world.until(payoutId, "completed");
  await vi.waitFor(async () => {
    expect((await client.payout(payoutId)).channelBehind).toBeDefined();
  }, PATIENT);
  const before = droppedIn(log);
  const { arn: DurableExecutionArn } = await executionOf(lambda, payoutId);
  await lambda.send(new StopDurableExecutionCommand({ DurableExecutionArn }));
  await vi.waitFor(() => expect(droppedIn(log)).toBeGreaterThan(before), PATIENT);
  return done;
}

function droppedIn(log: readonly string[]): number {
  return log.filter((line) => line.includes("Dropped event")).length;
}

async function untilSomePaid({ client }: World, payoutId: string): Promise<void> {
  await vi.waitFor(async () => {
    expect((await client.payout(payoutId)).counts?.paid).toBeGreaterThan(0);
  }, PATIENT);
}
