import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, signIn } from "./browser-world.ts";

/** Clicks as a person's: what is typed is none. */
function countedOf(page: Page) {
  let clicks = 0;
  return {
    count: () => clicks,
    async click(role: "link" | "button", name: string): Promise<void> {
      clicks += 1;
      await page.getByRole(role, { name, exact: true }).first().click();
    },
  };
}

/** Why somebody did not get hers, and that she gets it. */
export function describeSupport(worldOf: () => BrowserWorld): void {
  it.concurrent("says in three clicks why she did not get hers, and what to tell her", async (test) => {
    const world = worldOf();
    const { payoutId } = await world.schedule(
      await world.upload(
        [
          ["missing-sora", 300],
          ["support-mina", 200],
        ],
        "응대할 지급",
      ),
      3_000,
    );
    const planned = await world.upload([["missing-sora", 70]], "다음 지급");
    await world.schedule(planned, 3_600_000);
    await world.until(payoutId, "completed");
    const { page, context, complaints } = await world.visitDuring(test, "/");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signIn(page, "viewer");
    const clicked = countedOf(page);

    await clicked.click("link", "사용자 조회");
    await page.getByLabel("사용자 ID").fill("missing-sora");
    await clicked.click("button", "찾기");
    await clicked.click("button", "답변 복사");
    await page.getByText("복사했습니다").waitFor();

    expect(clicked.count()).toBe(3);
    const answer = await page.evaluate("navigator.clipboard.readText()");
    expect(answer).toMatch(
      /^20\d\d년 \d+월 \d+일 \d\d:\d\d\(한국 표준시\)에 300포인트를 지급하려 했으나 지급하지 못했습니다\. 사유: 없는 사용자입니다\.$/,
    );
    const upcoming = page.locator("section", { hasText: "앞으로 지급할 건" });
    await upcoming.getByText("에 70포인트를 지급할 예정입니다.").waitFor();
    await page.getByRole("button", { name: "‘missing-sora’ 들어간 ID 찾기" }).click();
    const parts = page.locator("section", { hasText: "ID의 일부로 찾기" });
    await parts.getByRole("link", { name: "missing-sora" }).first().waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV로 받기" }).click();
    expect((await download).suggestedFilename()).toBe("missing-sora.csv");
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.concurrent("pays what failed for a wrong id again under the right one, in one go", async (test) => {
    const world = worldOf();
    const { payoutId } = await world.schedule(
      await world.upload([
        ["missing-typo-1", 100],
        ["missing-typo-2", 200],
        ["typo-paid", 50],
      ]),
      3_000,
    );
    await world.until(payoutId, "completed");
    const { page } = await world.visitDuring(test, `/payouts/${payoutId}`);
    await signIn(page, "marketer");
    await page.getByRole("button", { name: "ID 고쳐서 다시 지급" }).click();

    await page.getByLabel("2행의 새 ID").fill("typo-right-1");
    await page.getByLabel("3행의 새 ID").fill("typo-paid");
    await page.getByRole("button", { name: "고친 2건으로 새 지급 만들기" }).click();
    await page.getByText("3행의 새 ID는 이 지급의 다른 행에서").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel("3행의 새 ID").fill("typo-right-2");
    await page.getByRole("button", { name: "고친 2건으로 새 지급 만들기" }).click();
    await page.waitForURL((url) => !url.pathname.endsWith("/correct"));

    const retryId = page.url().split("/").at(-1) ?? "";
    const ready = await world.until(retryId, "ready");
    await world.schedule(ready, 2_000);
    await world.until(retryId, "completed");
    expect((await world.client.userPayments("typo-right-2")).items).toMatchObject([
      { payoutId: retryId, state: "paid", points: 200 },
    ]);
    await page.goto(`${world.origin}/payouts/${payoutId}?tab=payments&state=rejected`);
    await page.getByText("ID를 고침: missing-typo-1 → typo-right-1").waitFor();
    await page.goto(`${world.origin}/payouts/${payoutId}?tab=history`);
    await page.getByText("사용자 ID를 고친 행: 2, 3.").waitFor();
  });
}
