import { expect, it, type TestContext } from "vitest";
import { rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, PHONE, signIn, uploadSheet } from "./browser-world.ts";

const DAY_MS = 86_400_000;
/** Further ahead than any other payout of these tests. */
const AHEAD_MS = 100 * DAY_MS;

/** The first page: what waits, what comes, what was paid. */
export function describeOverview(worldOf: () => BrowserWorld): void {
  async function visitAs(test: TestContext, user: string, path = "/", options = {}) {
    const visit = await worldOf().visitDuring(test, path, options);
    await signIn(visit.page, user);
    return visit;
  }

  it.concurrent("shows what waits for whoever signs in, leads there, and follows what others do", async (test) => {
    const { page } = await visitAs(test, "admin");
    await page.getByRole("heading", { level: 1, name: "한눈에 보기" }).waitFor();
    await uploadSheet(page, { name: "고칠 명단.csv", text: "회원ID,포인트\nmend-1,-5" });
    await page.getByText("고쳐야 할 곳이 1군데").waitFor();
    await page.getByRole("link", { name: "한눈에 보기" }).click();
    const mend = page.getByRole("region", { name: /^고치거나 다시 살펴볼 지급/ });
    await mend.getByText("고칠 곳 1군데").waitFor();
    await mend.getByRole("link", { name: "고칠 명단" }).click();
    await page.getByText("고쳐야 할 곳이 1군데").waitFor();
    await page.goBack();
    await mend.getByRole("link", { name: "고칠 명단" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");

    // The calendar is worked by keys, and what somebody schedules meanwhile comes to it by itself.
    const { upload, schedule } = worldOf();
    const far = await schedule(await upload(rowsOf(2, "far"), "먼 지급"), AHEAD_MS);
    const [year, month] = far.schedule?.at.split("-").map(Number) ?? [];
    const calendar = page.getByRole("table", { name: `${year}년 ${month}월에 지급할 것` });
    const next = page.getByRole("button", { name: "다음 달" });
    while ((await calendar.count()) === 0) {
      await next.and(page.locator(":enabled")).waitFor();
      await next.press("Enter");
    }
    const entry = calendar.getByRole("listitem").filter({ hasText: "먼 지급" });
    await entry.getByText(far.schedule?.at.slice(11, 16) ?? "").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.concurrent("asks an approver for what their word is missing for, and no viewer for anything", async (test) => {
    const rows = Array.from({ length: 12 }, (_, nr) => [`overview-${nr}`, 1_000_000] as const);
    await worldOf().schedule(await worldOf().upload(rows, "곧 지급"), 600_000);
    const approver = (await visitAs(test, "approver", "/", { ...PHONE, colorScheme: "dark" })).page;
    const asked = approver.getByRole("region", { name: /^승인할 지급/ });
    await asked.getByText("12,000,000P").first().waitFor();
    await asked.getByRole("link", { name: "곧 지급" }).waitFor();
    expect(await seriousFindings(approver)).toEqual([]);

    const paid = await worldOf().upload([...rowsOf(3, "seen"), ["missing-seen", 5]], "지급됨");
    await worldOf().schedule(paid, 3_000);
    await worldOf().until(paid.payoutId, "completed");
    const { page, complaints } = await visitAs(test, "viewer");
    const points = page.getByRole("figure", { name: "월별 지급 포인트" });
    await points.getByRole("img", { name: /^월별 지급 포인트\. \d{4}년 \d+월 지급 / }).waitFor();
    expect(await page.getByText("지금 할 일").count()).toBe(0);
    expect(await page.getByText("오늘 내가").count()).toBe(0);
    await page.getByText(/월 회사 전체$/).waitFor();
    await points.getByText("표로 보기").click();
    const lastMonth = points.getByRole("row").last();
    expect(await lastMonth.textContent()).toMatch(/월[\d,]+P/);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("figure", { name: "Payments by month and result" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.concurrent("has its values without the charts, and the list where it was looked for before", async (test) => {
    const paid = await worldOf().upload(rowsOf(2, "plain"), "그래프 없이");
    await worldOf().schedule(paid, 3_000);
    await worldOf().until(paid.payoutId, "completed");
    const { page } = await worldOf().visitDuring(test);
    await page.route("**/bar-canvas*", (route) => route.abort());
    await signIn(page, "viewer");
    await page.getByText("그래프를 그리지 못했습니다").first().waitFor();
    await page.getByText("표로 보기").first().click();
    await page.getByRole("table", { name: "월별 지급 포인트" }).waitFor();
    await page.goto(`${worldOf().origin}/?state=ready`);
    await page.getByRole("heading", { name: "지급 목록" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/payouts");
    expect(await page.getByLabel("상태로 거르기").inputValue()).toBe("ready");
  });
}
