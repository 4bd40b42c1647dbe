import { setTimeout as delay } from "node:timers/promises";
import { idempotencyKeyOf } from "../../../domain/distribution/ledger.ts";
import { everydayRows, withRows } from "../../../local/seed/seed-sheets.ts";
import { type BrowserWorld, startBrowserWorld } from "../browser-world.ts";
import { openSessions, PLACES, type Session } from "./sessions.ts";
import { payApproved, reverseRows, uploadSetUp } from "./set-up-payouts.ts";
import { opening, type Shot } from "./shots.ts";

type Take = (sessions: readonly Session[], shots: readonly Shot[]) => Promise<void>;

const SOON_MS = 3_000;
/** Of A4, without its margins. */
const PAPER = { width: 690, height: 980 } as const;

/** Receipts of a points API whose books can be asked: in agreement and not, signed and changed since. */
export async function takeReceipts(takeEach: Take): Promise<void> {
  const world = await startBrowserWorld();
  try {
    const payouts = await setUpReceipts(world);
    await takeEach(await openSessions(world, "approver", PLACES), receiptShots(payouts));
  } finally {
    await world.close();
  }
}

type Receipts = Awaited<ReturnType<typeof setUpReceipts>>;

async function setUpReceipts(world: BrowserWorld) {
  const pay = async (title: string, first: number) => {
    const rows = withRows(everydayRows(120, first), {
      41: [`missing-${first}`, 1_000, "출석 이벤트"],
    });
    const payout = await uploadSetUp(world, title, `${title.replaceAll(" ", "_")}.xlsx`, rows);
    await world.schedule(payout, SOON_MS);
    await world.until(payout.payoutId, "completed");
    return payout.payoutId;
  };
  const signed = await pay("9월 출석 이벤트", 1);
  await compare(world, signed);
  await sign(world, signed);
  const changed = await pay("8월 리뷰 이벤트", 1_000);
  await compare(world, changed);
  await sign(world, changed);
  const reversal = await reverseRows(world, changed, [2, 3]);
  await payApproved(world, reversal);
  await compare(world, reversal.payoutId);
  const differs = await pay("10월 추천 이벤트", 2_000);
  const agrees = await pay("11월 첫 구매", 3_000);
  await compare(world, agrees);
  const elsewhere = { userId: "U002010", points: 500, transactionId: "tx-98121" };
  await world.setFaults({
    lookUps: {
      [idempotencyKeyOf(differs, 7)]: null,
      [idempotencyKeyOf(differs, 12)]: elsewhere,
      [idempotencyKeyOf(differs, 43)]: { ...elsewhere, userId: "missing-2000" },
    },
  });
  await compare(world, differs);
  return { signed, changed, differs, agrees, reversal: reversal.payoutId };
}

async function compare({ client }: BrowserWorld, payoutId: string): Promise<void> {
  let receipt = await client.requestReceipt(payoutId);
  while (receipt.comparison?.state === "running") {
    await delay(500);
    receipt = await client.receipt(payoutId);
  }
}

async function sign(world: BrowserWorld, payoutId: string): Promise<void> {
  const approver = await world.clientOf("approver");
  const { revision, comparison } = await approver.receipt(payoutId);
  const note = "지급 합계를 정산 자료와 맞춰 봤습니다. 지급 실패 1건은 탈퇴한 사용자입니다.";
  await approver.signReceipt(payoutId, { revision, run: comparison?.run ?? 1, note });
}

function receiptShots({ signed, changed, differs, agrees, reversal }: Receipts): readonly Shot[] {
  const of = (payoutId: string) => ({
    path: `/payouts/${payoutId}/receipt`,
    shows: ".receipt-verdict",
  });
  return [
    { name: "receipt-compared", ...of(agrees) },
    { name: "dialog-sign", ...of(agrees), act: opening(({ receipt }) => receipt.sign.action) },
    { name: "receipt-signed", ...of(signed) },
    { name: "receipt-differs", ...of(differs) },
    { name: "receipt-changed", ...of(changed) },
    { name: "receipt-reversal", ...of(reversal) },
    {
      name: "receipt-printed",
      ...of(signed),
      async act(page) {
        await page.setViewportSize(PAPER);
        await page.emulateMedia({ media: "print" });
      },
    },
  ];
}
