import { it } from "vitest";
import { rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, csvOf, fillSchedule, signIn, uploadSheet } from "./browser-world.ts";

/** What is no fault of a sheet and may still be a slip: found, shown and ticked. */
export function describeSlips(worldOf: () => BrowserWorld): void {
  it.concurrent("asks about a payout of the same payments that came between, and notes who ticked it", async (test) => {
    const { expect } = test;
    const { page, complaints } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    await uploadSheet(page, { name: "나중.csv", text: csvOf(3, 500, "between") });
    await page.getByText("오류가 없습니다").waitFor();
    expect(await page.locator(".warnings").count()).toBe(0);
    const rows = [1, 2, 3].map((nr) => [`between-${nr}`, 500] as const);
    const other = await worldOf().upload(rows, "먼저 예약한 지급");
    await worldOf().schedule(other, 3_600_000);

    await fillSchedule(page, 3_600_000, "1500");
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.locator(".warnings").getByText("‘먼저 예약한 지급’").waitFor();
    const link = page.getByRole("link", { name: "그 지급 보기" });
    expect(await link.getAttribute("href")).toBe(`/payouts/${other.payoutId}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("위의 확인할 점을 모두 확인하고").waitFor();
    await page.getByLabel("확인했습니다").check();
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("뒤에 시작합니다").waitFor();
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("확인했다고 표시: 내용이 같은 다른 지급").waitFor();
    // The browser itself complains of the refusal.
    expect(complaints.filter((complaint) => !complaint.includes("422"))).toEqual([]);
  });

  it.concurrent("shows the approver a payment far above the others, and who confirmed it", async (test) => {
    const { page } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    const usual = Array.from({ length: 9 }, (_, index) => `far-${index},1000`);
    const text = ["회원ID,포인트", ...usual, "far-9,62000000"].join("\n");
    await uploadSheet(page, { name: "단위.csv", text });
    await page.getByText("보통인 1,000P(중앙값)의 62,000배").waitFor();
    await fillSchedule(page, 3_600_000, "62009000");
    await page.getByLabel("확인했습니다").check();
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("승인을 요청했습니다").first().waitFor();

    const approver = (await worldOf().visitDuring(test, new URL(page.url()).pathname)).page;
    await signIn(approver, "approver");
    const warnings = approver.locator(".warnings");
    await warnings.getByText("62,000배").waitFor();
    await warnings.getByText("마케터 (marketer) 님이 확인했다고 표시했습니다.").waitFor();
  });

  it.concurrent("finds payouts by a part of their names, and payments by a part of a user", async (test) => {
    const { expect } = test;
    const paid = await worldOf().upload(rowsOf(3, "seek"), "찾을 지급 Alpha");
    await worldOf().schedule(paid, 4_000);
    await worldOf().until(paid.payoutId, "completed");
    const { page, complaints } = await worldOf().visitDuring(test, "/");
    await signIn(page, "viewer");
    await page.getByRole("searchbox").fill("지급 aLPHA");
    await expect
      .poll(() => page.locator(".payout-link").allInnerTexts())
      .toEqual(["찾을 지급 Alpha"]);
    await page.locator(".payout-link").click();
    await page.getByRole("tab", { name: "지급 내역" }).click();
    const search = page.getByLabel("사용자 ID로 찾기");
    await search.fill("EEK-0002");
    await search.press("Enter");
    const users = page.getByRole("table", { name: "지급 내역" }).locator("bdi");
    await expect.poll(() => users.allInnerTexts()).toEqual(["seek-0002"]);
    await page.goto(`${worldOf().origin}/users?id=seek-0002`);
    await page.getByRole("link", { name: "찾을 지급 Alpha" }).waitFor();
    expect(complaints).toEqual([]);
  });
}
