import { it } from "vitest";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, csvOf, fillSchedule, scheduleByClicks } from "./browser-world.ts";

const BANNER = "연습입니다. 아무에게도 지급되지 않습니다.";

/** A payout that pays nobody, chosen by a switch and shown as such from then on. */
export function describeDryRun(worldOf: () => BrowserWorld): void {
  it.concurrent("is chosen by a switch, and called one on every page and in every dialog", async (test) => {
    const { expect } = test;
    const { page, complaints } = await worldOf().visitAs(test, "marketer", "/new");
    const text = `${csvOf(3, 500, "browser-dry")}\nmissing-1,500,이벤트`;
    const file = { name: "연습.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    await page.locator("input[type=file]").setInputFiles(file);
    const choice = page.getByRole("switch", { name: "연습으로 해 보기" });
    expect(await choice.isChecked()).toBe(false);
    await page.getByText("연습으로 해 보기").click();
    expect(await choice.isChecked()).toBe(true);
    await page.getByText("포인트는 아무에게도 지급하지 않습니다").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "올리고 검사하기" }).click();

    await page.getByText("오류가 없습니다").waitFor();
    await page.getByText(BANNER).waitFor();
    expect(await page.title()).toMatch(/^\[연습\] /);
    await fillSchedule(page, 3_600_000, "2000");
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByRole("button", { name: "예약 보류" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(BANNER).waitFor();
    await dialog.getByRole("button", { name: "예약 보류" }).click();
    // Nobody who decides braked it, and it is no new one all the same.
    await page.locator(".payout-title").getByText("보류됨").waitFor();
    await page
      .getByText(/^마케터 \(marketer\) 님이 \d{4}년 .+ \(Asia\/Seoul\)에 보류했습니다$/)
      .waitFor();
    const refusals = await scheduleByClicks(page, 4_000, "2000");

    await page.getByRole("button", { name: "결과 파일 받기" }).waitFor();
    expect(await page.locator(".legend").textContent()).toMatch(/지급 예상\s*3\s*지급 불가\s*1/);
    await page.getByText("지급될 포인트").waitFor();
    await page.getByText("연습 완료").waitFor();
    expect(await page.getByText("지급 완료").count()).toBe(0);
    // Nobody was paid, so nobody is paid again.
    expect(await page.getByRole("button", { name: /다시 지급/ }).count()).toBe(0);
    expect(await page.getByRole("checkbox").count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "결과 파일 받기" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("연습-dry-run-result.xlsx");
    const states = page.getByRole("table", { name: "지급 내역" }).locator(".tag");
    await expect
      .poll(() => states.allInnerTexts())
      .toEqual(["지급 예상", "지급 예상", "지급 예상", "지급 불가"]);

    await page.goto(`${worldOf().origin}/payouts`);
    const row = page.getByRole("row").filter({ hasText: "연습.csv" });
    await row.getByText("연습", { exact: true }).last().waitFor();
    await row.getByText("지급 불가 1").waitFor();
    await page.goto(`${worldOf().origin}/users?id=browser-dry-1`);
    await page.getByText("‘browser-dry-1’에게 지급한 기록이 없습니다").waitFor();
    expect(complaints).toEqual(Array(refusals).fill(expect.stringContaining("422")));
  });

  it.concurrent("stays one when its sheet has to be mended", async (test) => {
    const { expect } = test;
    const { page } = await worldOf().visitAs(test, "marketer", "/new", { locale: "en-GB" });
    const buffer = Buffer.from("user id,points\na,ten\n");
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "mend.csv", mimeType: "text/csv", buffer });
    await page.getByRole("switch").click();
    await page.getByRole("button", { name: /^(올리고 검사하기|Upload and check)$/ }).click();
    await page
      .getByRole("button", { name: /^(고친 파일 올리기|Upload the corrected file)$/ })
      .click();
    await page.getByRole("switch").waitFor();
    expect(await page.getByRole("switch").isChecked()).toBe(true);
  });
}
