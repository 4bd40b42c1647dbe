import type { PayoutAnswer } from "../../../admin-api/schemas/payout.ts";
import { acknowledgementsOf } from "../../../domain/payout/must-acknowledge.ts";
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

export type SetUpPayouts = Awaited<ReturnType<typeof setUpPayouts>>;

/** Payouts in every state that a page can show, but for the one that is being paid. */
export async function setUpPayouts(world: BrowserWorld) {
  const make = (title: string, fileName: string, rows: readonly SheetRow[]) =>
    uploadSetUp(world, title, fileName, rows);
  const october = everydayRows(300, 1);
  const completed = await payWithTrouble(world, october);

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
  const ready = await make("11월 출석 이벤트", "11월_출석이벤트.xlsx", everydayRows(200, 8_000));
  const paying = await make("구매 확정 적립", "구매확정_적립.xlsx", everydayRows(6_000, 10_000));
  return {
    ready: ready.payoutId,
    warned: warned.payoutId,
    invalid: invalid.payoutId,
    uploading,
    cancelled: cancelled.payoutId,
    scheduled: scheduled.payoutId,
    awaiting: awaiting.payoutId,
    completed: completed.payoutId,
    paying,
    paidUser: "U000001",
  };
}

/** Creates a payout, uploads its sheet, and waits for the check. */
async function uploadSetUp(
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

/** Has the last payout paid, slowly enough to be looked at from every place. */
export async function startPaying(world: BrowserWorld, { paying }: SetUpPayouts): Promise<void> {
  await world.setFaults({ latencyMs: 500 });
  await world.schedule(paying, SOON_MS);
  await world.until(paying.payoutId, "distributing");
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
