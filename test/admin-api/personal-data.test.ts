import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../cli/run-cli.ts";
import type { Settlement } from "../../domain/distribution/ledger.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, startDistribution } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const code = await runCli({ args: [...args, "--api", world.origin], env, output, errors });
  output.end();
  errors.end();
  return { code, output: await text(output), errors: await text(errors) };
}

const COUNTS = {
  payments: 3,
  paid: 1,
  rejected: 1,
  unknown: 1,
  accepted: 0,
  withdrawn: 0,
  pending: 0,
};

/** A completed payout: paid, rejected, unknown, in rows 2 to 4. */
async function completePayout() {
  const { payoutId, payments, at, change, claim } = await startDistribution(world);
  const settlements: readonly Settlement[] = [
    { state: "paid", transactionId: "t-1" },
    { state: "rejected", code: "no_such_user" },
    { state: "unknown", code: "in_doubt" },
  ];
  for (const [index, settlement] of settlements.entries()) {
    const ref = await claim(index + 2);
    await world.stores.ledger.settle({ ref, settlement, fence: 1, at });
  }
  const points = { total: 600, paid: 100 };
  const resultKey = `results/${payoutId}/1.xlsx`;
  const failures = [
    {
      row: 3,
      userId: payments[1]?.userId ?? "",
      points: 200,
      state: "rejected",
      code: "c",
    } as const,
  ];
  await change("completed", {
    report: { finishedAt: at, counts: COUNTS, points, resultKey, failures },
  });
  const userIds = payments.map(({ userId }) => userId);
  return { payoutId, userIds };
}

const erase = (userId = "", env = {}) =>
  run(["erase", userId, "--reason", `삭제 요청 ${userId}`, "--user", "admin"], env);

describe("erasing a user", () => {
  it("leaves nothing of the id in any answer, and what was paid is still told to who gives it", async () => {
    const { payoutId, userIds } = await completePayout();
    const [paid = "", rejected = ""] = userIds;
    const erased = await erase(paid.toUpperCase());
    expect(erased.errors).toBe("");
    expect(erased.output).toMatch(/; erased from 1 payments and \d+ files\.\n/);
    expect(erased.output).toMatch(/^Stands in the place of the id: erased-[0-9a-f]{40}$/m);
    expect(erased.output).toContain("The ledger keeps a keyed hash in the place of the id");
    expect(erased.output).not.toContain(paid);
    expect(erased.code).toBe(0);

    const marketer = await world.clientOf("marketer");
    const payout = await marketer.payout(payoutId);
    const list = await marketer.payments(payoutId);
    const hash = list.items[0]?.userId ?? "";
    expect(hash).toMatch(/^erased-[0-9a-f]{40}$/);
    expect(list.items.map(({ userId }) => userId)).toEqual([hash, ...userIds.slice(1)]);
    const events = await marketer.events(payoutId);
    expect(events.items.at(-1)).toMatchObject({
      action: "user_erased",
      by: { name: "관리자 (admin)" },
    });
    for (const answer of [payout, list, events]) {
      expect(JSON.stringify(answer)).not.toContain(paid);
    }
    expect((await marketer.userPayments(paid)).items).toMatchObject([
      { payoutId, row: 2, state: "paid", points: 100, userId: hash },
    ]);
    const [again] = (await (await world.clientOf("admin")).accesses({ userId: paid })).items;
    expect(again).toMatchObject({ action: "user_looked_up", userIdHash: hash });
    await expect(marketer.report(payoutId)).rejects.toMatchObject({
      problem: { code: "result_being_written" },
    });

    // Others of that payout are settled and paid again as before.
    await marketer.resolve(payoutId, 4, { as: "paid", note: "기록에 있음" });
    const retry = await marketer.retry(payoutId);
    expect(retry).toMatchObject({ state: "uploading", retryOf: payoutId });
    const entry = await world.stores.ledger.get({ payoutId, chunk: 0, row: 3 });
    expect(entry).toMatchObject({ userId: rejected, retriedBy: retry.payoutId });
  });

  it("waits for what may still be paid or is not settled, says so in Korean, and ends with 1", async () => {
    const { payoutId, userIds } = await completePayout();
    const draft = await createChecked(world, Buffer.from(`회원ID,포인트\n${userIds[2]},7\n`));
    const { code, output } = await erase(userIds[2], { LANG: "ko_KR.UTF-8" });
    expect(code).toBe(1);
    expect(output).toContain("아직 남아 있습니다:\n");
    expect(output).toContain(
      `  ${draft.payoutId}: 아직 지급될 수 있습니다. 취소하거나 종료한 뒤 다시 삭제해 주세요.\n`,
    );
    expect(output).toContain(
      `  ${payoutId}, 지급 내역 1건: 이 사용자의 지급 결과가 확정되지 않았습니다.`,
    );
    expect(output).toContain("계속 남는 것과 그 이유:\n");
    const entry = await world.stores.ledger.get({ payoutId, chunk: 1, row: 4 });
    expect(entry).toMatchObject({ userId: userIds[2] });

    const marketer = await world.clientOf("marketer");
    await marketer.cancel(draft.payoutId);
    await marketer.resolve(payoutId, 4, { as: "paid", note: "기록에 있음" });
    expect((await erase(userIds[2])).code).toBe(0);
  });

  it("of somebody nobody ever paid finds nothing, and never takes a hash for an id", async () => {
    expect(await erase("nobody-was-paid@example.com")).toMatchObject({
      code: 0,
      output: expect.stringContaining("erased from 0 payments and 0 files."),
    });
    const again = await erase(`erased-${"0".repeat(40)}`);
    expect(again).toMatchObject({ code: 1, errors: expect.stringContaining("invalid_request") });
  });
});

describe("who saw what", () => {
  it("is in the audit trail by hashes alone, whoever it was", async () => {
    const { payoutId, userIds } = await completePayout();
    const [userId = ""] = userIds;
    const marketer = await world.clientOf("marketer");
    await marketer.payments(payoutId);
    await marketer.payments(payoutId, { limit: 1 });
    await marketer.payments(payoutId, { user: userId });
    // As the page does, every few seconds.
    await marketer.payments(payoutId, { user: userId });
    await marketer.payments(payoutId, { user: userId, limit: 1 });
    await marketer.userPayments(userId);
    const bad = await createChecked(world, Buffer.from("회원ID,포인트\nuser-1,십\n"));
    await marketer.problemWorkbook(bad.payoutId);

    const ofPayout = await run(["audit", "--payout", payoutId, "--user", "admin"]);
    const actionsIn = (output: string) =>
      output
        .trim()
        .split("\n")
        .map((line) => line.split("\t").slice(1, 3).join(" "));
    expect(actionsIn(ofPayout.output)).toEqual([
      "마케터 (marketer) payments_searched",
      "마케터 (marketer) payments_listed",
    ]);
    const ofUser = await run(["audit", "--search", userId, "--user", "admin"]);
    expect(actionsIn(ofUser.output)).toEqual([
      "마케터 (marketer) user_looked_up",
      "마케터 (marketer) payments_searched",
    ]);
    const ofBad = await run(["audit", "--payout", bad.payoutId, "--user", "admin", "--json"]);
    expect(JSON.parse(ofBad.output)).toMatchObject({
      items: [{ action: "problem_workbook_downloaded", linkExpiresAt: expect.any(String) }],
    });
    const today = await run(["audit", "--limit", "200", "--user", "admin"]);
    expect(today.output.split("\n").length).toBeGreaterThan(4);
    expect(today.output + ofUser.output).not.toContain(userId);
  });

  it("shows each user that was searched for in a payout, by whom, once a day", async () => {
    const { payoutId, userIds } = await completePayout();
    const [one = "", other = ""] = userIds;
    const marketer = await world.clientOf("marketer");
    for (const user of [one, other, one]) await marketer.payments(payoutId, { user });
    await (await world.clientOf("viewer")).payments(payoutId, { user: one });
    const admin = await world.clientOf("admin");
    const whoSearched = async (of: Parameters<typeof admin.accesses>[0]) =>
      (await admin.accesses(of)).items
        .filter(({ action }) => action === "payments_searched")
        .map(({ by }) => by.name)
        .toSorted();
    expect(await whoSearched({ payoutId })).toHaveLength(3);
    expect(await whoSearched({ userId: one })).toHaveLength(2);
    expect(await whoSearched({ userId: other })).toEqual(["마케터 (marketer)"]);
  });

  it("shows each of many look-ups, of users that do not exist as well", async () => {
    const marketer = await world.clientOf("marketer");
    const guessed = Array.from({ length: 30 }, (_, index) => `010-0000-${1000 + index}`);
    for (const userId of guessed) await marketer.userPayments(userId);
    const admin = await world.clientOf("admin");
    for (const userId of guessed) {
      const { items } = await admin.accesses({ userId });
      expect(items).toMatchObject([
        { action: "user_looked_up", by: { name: "마케터 (marketer)" } },
      ]);
    }
  });
});

it("nobody but an admin erases a user or reads the audit trail, and the attempt is noted", async () => {
  for (const user of ["viewer", "marketer", "approver"]) {
    world.logged.length = 0;
    const tried = [
      await run(["erase", "user-1", "--reason", "x", "--user", user]),
      await run(["audit", "--user", user]),
      await run(["audit", "--search", "user-1", "--user", user]),
    ];
    expect(tried.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(tried.map(({ errors }) => /403 (\w+)/.exec(errors)?.[1])).toEqual([
      "wrong_role",
      "wrong_role",
      "wrong_role",
    ]);
    const refused = world.logged.map(({ refusal }) => refusal?.operation);
    expect(refused).toEqual(["eraseUser", "listAccesses", "listAccesses"]);
  }
});
