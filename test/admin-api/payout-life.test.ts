import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventListSchema } from "../../admin-api/schemas/payout.ts";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import {
  ALIKE,
  createChecked,
  csvOf,
  seoulTimeIn,
  startDistribution,
} from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const code = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: unknown) =>
      error instanceof ApiProblemError
        ? `${error.problem.status} ${error.problem.code}`
        : String(error),
  );
const schedules = async () => (await (await fetch(world.schedulesUrl)).json()) as object;

describe("a payout from its upload to its schedule", () => {
  it("is ready after the upload, with its check, counts and forecast", async () => {
    const { payoutId, createdAt, updatedAt, sheet, check, revision, ...payout } =
      await createChecked(world, csvOf([100, 200, 300]));
    expect(payout).toEqual({
      state: "ready",
      title: "12월 이벤트",
      takesBack: true,
      dryRun: false,
      fileName: "12월.csv",
      counts: {
        payments: 3,
        paid: 0,
        rejected: 0,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 3,
      },
      points: { total: 600, paid: 0 },
      forecast: { seconds: 2 },
      createdBy: { id: "marketer", name: "마케터 (marketer)" },
      owner: { id: "marketer", name: "마케터 (marketer)" },
    });
    expect(payoutId).toMatch(/^[0-9A-Z]{26}$/);
    expect(updatedAt >= createdAt).toBe(true);
    expect(revision).toBe(3);
    expect(sheet?.sizeBytes).toBe(csvOf([100, 200, 300]).byteLength);
    expect(check).toMatchObject({
      payments: 3,
      totalPoints: 600,
      problems: [],
      problemCount: 0,
      headers: { userId: "회원ID", points: "포인트", reason: "사유" },
      largest: [{ points: 300 }, { points: 200 }, { points: 100 }],
    });
  });

  it("is invalid with every problem listed, and can't be scheduled", async () => {
    const sheet = Buffer.from("회원ID,포인트\nuser-1,10.5\n,20\nuser-3,열\n");
    const payout = await createChecked(world, sheet);
    expect(payout.state).toBe("invalid");
    expect(payout.counts).toBeUndefined();
    expect(payout.check?.problems.map(({ cell }) => cell)).toEqual(["B2", "A3", "B4"]);
    const client = await world.clientOf("marketer");
    const body = { at: seoulTimeIn(3600), expectedTotalPoints: 0, acknowledgedWarnings: ALIKE };
    expect(await code(client.schedule(payout.payoutId, body))).toBe("409 wrong_state");
  });

  it("is scheduled, moved and cancelled, and its schedule with it", async () => {
    const client = await world.clientOf("marketer");
    const { payoutId } = await createChecked(world, csvOf([100]));
    const at = seoulTimeIn(3600);
    const scheduled = await client.schedule(payoutId, {
      at,
      timeZone: "Asia/Seoul",
      expectedTotalPoints: 100,
      acknowledgedWarnings: ALIKE,
    });
    const requestedBy = { id: "marketer", name: "마케터 (marketer)" };
    expect(scheduled).toMatchObject({
      state: "scheduled",
      schedule: { at, timeZone: "Asia/Seoul", generation: 1, requestedBy },
    });
    const later = seoulTimeIn(7200);
    const moved = await client.schedule(payoutId, {
      at: later,
      expectedTotalPoints: 100,
      acknowledgedWarnings: ALIKE,
    });
    expect(moved.schedule).toMatchObject({ at: later, generation: 2 });
    expect(JSON.stringify(await schedules()).split(payoutId).length - 1).toBeGreaterThan(0);

    expect((await client.cancel(payoutId)).state).toBe("cancelled");
    expect((await client.cancel(payoutId)).state).toBe("cancelled");
    expect(JSON.stringify(await schedules())).not.toContain(payoutId);
    const { items } = await client.events(payoutId);
    expect(items.map(({ action, by, to }) => `${action} by ${by.name}: ${to}`)).toEqual([
      "created by 마케터 (marketer): uploading",
      "sheet_received by check-sheet: checking",
      "sheet_accepted by check-sheet: ready",
      "scheduled by 마케터 (marketer): scheduled",
      "moved by 마케터 (marketer): scheduled",
      "cancelled by 마케터 (marketer): cancelled",
    ]);
  });

  it("shows a trail of any length, in pages that an answer of Lambda's has room for", async () => {
    const client = await world.clientOf("marketer");
    const { payoutId } = await createChecked(world, csvOf([100]));
    const { payouts } = world.stores;
    const { events } = payouts;
    const [created, ...others] = await events(payoutId);
    if (created === undefined) throw new Error("It has events.");
    // As settling one by one makes them, with the longest of everything.
    const settled = Array.from({ length: 2_500 }, (_, nr) => ({
      ...created,
      eventId: `row-${nr}`,
      revision: others.length + 2 + nr,
      why: "가".repeat(500),
      acknowledgedWarnings: ["c".repeat(2_000)],
    }));
    payouts.events = async () => [created, ...others, ...settled];
    const sizes: number[] = [];
    for (let cursor: string | undefined = "0"; cursor !== undefined; ) {
      const query = cursor === "0" ? "" : `?cursor=${cursor}`;
      const answer = await fetch(`${world.origin}/api/payouts/${payoutId}/events${query}`, {
        headers: { authorization: `Bearer ${await world.tokenOf("viewer")}` },
      });
      const body = await answer.text();
      sizes.push(Buffer.byteLength(body));
      ({ cursor } = eventListSchema.parse(JSON.parse(body)));
    }
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(6_000_000);
    expect((await client.events(payoutId)).items).toHaveLength(2_503);
    payouts.events = events;
  });

  it("says why a time or a total will not do", async () => {
    const client = await world.clientOf("marketer");
    const { payoutId } = await createChecked(world, csvOf([100]));
    const attempt = (body: { at?: string; timeZone?: string; expectedTotalPoints?: number }) =>
      code(client.schedule(payoutId, { at: seoulTimeIn(3600), expectedTotalPoints: 100, ...body }));
    expect(await attempt({ expectedTotalPoints: 101 })).toBe("422 total_mismatch");
    expect(await attempt({ at: "2020-01-01T00:00" })).toBe("422 time_too_soon");
    expect(await attempt({ at: "2099-01-01T00:00" })).toBe("422 time_too_far");
    const tooFar = { at: "2099-01-01T00:00", expectedTotalPoints: 100 };
    await expect(client.schedule(payoutId, tooFar)).rejects.toMatchObject({
      problem: {
        message: {
          ko: expect.stringMatching(/ \d{4}-\d{2}-\d{2} \d{2}:\d{2} \(Asia\/Seoul\)까지만/),
          en: expect.stringMatching(/ until \d{4}-\d{2}-\d{2} \d{2}:\d{2} \(Asia\/Seoul\)/),
        },
      },
    });
    expect(await attempt({ at: "tomorrow" })).toBe("422 malformed_time");
    expect(await attempt({ timeZone: "Asia/Soul" })).toBe("422 unknown_time_zone");
    expect(await attempt({ at: "2027-03-14T02:30", timeZone: "America/New_York" })).toBe(
      "422 time_does_not_exist",
    );
    expect((await client.payout(payoutId)).state).toBe("ready");
  });

  it("waits for another person's approval above the limit", async () => {
    const admin = await world.clientOf("admin");
    const approver = await world.clientOf("approver");
    const { payoutId } = await createChecked(world, csvOf([100_001]), "admin");
    const at = seoulTimeIn(3600);
    const asked = await admin.schedule(payoutId, {
      at,
      expectedTotalPoints: 100_001,
      acknowledgedWarnings: ALIKE,
    });
    expect(asked).toMatchObject({ state: "awaiting_approval", request: { at } });
    expect(asked.schedule).toBeUndefined();
    expect(await code(admin.approve(payoutId, asked.revision))).toBe("403 own_payout");
    const by = { id: "approver", name: "승인자 (approver)" };
    const reason = "금액이 너무 큽니다";
    expect(await approver.decline(payoutId, asked.revision, reason)).toMatchObject({
      state: "ready",
      brake: { by, kind: "declined", reason },
    });
    const again = await admin.schedule(payoutId, {
      at,
      expectedTotalPoints: 100_001,
      acknowledgedWarnings: ALIKE,
    });
    expect(await code(approver.approve(payoutId, asked.revision))).toBe("409 changed_since");
    const approved = await approver.approve(payoutId, again.revision, "확인했습니다");
    expect(approved).toMatchObject({
      state: "scheduled",
      schedule: {
        at,
        approvedBy: by,
        approval: { by, revision: again.revision, totalPoints: 100_001 },
      },
    });
    expect(approved.brake).toBeUndefined();
    const { items } = await admin.events(payoutId);
    expect(items.flatMap(({ why }) => why ?? [])).toEqual(["금액이 너무 큽니다", "확인했습니다"]);
  });

  it("stands in the list, newest first, by state and page by page", async () => {
    const client = await world.clientOf("viewer");
    const first = await createChecked(world, csvOf([1]));
    const second = await createChecked(world, csvOf([2]));
    const page = await client.payouts({ state: "ready", limit: 1 });
    expect(page.items.map(({ payoutId }) => payoutId)).toEqual([second.payoutId]);
    expect(page.items[0]?.check).toEqual({
      payments: 1,
      totalPoints: 2,
      digest: second.check?.digest,
      problemCount: 0,
      warningCount: 0,
    });
    const next = await client.payouts({ state: "ready", limit: 1, cursor: page.cursor ?? "" });
    expect(next.items.map(({ payoutId }) => payoutId)).toEqual([first.payoutId]);
    expect(await code(client.payouts({ cursor: "nonsense" }))).toBe("400 invalid_cursor");
  });
});

describe("a payout that is being paid", () => {
  it("has no payments and no report before", async () => {
    const client = await world.clientOf("viewer");
    const { payoutId } = await createChecked(world, csvOf([100]));
    expect(await code(client.payments(payoutId))).toBe("409 not_started_yet");
    expect(await code(client.report(payoutId))).toBe("409 no_report_yet");
  });

  it("counts from the ledger and lists its payments, paused and halted as well", async () => {
    const client = await world.clientOf("viewer");
    const { ledger } = world.stores;
    const { payoutId, payments, at, change, claim } = await startDistribution(world);
    await ledger.settle({
      ref: await claim(2),
      settlement: { state: "paid", transactionId: "t-1" },
      fence: 1,
      at,
    });
    await ledger.settle({
      ref: await claim(3),
      settlement: { state: "rejected", code: "404", detail: "no such user" },
      fence: 1,
      at,
    });
    const counts = {
      payments: 3,
      paid: 1,
      rejected: 1,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 1,
    };
    expect(await client.payout(payoutId)).toMatchObject({
      state: "distributing",
      startedAt: at,
      counts,
      points: { total: 600, paid: 100 },
      progress: { settled: 2, of: 3 },
    });

    const reference = (row: number) => `paysheet-${payoutId}-${row}`;
    const all = await client.payments(payoutId, { limit: 2 });
    expect(all).toEqual({
      dryRun: false,
      items: [
        {
          ...payments[0],
          state: "paid",
          reference: reference(2),
          transactionId: "t-1",
          sentAt: at,
          settledAt: at,
        },
        {
          ...payments[1],
          state: "rejected",
          reference: reference(3),
          code: "404",
          apiCode: "404",
          detail: "no such user",
          why: { ko: "포인트 시스템이 거절했습니다", en: "The points system refused it" },
          sentAt: at,
          settledAt: at,
        },
      ],
      cursor: expect.any(String),
    });
    const rest = await client.payments(payoutId, { limit: 2, cursor: all.cursor ?? "" });
    expect(rest).toEqual({ dryRun: false, items: [{ ...payments[2], state: "pending" }] });
    const pending = await client.payments(payoutId, { state: "pending" });
    expect(pending.items.map(({ row }) => row)).toEqual([4]);
    expect(await code(client.payments(payoutId, { cursor: "7.0" }))).toBe("400 invalid_cursor");

    // A user's id may hold what addresses are made of.
    const ofUser = await client.userPayments(payments[0]?.userId ?? "");
    expect(ofUser).toEqual({
      items: [
        {
          ...payments[0],
          payoutId,
          title: "12월 이벤트",
          payoutState: "distributing",
          answer: {
            ko: "2026년 11월 21일 09:00(한국 표준시)에 100포인트를 지급했습니다. 거래번호는 t-1입니다.",
            en: "We paid you 100 points on 21 Nov 2026 at 09:00 (Korean Standard Time). The transaction number is t-1.",
          },
          state: "paid",
          reference: reference(2),
          transactionId: "t-1",
          sentAt: at,
          settledAt: at,
        },
      ],
    });
    expect(await client.userPayments("nobody")).toEqual({ items: [] });

    await change("paused", { pause: { reason: "points_api_unavailable", since: at } });
    expect(await client.payout(payoutId)).toMatchObject({
      state: "paused",
      counts,
      pause: { reason: "points_api_unavailable", since: at },
    });
    await change("halted", { halt: { reason: "points_api_unavailable", at } });
    expect(await client.payout(payoutId)).toMatchObject({
      state: "halted",
      counts,
      finishedAt: at,
    });
    // Asked for when it stopped: not settled, and no waiting payment either.
    await claim(4);
    const asked = { ...counts, pending: 1, sending: 1 };
    expect(await client.payout(payoutId)).toMatchObject({ counts: asked });
    const { items } = await client.payouts({ state: "halted" });
    expect(items.map((item) => item.payoutId)).toEqual([payoutId]);

    const marketer = await world.clientOf("marketer");
    expect(await code(marketer.cancel(payoutId))).toBe("409 wrong_state");
  });

  it("is completed with the report's own counts, and its workbook is one redirect away", async () => {
    const client = await world.clientOf("viewer");
    const { payoutId, at, change } = await startDistribution(world);
    const { payouts, results } = world.stores;
    const payout = await payouts.get(payoutId);
    if (payout === undefined) throw new Error("The payout is gone.");
    const { resultKey } = await results.write(payout, (async function* () {})());
    const counts = {
      payments: 3,
      paid: 3,
      rejected: 0,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    };
    const points = { total: 600, paid: 600 };
    await change("completed", { report: { finishedAt: at, counts, points, resultKey } });
    const answer = await client.payout(payoutId);
    expect(answer).toMatchObject({ state: "completed", counts, points, finishedAt: at });
    expect(Buffer.from(await client.report(payoutId)).toString()).toBe("the result workbook in ko");

    const token = await world.tokenOf("viewer");
    const response = await fetch(`${world.origin}/api/payouts/${payoutId}/report`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: "manual",
    });
    expect(response.status).toBe(302);
    const link = await fetch(response.headers.get("location") ?? "");
    expect(link.headers.get("content-disposition")).toContain(
      encodeURIComponent("12월-result.xlsx"),
    );
  });
});

describe("the template", () => {
  it("is a sheet without payments that the check reads, in either language", async () => {
    const client = await world.clientOf("marketer");
    for (const language of ["ko", "en"] as const) {
      const template = Buffer.from(await client.template(language));
      const { state, check } = await createChecked(world, template, "marketer");
      expect([state, check?.payments]).toEqual(["invalid", 0]);
      expect(check?.headers).toEqual({
        userId: expect.any(String),
        points: expect.any(String),
        reason: expect.any(String),
      });
    }
  });
});
