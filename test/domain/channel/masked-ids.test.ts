import { expect, it } from "vitest";
import { notifyChannel } from "../../../domain/channel/notify-channel.ts";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { optional } from "../../../domain/optional.ts";
import { payoutSchema } from "../../../domain/payout/payout.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { type Finding, toProblem } from "../../../domain/sheet/problem-table.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const EMAIL = "hong.gildong@example.com";

/** Pays payments of which the points API refuses each, naming the user; what the channel holds then. */
async function pay(
  userIds: readonly string[],
  which: Parameters<typeof createUserIdMask>[0],
  extras?: Payment["extras"],
) {
  const payments = userIds.map((userId, index): Payment => {
    return { row: index + 2, userId, points: 1, ...optional("extras", extras) };
  });
  const example = payoutIn("scheduled");
  const clock = createVirtualClock(Date.parse(example.schedule.at));
  const { digest, totalPoints } = checkOf(payments);
  const payout = payoutSchema.parse({
    ...example,
    check: { ...example.check, payments: payments.length, totalPoints, digest },
  });
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const scheduler = createMemorySchedules();
  const pointsApi = createScriptedPointsApi({
    clock,
    fault: (_call, userId) => ({
      kind: "answer",
      answer: { kind: "rejected", code: "no_such_user", detail: `There is no ${userId}.` },
    }),
  });
  const { deps, slack } = createMemoryDistribution(
    { payouts, clock, scheduler, pointsApi },
    payments,
  );
  const headers = {
    ...{ userId: "회원ID", points: "포인트" },
    extras: { expiresOn: "만료일", userNote: "안내" },
  };
  const checks = { ...deps.checks, get: async () => ({ ...checkOf(payments), headers }) };
  const masked = { ...deps, checks, userIdMask: createUserIdMask(which) };
  const { payoutId } = payout;
  const { name: scheduleName, generation } = example.schedule;
  const firing = { payoutId, generation, scheduleName, run: 1 };
  const { engine } = createMemoryEngine({ clock });
  await clock.run(distributePayout(masked, firing, engine));
  await clock.run(notifyChannel(masked, payoutId));
  return { shown: JSON.stringify(slack.messages), files: slack.files };
}

it("an e-mail address is shown in part, and its workbook not at all, by default", async () => {
  const { shown, files } = await pay([EMAIL, "user-2"], "personal");
  expect(shown).not.toContain("gildong");
  expect(shown).toContain("There is no ho***@***.");
  expect(shown).toContain("user-2");
  expect(files).toEqual([]);
});

it("ids that look like no person's are shown, with their workbook", async () => {
  const { shown, files } = await pay(["user-1", "user-2"], "personal");
  expect(shown).toContain("There is no user-1.");
  expect(files).toHaveLength(1);
});

it("what a row says in other columns stands beside its failure, and names nobody either", async () => {
  const extras = {
    expiresOn: "2026-12-31",
    userNote: `${EMAIL}님, 010-1234-5678`,
    campaign: "FALL",
  };
  const { shown } = await pay([EMAIL, "user-2"], "personal", extras);
  expect(shown).toContain("만료일: 2026-12-31 · 안내: ");
  expect(shown).not.toMatch(/gildong|1234/);
  // What the payout gives every row stands in no column of the sheet.
  expect(shown).not.toContain("FALL");
  const all = await pay(["user-2"], true, { userNote: "user-2 님께" });
  expect(all.shown).toContain("안내: ");
  expect(all.shown).not.toContain("user-2");
});

it("no id is shown where the policy masks all, and each where it masks none", async () => {
  const all = await pay([EMAIL, "user-2"], true);
  expect(all.shown).not.toContain("user-2");
  expect(all.files).toEqual([]);
  const none = await pay([EMAIL, "user-2"], false);
  expect(none.shown).toContain(EMAIL);
  expect(none.files).toHaveLength(1);
});

/** What the channel holds of a payout that waits for approval, whose sheet has that warning. */
async function ask(finding: Finding, which: Parameters<typeof createUserIdMask>[0]) {
  const payout = payoutIn("awaiting_approval");
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const clock = createVirtualClock(Date.parse(payout.updatedAt));
  const scheduler = createMemorySchedules();
  const pointsApi = createScriptedPointsApi({ clock });
  const { deps, slack } = createMemoryDistribution({ payouts, clock, scheduler, pointsApi });
  const check = { ...checkOf([]), warnings: [toProblem(finding, { cell: "A7" })], warningCount: 1 };
  const checks = { ...deps.checks, get: async () => check };
  await clock.run(
    notifyChannel({ ...deps, checks, userIdMask: createUserIdMask(which) }, payout.payoutId),
  );
  return JSON.stringify(slack.messages);
}

it.each([
  ["user_id_twice", EMAIL, { firstRow: 2, row: 7 }, "(ho＊＊＊@＊＊＊)"],
  ["user_id_inner_space", "010 1234 5678", {}, "(＊＊＊78)"],
  ["user_id_normalised", ` ${EMAIL}`, { after: EMAIL }, "“ ho＊＊＊@＊＊＊”"],
  ["user_id_odd", EMAIL, { usual: "user-1", count: 1 }, "(ho＊＊＊@＊＊＊; 1"],
] as const)("a warning of %s tells the approver no address or number", async (...of) => {
  const [code, value, details, shown] = of;
  const told = await ask({ code, value, details }, "personal");
  expect(told).toContain(shown);
  expect(told).not.toContain(value.trim());
  expect(told).toContain("A7");
});

it("a warning names ids as they are where the policy lets it, and none where it masks all", async () => {
  const alike = { code: "user_id_alike", value: "User-77", details: { firstRow: 2 } } as const;
  expect(await ask(alike, "personal")).toContain("User-77");
  const odd = {
    code: "user_id_odd",
    value: "kim",
    details: { usual: "user-1", count: 1 },
  } as const;
  const told = await ask(odd, true);
  expect(told).not.toContain("kim");
  expect(told).not.toContain("user-1");
});
