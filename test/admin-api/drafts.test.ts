import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, csvOf, seoulTimeIn, sheetOfItsOwn } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const code = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: unknown) => (error instanceof ApiProblemError ? error.problem.code : String(error)),
  );

/** Gives a draft that sheet, and waits until it is checked. */
async function give(payoutId: string, sheet: Buffer, fileName = "고친 파일.csv") {
  const client = await world.clientOf("marketer");
  const file = { fileName, sizeBytes: sheet.byteLength };
  const { upload } = await client.replaceSheet(payoutId, file);
  await client.upload(upload, sheet, fileName);
  return waitForPayout(client, payoutId, { until: ["ready", "invalid"], pollEveryMs: 20 });
}

const listed = async (query: { deleted?: "true"; state?: "cancelled" } = {}) => {
  const { items } = await (await world.clientOf("viewer")).payouts({ ...query, limit: 100 });
  return items.map(({ payoutId }) => payoutId);
};

describe("a draft", () => {
  it("gets another title, which the trail tells with the one before", async () => {
    const client = await world.clientOf("marketer");
    const { payoutId, revision } = await createChecked(world, sheetOfItsOwn([100]));

    const renamed = await client.rename(payoutId, "  1월\u200b 출석 ");
    expect([renamed.title, renamed.state]).toEqual(["1월 출석", "ready"]);
    // Once more is no change.
    expect((await client.rename(payoutId, "1월 출석")).revision).toBe(revision + 1);

    const { items } = await client.events(payoutId);
    expect(items.at(-1)).toMatchObject({
      action: "renamed",
      title: { before: "12월 이벤트", after: "1월 출석" },
    });
    await client.schedule(payoutId, { at: seoulTimeIn(3600), expectedTotalPoints: 100 });
    expect(await code(client.rename(payoutId, "2월"))).toBe("wrong_state");
  });

  it("gets another file, by its owner, and is what that says", async () => {
    const { payoutId } = await createChecked(world, Buffer.from("회원ID,포인트\nuser-1,10.5\n"));

    const mended = await give(payoutId, sheetOfItsOwn([100, 200]));

    expect(mended).toMatchObject({
      state: "ready",
      fileName: "고친 파일.csv",
      check: { payments: 2, totalPoints: 300, problemCount: 0 },
    });
    expect(mended.problemWorkbook).toBeUndefined();
    const admin = await world.clientOf("admin");
    expect(await code(admin.replaceSheet(payoutId, { fileName: "a.csv", sizeBytes: 1 }))).toBe(
      "sheet_not_owner",
    );
  });

  it("waits for approval anew once it was approved, held and given another file", async () => {
    const client = await world.clientOf("marketer");
    const approver = await world.clientOf("approver");
    const { payoutId } = await createChecked(world, sheetOfItsOwn([200_000]));
    const schedule = (total: number) =>
      client.schedule(payoutId, {
        at: seoulTimeIn(3600),
        expectedTotalPoints: total,
        acknowledgedWarnings: ["payment_far_above_others", "far_above_lately"],
      });
    const { revision } = await schedule(200_000);
    await approver.approve(payoutId, revision);
    await client.hold(payoutId);

    await give(payoutId, sheetOfItsOwn([5]));

    expect(await schedule(5)).toMatchObject({ state: "awaiting_approval" });
    expect(await code(approver.approve(payoutId, revision))).not.toBe("accepted");
  });

  it("bears a brake by its new file, and by the one before wherever that is uploaded", async () => {
    const client = await world.clientOf("marketer");
    const approver = await world.clientOf("approver");
    const declined = sheetOfItsOwn([150_000]);
    const { payoutId } = await createChecked(world, declined);
    const schedule = (id: string, expectedTotalPoints: number) =>
      client.schedule(id, {
        ...{ at: seoulTimeIn(3600), expectedTotalPoints },
        acknowledgedWarnings: ["payment_far_above_others", "far_above_lately", "paid_lately_same"],
      });
    const { revision } = await schedule(payoutId, 150_000);
    await approver.decline(payoutId, revision, "다른 명단입니다");

    expect(await give(payoutId, sheetOfItsOwn([3]))).toMatchObject({ brake: { kind: "declined" } });

    expect(await schedule(payoutId, 3)).toMatchObject({ state: "awaiting_approval" });
    const again = await createChecked(world, declined);
    expect(await schedule(again.payoutId, 150_000)).toMatchObject({ state: "awaiting_approval" });
  });

  it("is compared by its new file with the other payouts, and no more by the one before", async () => {
    const client = await world.clientOf("marketer");
    const [mine, others] = [sheetOfItsOwn([300, 400]), sheetOfItsOwn([500, 600])];
    const first = await createChecked(world, others);
    const at = seoulTimeIn(3600);
    await client.schedule(first.payoutId, { at, expectedTotalPoints: 1_100 });
    const { payoutId } = await createChecked(world, mine);

    const now = await give(payoutId, others);

    expect(now.check?.warnings).toMatchObject([
      { code: "paid_lately_same", otherPayoutId: first.payoutId },
    ]);
    expect(await code(client.schedule(payoutId, { at, expectedTotalPoints: 1_100 }))).toBe(
      "warnings_not_acknowledged",
    );
    const acknowledgedWarnings = [`paid_lately_same:${first.payoutId}`];
    const body = { at, expectedTotalPoints: 1_100, acknowledgedWarnings };
    expect(await client.schedule(payoutId, body)).toMatchObject({ state: "scheduled" });
    // What it was to pay before its file was another, nobody pays.
    const again = await createChecked(world, mine);
    expect(again.check?.warnings).toEqual([]);
  });

  it("leaves all lists but that of the deleted once it is deleted, and stays with its trail", async () => {
    const client = await world.clientOf("marketer");
    const { payoutId } = await createChecked(world, csvOf([1]));
    const scheduled = await createChecked(world, sheetOfItsOwn([1]));
    const body = { at: seoulTimeIn(3600), expectedTotalPoints: 1 };
    await client.schedule(scheduled.payoutId, body);

    const deleted = await client.deleteDraft(payoutId);
    expect(deleted).toMatchObject({
      state: "cancelled",
      deletedBy: { by: { id: "marketer", name: "마케터 (marketer)" } },
    });

    expect(await listed()).not.toContain(payoutId);
    expect(await listed({ state: "cancelled" })).not.toContain(payoutId);
    expect(await listed({ deleted: "true" })).toEqual([payoutId]);
    expect((await client.events(payoutId)).items.at(-1)).toMatchObject({ action: "deleted" });
    expect(await code(client.deleteDraft(scheduled.payoutId))).toBe("wrong_state");
    await client.cancel(scheduled.payoutId);
    expect(await code(client.deleteDraft(scheduled.payoutId))).toBe("not_deletable");
    expect(await listed({ state: "cancelled" })).toContain(scheduled.payoutId);
  });

  it("has a user erased from it though it was deleted", async () => {
    const client = await world.clientOf("marketer");
    const sheet = sheetOfItsOwn([7]);
    const [, userId = ""] = /(only-[^,]+)/.exec(sheet.toString()) ?? [];
    const { payoutId } = await createChecked(world, sheet);
    await give(payoutId, sheetOfItsOwn([8]));
    await client.deleteDraft(payoutId);

    const admin = await world.clientOf("admin");
    const { userIdHash } = await admin.eraseUser({ userId, reason: "요청" });

    const { result } = await admin.erasure(userIdHash);
    expect(result?.outcomes.map((one) => one.payoutId)).toEqual([payoutId]);
  });

  it("tells how the next of its kind is made", async () => {
    const client = await world.clientOf("marketer");
    const defaults = { reason: "출석 보상" };
    const { payoutId } = await createChecked(world, sheetOfItsOwn([9]), "marketer", { defaults });
    const thisMonth = Number(seoulTimeIn(0).slice(5, 7));
    await client.rename(payoutId, `${thisMonth}월 출석`);
    const at = `${seoulTimeIn(86_400).slice(0, 11)}09:30`;
    await client.schedule(payoutId, { at, expectedTotalPoints: 9, note: "기획서 3쪽" });

    const copy = await client.copy(payoutId);
    expect(copy).toEqual({
      title: `${(thisMonth % 12) + 1}월 출석`,
      defaults,
      plan: { timeOfDay: "09:30", note: "기획서 3쪽" },
    });
    const file = { fileName: "a.csv", sizeBytes: 1 };
    const made = await client.createPayout({ ...copy, ...file });
    expect(await client.payout(made.payoutId)).toMatchObject(copy);
    expect(await client.copy(made.payoutId)).toMatchObject({ plan: copy.plan });
  });
});
