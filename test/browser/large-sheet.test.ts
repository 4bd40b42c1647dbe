import { afterAll, beforeAll, expect, it } from "vitest";
import { everydayRows, type SheetRow, workbookOf } from "../../local/seed/seed-sheets.ts";
import { type BrowserWorld, signIn, startBrowserWorld } from "./browser-world.ts";

const PAYMENTS = 10_000;
/** As patient as the pages of the other tests. */
const PATIENT = { timeout: 120_000 };

let world: BrowserWorld;
beforeAll(async () => {
  world = await startBrowserWorld({ POINTS_RATE_PER_SECOND: "400" });
});
afterAll(() => world.close());

it("checks and pays a sheet of 10,000 payments, whose page stays quick to use", async () => {
  const { page, complaints } = await world.visit();
  await signIn(page, "marketer");
  await page.getByRole("link", { name: "새 지급" }).click();
  // Few points each, so that nobody has to approve.
  const sheet = everydayRows(PAYMENTS, 1).map(([userId]): SheetRow => [userId, 100, "설문 참여"]);
  const buffer = Buffer.from(await workbookOf(sheet));
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator("input[type=file]").setInputFiles({ name: "만 명.xlsx", mimeType, buffer });
  await page.getByRole("button", { name: "올리고 검사하기" }).click();
  await page.getByText("오류가 없습니다").waitFor();
  expect(await page.locator(".facts").textContent()).toContain("10,000건");

  await page.getByRole("button", { name: "가장 빠르게" }).waitFor();
  const payoutId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  // The last thousand wait, so that some are to be seen waiting however slow this machine is.
  await world.setFaults({ users: [{ startingWith: "U009", ratePerSecond: 1 }] });
  await world.schedule(await world.client.payout(payoutId), 3_000);
  await page.getByRole("progressbar").waitFor();
  const rows = page.getByRole("table", { name: "지급 내역" }).locator("tbody tr");
  // Whoever looks while the sheet is still being cut is shown a page more.
  await expect.poll(() => rows.count(), PATIENT).toBeGreaterThanOrEqual(50);
  const shown = await rows.count();
  await page.getByRole("button", { name: "더 보기" }).click();
  await expect.poll(() => rows.count(), PATIENT).toBeGreaterThan(shown);
  await page.getByRole("button", { name: /^대기/ }).click();
  await expect.poll(() => rows.locator(".tag").allInnerTexts(), PATIENT).not.toContain("지급 완료");
  await expect.poll(() => rows.count(), PATIENT).toBeGreaterThanOrEqual(50);
  await page.getByRole("button", { name: /^지급 완료/ }).click();
  await rows.getByText("U000001", { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});
