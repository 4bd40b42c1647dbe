import type { Page } from "playwright-core";
import type { Texts } from "../../../admin-page/src/texts/ko.ts";
import { everydayRows, withRows } from "../../../local/seed/seed-sheets.ts";
import { type BrowserWorld, startBrowserWorld } from "../browser-world.ts";
import { openSessions, PLACES, type Session } from "./sessions.ts";
import { uploadSetUp } from "./set-up-payouts.ts";
import type { Shot } from "./shots.ts";

const HOUR_MS = 3_600_000;
const SOON_MS = 3_000;
/** As many as show what is usual. */
const PAID_BEFORE = 5;

/** A sheet with one amount that is a thousandfold, after some that were usual: as who decides sees it. */
export async function takeSheet(
  takeEach: (sessions: readonly Session[], shots: readonly Shot[]) => Promise<void>,
): Promise<void> {
  const world = await startBrowserWorld();
  try {
    for (let nr = 0; nr < PAID_BEFORE; nr += 1) await pay(world, nr);
    const slip = withRows(everydayRows(1_200, 40_000), {
      640: ["hong.gildong@example.com", 3_000_000, "리뷰 작성"],
    });
    const payout = await uploadSetUp(world, "12월 리뷰 이벤트", "12월_리뷰.xlsx", slip);
    const { payoutId } = await world.schedule(payout, HOUR_MS);
    const path = `/payouts/${payoutId}?tab=sheet`;
    const shows = ".chart canvas";
    await takeEach(await openSessions(world, "approver", PLACES), [
      { name: "sheet-to-approve", path, shows },
      { name: "sheet-amounts", path, shows, act: openTable },
      { name: "sheet-rows-of-amount", path, shows, act: showRows },
      { name: "sheet-rows-found", path, shows, act: searchRows },
    ]);
    await takeEach(await openSessions(world, "viewer", PLACES), [
      { name: "sheet-masked", path, shows, act: showRows },
    ]);
  } finally {
    await world.close();
  }
}

async function pay(world: BrowserWorld, nr: number): Promise<void> {
  const rows = everydayRows(60, 1_000 * (nr + 1));
  const payout = await uploadSetUp(world, `${nr + 6}월 리뷰 이벤트`, `${nr + 6}월_리뷰.xlsx`, rows);
  await world.schedule(payout, SOON_MS);
  await world.until(payout.payoutId, "completed");
}

async function openTable(page: Page, { charts }: Texts): Promise<void> {
  await page.getByText(charts.asTable).click();
}

async function showRows(page: Page, { sheet }: Texts): Promise<void> {
  await page.getByRole("button", { name: sheet.showRows, exact: true }).first().click();
  await page.getByText(sheet.allAmounts).waitFor();
}

async function searchRows(page: Page, { sheet }: Texts): Promise<void> {
  const search = page.getByRole("searchbox", { name: sheet.search });
  await search.fill("U0411");
  await search.press("Enter");
  await page.getByRole("table", { name: sheet.rows }).getByText("U041100").waitFor();
}
