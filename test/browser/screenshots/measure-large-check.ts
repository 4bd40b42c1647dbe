import { everydayRows, workbookOf } from "../../../local/seed/seed-sheets.ts";
import { type BrowserWorld, signIn } from "../browser-world.ts";

const PAYMENTS = 10_000;

/** Milliseconds from the end of the upload of 10,000 payments to their check on the page. */
export async function measureLargeCheck(world: BrowserWorld): Promise<number> {
  const { page, context } = await world.visit();
  await signIn(page, "marketer");
  await page.getByRole("link", { name: "새 지급" }).click();
  const buffer = Buffer.from(await workbookOf(everydayRows(PAYMENTS, 1)));
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator("input[type=file]").setInputFiles({ name: "만 명.xlsx", mimeType, buffer });
  const uploaded = page.waitForResponse(
    (response) => response.request().method() === "POST" && !response.url().includes("/api/"),
  );
  await page.getByRole("button", { name: "올리고 검사하기" }).click();
  await uploaded;
  const endedMs = performance.now();
  await page.getByText("오류가 없습니다").waitFor();
  const tookMs = performance.now() - endedMs;
  await context.close();
  return tookMs;
}
