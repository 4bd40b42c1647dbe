import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { CREDENTIALS, DISTRIBUTE_ARN, REGION } from "../../local/stack/account.ts";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest();
});
afterAll(() => world.close());

describe("a payout on the local stack", () => {
  it("is paid, reported and tidied up", async () => {
    const rows = [...rowsOf(20, "life"), ["missing-7", 500, "없는 사용자"] as const];
    const total = rows.reduce((sum, [, points]) => sum + Number(points), 0);
    const ready = await world.upload(rows, "추석 이벤트");
    expect(ready).toMatchObject({
      state: "ready",
      check: { payments: 21, totalPoints: total, problems: [] },
    });

    await world.schedule(ready, 2_000);
    const done = await world.until(ready.payoutId, "completed", "halted", "paused");

    expect(done).toMatchObject({
      state: "completed",
      counts: {
        payments: 21,
        paid: 20,
        rejected: 1,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      points: { total, paid: total - 500 },
    });
    const [rejected] = (await world.client.payments(ready.payoutId, { state: "rejected" })).items;
    expect(rejected).toMatchObject({ userId: "missing-7", points: 500, row: 22 });
    expect((await world.client.events(ready.payoutId)).items.map(({ action }) => action)).toEqual([
      "created",
      "sheet_received",
      "sheet_accepted",
      "scheduled",
      "started",
      "canary_passed",
      "completed",
    ]);
    expect(await world.grantsOf("life-0001")).toMatchObject([{ points: 100 }]);
    const told = (await world.messages()).filter(({ text }) => text.includes("추석 이벤트"));
    expect(told).toMatchObject([
      { text: expect.stringContaining("지급 완료 20건 · 지급 실패 1건") },
    ]);
    expect(told[0]?.thread).toMatchObject([
      { text: expect.stringContaining("지급 완료 20건 · 지급 실패 1건") },
      { files: [{ name: `result-${ready.payoutId}.xlsx` }] },
      { text: expect.stringContaining("missing-7") },
    ]);
    await expect.poll(() => world.scheduleNames()).not.toContain(done.schedule?.name);

    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await world.client.report(ready.payoutId)).slice().buffer);
    const texts = workbook.worksheets.flatMap((sheet) =>
      sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : [])),
    );
    expect(texts).toEqual(expect.arrayContaining(["life-0001", "life-0020", "missing-7"]));
  });

  it("is invalid with every problem at once, and can't be scheduled then", async () => {
    const invalid = await world.upload([
      ["a", 100],
      ["b", -5],
      ["c", "백 포인트"],
      ["", 300],
      ["d", 1.5],
    ]);

    expect(invalid.state).toBe("invalid");
    const cells = invalid.check?.problems?.map(({ cell }) => cell);
    expect(cells).toEqual(["B3", "B4", "A5", "B6"]);
    await expect(world.schedule(invalid, 5_000)).rejects.toThrow(ApiProblemError);
    expect((await world.client.payout(invalid.payoutId)).state).toBe("invalid");
  });

  it("loses its schedule when it is cancelled", async () => {
    const ready = await world.upload(rowsOf(2, "cancelled"));
    const { schedule } = await world.schedule(ready, 60_000);
    expect(await world.scheduleNames()).toContain(schedule?.name);

    expect((await world.client.cancel(ready.payoutId)).state).toBe("cancelled");

    expect(await world.scheduleNames()).not.toContain(schedule?.name);
    expect(await world.grantsOf("cancelled-0001")).toEqual([]);
  });

  it("is paid once, at one of the two times, when a move races with the firing", async () => {
    const payouts = await Promise.all([1, 2, 3].map((nr) => world.upload(rowsOf(3, `race-${nr}`))));
    await Promise.all(payouts.map((payout) => world.schedule(payout, 2_000)));
    const firesAtMs = Math.ceil((Date.now() + 2_000) / 1_000) * 1_000;

    await Promise.all(
      payouts.map(async (payout, nr) => {
        await new Promise((resolve) => setTimeout(resolve, firesAtMs - Date.now() + nr * 30));
        await world.schedule(payout, 3_000).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ApiProblemError);
        });
      }),
    );

    for (const [index, { payoutId }] of payouts.entries()) {
      expect(await world.until(payoutId, "completed")).toMatchObject({ counts: { paid: 3 } });
      for (const [userId] of rowsOf(3, `race-${index + 1}`)) {
        expect(await world.grantsOf(userId)).toHaveLength(1);
      }
    }
    await expect.poll(() => world.scheduleNames()).toEqual([]);
  });

  it("pays everyone once when its schedule is delivered twice at once", async () => {
    const ready = await world.upload(rowsOf(30, "twice"));
    const scheduled = await world.schedule(ready, 60_000);
    const { name = "", generation = 0 } = scheduled.schedule ?? {};
    const lambda = new LambdaClient({
      region: REGION,
      credentials: CREDENTIALS,
      endpoint: world.stack.endpoints.lambda,
    });
    const firing = { payoutId: ready.payoutId, generation, scheduleName: name, run: 1 };
    // As the scheduler does it: each is an execution of its own.
    const deliver = () =>
      lambda.send(
        new InvokeCommand({
          FunctionName: DISTRIBUTE_ARN,
          InvocationType: "Event",
          Payload: JSON.stringify(firing),
        }),
      );
    await Promise.all([deliver(), deliver(), deliver()]);

    expect(await world.until(ready.payoutId, "completed")).toMatchObject({ counts: { paid: 30 } });
    for (const [userId] of rowsOf(30, "twice")) {
      expect(await world.grantsOf(userId)).toHaveLength(1);
    }
    await expect.poll(() => world.scheduleNames()).not.toContain(name);
    lambda.destroy();
  });

  it("waits for another person above the approval threshold", async () => {
    const ready = await world.upload([["big", 10_000_001]]);
    const { state, revision } = await world.schedule(ready, 60_000);
    expect(state).toBe("awaiting_approval");
    expect(await world.scheduleNames()).toEqual([]);
    await expect(world.client.approve(ready.payoutId, revision)).rejects.toThrow("403");

    const approver = await world.clientOf("approver");
    const approved = await approver.approve(ready.payoutId, revision);

    expect(approved).toMatchObject({ state: "scheduled" });
    expect(await world.scheduleNames()).toEqual([approved.schedule?.name]);
    await world.client.cancel(ready.payoutId);
  });
});
