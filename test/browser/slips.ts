import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { it } from "vitest";
import { rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  tickWarnings,
  uploadSheet,
} from "./browser-world.ts";

/** What the button for a list as a file saves. */
async function savedText(page: Page): Promise<string> {
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV로 받기" }).click(),
  ]);
  return readFile(await saved.path(), "utf8");
}

/** What is no fault of a sheet and may still be a slip: found, shown and ticked. */
export function describeSlips(worldOf: () => BrowserWorld): void {
  it.concurrent("asks about a payout of the same payments that came between, and notes who ticked it", async (test) => {
    const { expect } = test;
    const { page, complaints } = await worldOf().visitAs(test, "marketer");
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

  it.concurrent("shows the approver a payment far above the others in a picture, its row and the file, and has it declined", async (test) => {
    const { expect } = test;
    const { page } = await worldOf().visitAs(test, "marketer");
    const usual = Array.from({ length: 90 }, (_, index) => `far-${index},1000,출석`);
    const text = ["회원ID,포인트,사유", ...usual, "far-90,62000000,추천"].join("\n");
    await uploadSheet(page, { name: "단위.csv", text });
    await page.getByText("보통인 1,000P(중앙값)의 62,000배").waitFor();
    await fillSchedule(page, 3_600_000, "62090000");
    await page.getByText("P (6,209만)").waitFor();
    await tickWarnings(page);
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("승인을 요청했습니다").first().waitFor();

    const path = new URL(page.url()).pathname;
    const { page: approver, complaints } = await worldOf().visitAs(test, "approver", path);
    const warnings = approver.locator(".warnings");
    await warnings.getByText("62,000배").waitFor();
    await warnings.getByText("마케터 (marketer) 님이 확인했다고 표시했습니다.").first().waitFor();
    await approver.getByText("6,209만", { exact: true }).waitFor();

    // A picture, with the same as a table: one payment, far from all others, and the way to its row.
    await approver.getByRole("img", { name: /^금액별 분포/ }).waitFor();
    await approver.getByText("표로 보기").click();
    expect(await seriousFindings(approver)).toEqual([]);
    const bin = approver.getByRole("row").filter({ hasText: "5000만~1억" });
    await bin.getByRole("button", { name: "행 보기" }).press("Enter");
    await approver.getByText("50,000,000P부터 99,999,999P까지만 보는 중").waitFor();
    const ids = approver.getByRole("table", { name: "모든 행" }).locator(".column-user bdi");
    await expect.poll(() => ids.allInnerTexts()).toEqual(["far-90"]);
    await approver.getByRole("button", { name: "모든 금액 보기" }).click();
    const search = approver.getByRole("searchbox", { name: "사용자 ID, 사유로 찾기" });
    await search.fill("FAR-8");
    await search.press("Enter");
    await expect.poll(() => ids.count()).toBe(11);
    await search.fill("추천");
    await search.press("Enter");
    await expect.poll(() => ids.allInnerTexts()).toEqual(["far-90"]);
    expect(await seriousFindings(approver)).toEqual([]);

    const downloading = approver.waitForEvent("download");
    await approver.getByRole("button", { name: "올린 파일 받기" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("단위.csv");
    expect(await readFile(await download.path(), "utf8")).toBe(text);

    await approver.getByRole("button", { name: "반려하기" }).click();
    const dialog = approver.getByRole("dialog");
    await dialog.getByLabel("반려하는 이유").fill("92행이 천 배로 적혀 있습니다");
    await dialog.getByRole("button", { name: "반려하기" }).click();
    await approver.getByText("아직 예약되지 않았습니다").waitFor();
    expect(complaints).toEqual([]);
  });

  it.concurrent("offers no approval once the time that was asked for is over, and long titles their own place", async (test) => {
    const { expect } = test;
    const rows = Array.from({ length: 12 }, (_, nr) => [`over-${nr}`, 1_000_000] as const);
    const asked = await worldOf().upload(rows, "길".repeat(190));
    await worldOf().schedule(asked, 4_000);
    const { page } = await worldOf().visitAs(test, "approver", `/payouts/${asked.payoutId}`);
    await page.getByText("요청한 시각이 지났습니다").waitFor();
    await page.getByRole("button", { name: "반려하기" }).waitFor();
    expect(await page.getByRole("button", { name: "승인하기" }).count()).toBe(0);
    await page.goto(`${worldOf().origin}/payouts?q=길길`);
    await page.locator(".payout-link").waitFor();
    const widthOf = async (selector: string) =>
      (await page.locator(selector).first().boundingBox())?.width ?? 0;
    expect(await widthOf("td.column-title")).toBeLessThan(0.6 * (await widthOf(".data-table")));
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.concurrent("finds payouts by a part of their names, and payments by a part of a user", async (test) => {
    const { expect } = test;
    const paid = await worldOf().upload(rowsOf(3, "seek"), "찾을 지급 Alpha");
    await worldOf().schedule(paid, 4_000);
    await worldOf().until(paid.payoutId, "completed");
    const { page, complaints } = await worldOf().visitAs(test, "viewer", "/payouts");
    await page.getByRole("searchbox").fill("지급 aLPHA");
    await expect
      .poll(() => page.locator(".payout-link").allInnerTexts())
      .toEqual(["찾을 지급 Alpha"]);
    await page.goto(
      `${worldOf().origin}/payouts?q=찾을&from=2020-01-01&order=most_points&mine=true`,
    );
    await page.getByText("조건에 맞는 지급이 없습니다").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "내가 맡은 것" }).click();
    await page.locator(".payout-link").waitFor();
    const list = await savedText(page);
    expect(list).toMatch(/^\uFEFF"지급 번호","제목",.*\r\n.*"찾을 지급 Alpha".*\r\n$/);
    await page.locator(".payout-link").click();
    await page.getByRole("tab", { name: "지급 내역" }).click();
    expect((await savedText(page)).split("\r\n")).toHaveLength(5);
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
