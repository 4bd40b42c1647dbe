import { setTimeout as delay } from "node:timers/promises";
import type { PayoutAnswer } from "../../../admin-api/schemas/payout.ts";
import { acknowledgementsOf } from "../../../domain/payout/must-acknowledge.ts";
import { connectToStack } from "../../../local/seed/connect-stack.ts";
import { seedPastMonths } from "../../../local/seed/seed-past-months.ts";
import {
  everydayRows,
  type SheetRow,
  vipRows,
  withProblems,
  withRows,
  withWarnings,
  workbookOf,
} from "../../../local/seed/seed-sheets.ts";
import type { BrowserWorld } from "../browser-world.ts";

const DAY_MS = 86_400_000;
/** More than the shortest lead time, whatever else the machine does. */
const SOON_MS = 3_000;
/** More than two people need, one after the other. */
const APPROVED_IN_MS = 15_000;

export type SetUpPayouts = Awaited<ReturnType<typeof setUpPayouts>>;

/** Payouts in every state that a page can show, but for the one that is being paid. */
export async function setUpPayouts(world: BrowserWorld) {
  const make = (title: string, fileName: string, rows: readonly SheetRow[]) =>
    uploadSetUp(world, title, fileName, rows);
  const october = everydayRows(300, 1);
  const completed = await payWithTrouble(world, october);
  const canary = await pauseAtTheFirst(world);
  const late = await payTooLate(world);
  const undone = await takeBack(world);
  const ahead = await lookAhead(world);

  const { payoutId: uploading } = await world.client.createPayout({
    title: "블로그 후기 보상",
    fileName: "블로그_후기.xlsx",
    sizeBytes: 20_000,
  });
  const cancelled = await make("추석 이벤트 (중복)", "추석_이벤트.xlsx", everydayRows(80, 500));
  await world.client.cancel(cancelled.payoutId);
  const invalid = await make("친구 초대 이벤트", "친구초대_11월.xlsx", withProblems(700));
  const warned = await make("리뷰 이벤트 2차", "리뷰이벤트_2차.xlsx", withWarnings(october));
  const scheduled = await make("12월 정기 적립", "12월_정기적립.xlsx", everydayRows(2_400, 3_000));
  await scheduleAtTen(world, scheduled, 1);
  const awaiting = await make("VIP 감사 포인트", "VIP_감사포인트.xlsx", vipRows(6_000));
  await scheduleAtTen(world, awaiting, 3);
  const soonest = await make("고객센터 보상", "고객센터_보상.xlsx", vipRows(6_200));
  await scheduleSoonest(world, soonest);
  const ready = await make("11월 출석 이벤트", "11월_출석이벤트.xlsx", everydayRows(200, 8_000));
  const plan = { timeOfDay: "10:00", note: "매월 같은 조건입니다" };
  await world.client.createReminder({ title: "11월 출석 이벤트", dayOfMonth: 25, plan });
  await world.client.createReminder({ title: "정기 적립", dayOfMonth: 31, toldAt: "18:30" });
  const paying = await make("구매 확정 적립", "구매확정_적립.xlsx", everydayRows(6_000, 10_000));
  await payEarlier(world);
  return {
    ready: ready.payoutId,
    warned: warned.payoutId,
    invalid: invalid.payoutId,
    notASheet: await uploadPdf(world),
    soonest: soonest.payoutId,
    uploading,
    cancelled: cancelled.payoutId,
    scheduled: scheduled.payoutId,
    awaiting: awaiting.payoutId,
    completed: completed.payoutId,
    unknownRow: await unknownRowOf(world, completed),
    canary,
    late,
    ...undone,
    ...ahead,
    facts: await uploadFacts(world),
    paying,
    paidUser: "U000001",
  };
}

/** Months in which much was paid, as the overview shows them. */
async function payEarlier({ origin }: BrowserWorld): Promise<void> {
  const { payouts, close } = await connectToStack(origin);
  await seedPastMonths(payouts, Date.now()).finally(close);
}

/** Creates a payout, uploads its sheet, and waits for the check. */
export async function uploadSetUp(
  world: BrowserWorld,
  title: string,
  fileName: string,
  rows: readonly SheetRow[],
): Promise<PayoutAnswer> {
  const bytes = await workbookOf(rows);
  const { payoutId, upload } = await world.client.createPayout({
    title,
    fileName,
    sizeBytes: bytes.length,
  });
  await world.client.upload(upload, bytes, fileName);
  return await world.until(payoutId, "ready", "invalid");
}

/** A file that was only renamed. */
async function uploadPdf(world: BrowserWorld): Promise<string> {
  const fileName = "정산서.xlsx";
  const bytes = Buffer.from("%PDF-1.7 not a sheet");
  const form = { title: "정산서", fileName, sizeBytes: bytes.length };
  const { payoutId, upload } = await world.client.createPayout(form);
  await world.client.upload(upload, bytes, fileName);
  await world.until(payoutId, "invalid");
  return payoutId;
}

/** Has the last payout paid, slowly enough to be looked at from every place. */
export async function startPaying(world: BrowserWorld, { paying }: SetUpPayouts): Promise<void> {
  await world.setFaults({ latencyMs: 500 });
  await world.schedule(paying, SOON_MS);
  await world.until(paying.payoutId, "distributing");
}

/** Without a time of day, above what needs no approval. */
function scheduleSoonest({ client }: BrowserWorld, { payoutId, check }: PayoutAnswer) {
  return client.schedule(payoutId, {
    ...{ at: "soonest", timeZone: "Asia/Seoul", expectedTotalPoints: check?.totalPoints ?? 0 },
    acknowledgedWarnings: acknowledgementsOf(check?.warnings ?? []),
  });
}

/** At ten in the morning of Seoul, some days from now. */
function scheduleAtTen(world: BrowserWorld, { payoutId, check }: PayoutAnswer, days: number) {
  const day = new Date(Date.now() + days * DAY_MS).toLocaleDateString("sv-SE", {
    timeZone: "Asia/Seoul",
  });
  return world.client.schedule(payoutId, {
    at: `${day}T10:00`,
    timeZone: "Asia/Seoul",
    expectedTotalPoints: check?.totalPoints ?? 0,
    acknowledgedWarnings: acknowledgementsOf(check?.warnings ?? []),
  });
}

async function unknownRowOf({ client }: BrowserWorld, { payoutId }: PayoutAnswer): Promise<number> {
  const { items } = await client.payments(payoutId, { state: "unknown" });
  return items[0]?.row ?? 0;
}

/** The first payments got answers that prove nothing. */
async function pauseAtTheFirst(world: BrowserWorld): Promise<string> {
  const rows = everydayRows(150, 21_000);
  const payout = await uploadSetUp(world, "신규 가입 축하", "신규가입_11월.xlsx", rows);
  await world.setFaults({ failures: [{ kind: "garbage", every: 1, until: 3 }] });
  await world.schedule(payout, SOON_MS);
  await world.until(payout.payoutId, "paused");
  await world.setFaults({});
  return payout.payoutId;
}

/** Its latest time came before all were paid. */
async function payTooLate(world: BrowserWorld): Promise<string> {
  const rows = everydayRows(400, 25_000);
  const payout = await uploadSetUp(world, "저녁 시간 깜짝 적립", "저녁_깜짝적립.xlsx", rows);
  await world.setFaults({ latencyMs: 1_000 });
  await world.schedule(payout, SOON_MS, { latestMs: SOON_MS });
  await world.until(payout.payoutId, "paused");
  await world.setFaults({});
  return payout.payoutId;
}

/** One of which some was taken back; a second reversal is not scheduled yet, a third one awaits approval. */
async function takeBack(world: BrowserWorld) {
  const rows = everydayRows(60, 22_000);
  const paid = await uploadSetUp(world, "장바구니 보상", "장바구니_보상.xlsx", rows);
  await world.schedule(paid, SOON_MS);
  await world.until(paid.payoutId, "completed");
  const takenBack = await reverseRows(world, paid.payoutId, [2, 3, 4, 5]);
  await payApproved(world, takenBack);
  const reversal = await reverseRows(world, paid.payoutId, [8, 9]);
  const waiting = await reverseRows(world, paid.payoutId, [12]);
  await scheduleAtTen(world, waiting, 2);
  return {
    undone: paid.payoutId,
    takenBack: takenBack.payoutId,
    reversal: reversal.payoutId,
    awaitingReversal: waiting.payoutId,
  };
}

/** A reversal of these rows, once it can be scheduled. */
export async function reverseRows(
  { client, until }: BrowserWorld,
  payoutId: string,
  rows: readonly number[],
): Promise<PayoutAnswer> {
  const reason = "같은 쿠폰으로 두 번 지급했습니다";
  const asked = await client.reverse(payoutId, { rows: [...rows], reason });
  return await until(asked.payoutId, "ready");
}

/** Scheduled by one, approved by another one and paid: the next minute is soon enough for both. */
export async function payApproved(world: BrowserWorld, payout: PayoutAnswer): Promise<void> {
  const waiting = await world.schedule(payout, APPROVED_IN_MS);
  const approver = await world.clientOf("approver");
  await approver.approve(waiting.payoutId, waiting.revision);
  await world.until(waiting.payoutId, "completed");
}

/** Two users don't exist, and less is left than it comes to; another one was sent back for that. */
async function lookAhead(world: BrowserWorld) {
  const rows = withRows(everydayRows(120, 20_000), {
    17: ["missing-20018", 1_000, "출석 이벤트"],
    83: ["missing-20084", 2_000, "리뷰 작성"],
  });
  const { payoutId } = await uploadSetUp(world, "겨울 한정 적립", "겨울_한정적립.xlsx", rows);
  await isLookedAt(world, payoutId);
  await world.setFaults({ float: 150_000 });
  await world.client.startPreFlight(payoutId);
  await isLookedAt(world, payoutId);
  const rowsOfShort = everydayRows(110, 24_000);
  const short = await uploadSetUp(world, "겨울 한정 적립 2차", "겨울한정_2차.xlsx", rowsOfShort);
  await world.schedule(short, SOON_MS);
  await world.until(short.payoutId, "ready");
  await world.setFaults({});
  return { looked: payoutId, sentBack: short.payoutId };
}

async function isLookedAt({ client }: BrowserWorld, payoutId: string): Promise<void> {
  for (;;) {
    const { pointsApi, users } = await client.preFlight(payoutId);
    if (pointsApi !== undefined && users?.state === "done") return;
    await delay(500);
  }
}

/** With a campaign and a day on which its points expire, some of its rows with one of their own. */
async function uploadFacts({ client, until }: BrowserWorld): Promise<string> {
  const rows = everydayRows(40, 23_000).map(([user, points, reason], index) =>
    [user, points, reason, index % 4 === 0 ? "2027-03-31" : ""].join(","),
  );
  const bytes = Buffer.from(["회원ID,포인트,사유,포인트 만료일", ...rows].join("\n"));
  const { payoutId, upload } = await client.createPayout({
    ...{ title: "연말 감사 적립", fileName: "연말_감사적립.csv", sizeBytes: bytes.length },
    defaults: { extras: { campaign: "winter-2026", expiresOn: "2026-12-31" } },
  });
  await client.upload(upload, bytes, "연말_감사적립.csv");
  await until(payoutId, "ready", "invalid");
  return payoutId;
}

/** Some users don't exist, and two answers were lost on the way. */
async function payWithTrouble(world: BrowserWorld, rows: readonly SheetRow[]) {
  const payout = await uploadSetUp(
    world,
    "10월 출석 이벤트",
    "10월_출석이벤트.xlsx",
    withRows(rows, {
      41: ["missing-00042", 1_000, "출석 이벤트"],
      118: ["missing-00119", 3_000, "리뷰 작성"],
      203: ["missing-00204", 500, "친구 초대"],
    }),
  );
  await world.setFaults({ failures: [{ kind: "reset-after-paying", every: 120, until: 2 }] });
  await world.schedule(payout, SOON_MS);
  await world.until(payout.payoutId, "completed");
  await world.setFaults({});
  return payout;
}
