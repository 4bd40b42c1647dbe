import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import type { FaultRequest } from "../points-api/faults.ts";
import type { SeedStack } from "./connect-stack.ts";
import { createSeedHands, type NewPayout } from "./seed-hands.ts";
import {
  everydayRows,
  type SheetRow,
  vipRows,
  withProblems,
  withRows,
  withWarnings,
} from "./seed-sheets.ts";

/** Users of the points API that it is slow for, down for, and whose first answer it loses. */
const SLOW = "slow-";
const DOWN = "down-";
const LOST = "lost-";
const FAULTS: FaultRequest = {
  users: [
    { startingWith: SLOW, ratePerSecond: 3 },
    { startingWith: DOWN, failures: [{ kind: "503", every: 1 }] },
    { startingWith: LOST, failures: [{ kind: "reset-after-paying", every: 1, until: 2 }] },
  ],
};

/** Far more than all of it takes, on a machine that does other things. */
const GIVE_UP_MS = 10 * 60_000;

/** A payout as it was left. */
export interface SeededPayout {
  readonly payout: PayoutAnswer;
  /** What it shows. */
  readonly about: string;
}

type Scene = () => Promise<readonly SeededPayout[]>;

/**
 * Fills a stack with payouts in every state that one can stay in, all at the same time. They are about
 * users from `first` on, so that those of another run look like no payout of this one.
 * @throws {AggregateError} with what kept scenes from being played; the others are played all the same
 */
export async function seedPayouts(
  stack: SeedStack,
  first: number,
): Promise<readonly SeededPayout[]> {
  await stack.setFaults(FAULTS);
  const scenes = createScenes(stack, first);
  const ends = await Promise.allSettled(scenes.map((scene) => scene()));
  const failed = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  if (failed.length > 0) throw new AggregateError(failed, "Not all payouts could be made.");
  const seeded = ends.flatMap((end) => (end.status === "fulfilled" ? end.value : []));
  // As they are now: some wait for others.
  return await Promise.all(
    seeded.map(async ({ payout, about }) => ({
      payout: await stack.marketer.payout(payout.payoutId),
      about,
    })),
  );
}

function createScenes(stack: SeedStack, first: number): readonly Scene[] {
  const { marketer, approver, idempotency } = stack;
  const hands = createSeedHands(stack, AbortSignal.timeout(GIVE_UP_MS));
  const { upload, approved, scheduleAtTen, payUntil, wait } = hands;
  const october = withRows(everydayRows(300, first), {
    41: ["missing-00042", 1_000, "출석 이벤트"],
    118: [`${LOST}${first}`, 3_000, "리뷰 작성"],
    203: ["missing-00204", 500, "친구 초대"],
    250: [`${LOST}${first + 1}`, 2_000, "출석 이벤트"],
  });

  /** One payout, as it is left. */
  const one =
    (about: string, play: () => Promise<PayoutAnswer>): Scene =>
    async () => [{ payout: await play(), about }];
  const slowly = (title: string, part: string): NewPayout => ({
    title,
    fileName: `${title}.xlsx`,
    rows: usersOf(`${SLOW}${part}-`, 3_000, first),
  });
  const hasPaid = ({ counts }: PayoutAnswer) => (counts?.paid ?? 0) > 0;

  return [
    one("its sheet never came", async () => {
      const about = { title: "블로그 후기 보상", fileName: "블로그_후기.xlsx", sizeBytes: 20_000 };
      return await marketer.payout((await marketer.createPayout(about)).payoutId);
    }),
    one("six problems in its sheet", () =>
      upload({
        title: "친구 초대 이벤트",
        fileName: "친구초대.xlsx",
        rows: withProblems(first + 1_000),
      }),
    ),
    one("nothing to object to", () =>
      upload({
        title: "출석 이벤트",
        fileName: "출석이벤트.xlsx",
        rows: everydayRows(200, first + 2_000),
      }),
    ),
    one("the second person declined it", async () => {
      const rows = vipRows(first + 3_000);
      const payout = await upload({ title: "VIP 포인트 (1차)", fileName: "VIP_1차.xlsx", rows });
      const { payoutId, revision } = await scheduleAtTen(payout, 2);
      return await approver.decline(payoutId, revision, "명단에 탈퇴 회원이 있습니다.");
    }),
    one("an approver held it, and lets it go on", async () => {
      const rows = everydayRows(120, first + 4_000);
      const payout = await upload({ title: "첫 구매 감사", fileName: "첫구매.xlsx", rows });
      await scheduleAtTen(payout, 1);
      return await approver.hold(payout.payoutId, "금액을 다시 확인합니다.");
    }),
    one("more points than one person may let through", async () => {
      const rows = vipRows(first + 5_000);
      const payout = await upload({ title: "VIP 감사 포인트", fileName: "VIP_감사.xlsx", rows });
      return await scheduleAtTen(payout, 3);
    }),
    one("paid tomorrow at ten", async () => {
      const rows = everydayRows(2_400, first + 6_000);
      const payout = await upload({ title: "정기 적립", fileName: "정기적립.xlsx", rows });
      return await approved(await scheduleAtTen(payout, 1));
    }),
    one("cancelled before it was scheduled", async () => {
      const rows = everydayRows(80, first + 9_000);
      const payout = await upload({ title: "추석 이벤트 (중복)", fileName: "추석.xlsx", rows });
      return await marketer.cancel(payout.payoutId);
    }),
    one("slowly, for a quarter of an hour", async () => {
      const payout = await upload(slowly("구매 확정 적립", "paying"));
      return await payUntil(payout, "distributing", hasPaid);
    }),
    one("the points API is down; it waits", async () => {
      const rows = usersOf(DOWN, 400, first);
      const payout = await upload({ title: "제휴사 적립", fileName: "제휴사.xlsx", rows });
      return await payUntil(payout, "distributing", ({ outage }) => outage !== undefined);
    }),
    one("a person stopped it", async () => {
      const payout = await upload(slowly("리뷰 이벤트 3차", "stopped"));
      await payUntil(payout, "distributing", hasPaid);
      return await marketer.stop(payout.payoutId, "명단을 다시 확인합니다.");
    }),
    one("the execution that paid it died", async () => {
      const payout = await upload(slowly("생일 축하 포인트", "died"));
      await payUntil(payout, "distributing", hasPaid);
      await stack.reportDeath(payout.payoutId);
      return await wait(payout.payoutId, ["halted"]);
    }),
    one("everyone is paid", async () => {
      const rows = everydayRows(150, first + 10_000);
      return await payUntil(
        await upload({ title: "앱 설치 보상", fileName: "앱설치.xlsx", rows }),
        "completed",
      );
    }),
    one("a dry run: nobody was paid", async () => {
      const rows = withRows(everydayRows(60, first + 11_000), { 9: ["missing-00010", 500] });
      const about = { title: "설 이벤트 (연습)", fileName: "설_연습.xlsx", dryRun: true };
      return await payUntil(await upload({ ...about, rows }), "completed");
    }),
    async () => {
      const about = { title: "10월 출석 이벤트", fileName: "10월_출석이벤트.xlsx" };
      const paid = await payUntil(await upload({ ...about, rows: october }), "completed");
      const retry = await marketer.retry(paid.payoutId);
      const warned = await upload({
        title: "리뷰 이벤트 2차",
        fileName: "리뷰이벤트_2차.xlsx",
        rows: withWarnings(october),
      });
      return [
        { payout: paid, about: UNPAID[idempotency] },
        { payout: await wait(retry.payoutId, ["ready"]), about: "pays the two that failed again" },
        { payout: warned, about: "warnings to be ticked" },
      ];
    },
  ];
}

const LOST_ANSWERS = "two users don't exist, two answers were lost";
/** What lost answers come to: with a key, or by a look-up, they are found out. */
const UNPAID: Readonly<Record<SeedStack["idempotency"], string>> = {
  key: `${LOST_ANSWERS} (POINTS_IDEMPOTENCY=none leaves those unknown)`,
  lookup: `${LOST_ANSWERS} (POINTS_IDEMPOTENCY=none leaves those unknown)`,
  none: `${LOST_ANSWERS}: unknown`,
};

function usersOf(prefix: string, count: number, first: number): SheetRow[] {
  return everydayRows(count, first).map(([userId, ...rest]) => [`${prefix}${userId}`, ...rest]);
}
