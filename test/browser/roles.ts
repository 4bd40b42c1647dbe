import { expect, it, type TestContext } from "vitest";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  tickWarnings,
  uploadSheet,
} from "./browser-world.ts";

/** What each role sees and may do. */
export function describeRoles(worldOf: () => BrowserWorld): void {
  async function visitAs(test: TestContext, user: string, path = "/") {
    return (await worldOf().visitAs(test, user, path)).page;
  }

  /** A payout of 12,000,000 points that waits for approval, made by clicks. */
  async function requestApproval(test: TestContext, title: string) {
    const page = await visitAs(test, "marketer");
    await uploadSheet(page, { name: `${title}.csv`, text: csvOf(12, 1_000_000, title) });
    await page.getByText("다른 사람의 승인을 기다립니다").waitFor();
    await fillSchedule(page, 3_600_000, "12,000,000");
    await tickWarnings(page);
    await page.getByLabel("승인자에게 남길 말", { exact: true }).fill("기획서 3쪽과 같습니다");
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("승인을 요청했습니다").first().waitFor();
    return page;
  }

  it.concurrent("has a large payout approved by another person, who sees the same facts", async (test) => {
    const page = await requestApproval(test, "approve");
    expect(await page.getByRole("button", { name: "승인하기" }).count()).toBe(0);
    const facts = await page.locator(".facts").textContent();
    expect(facts).toContain("한 사람에게평균 1,000,000P · 중앙값 1,000,000P · 최대 1,000,000P");

    const approver = await visitAs(test, "approver", new URL(page.url()).pathname);
    await approver.getByRole("button", { name: "승인하기" }).waitFor();
    expect(await approver.locator(".facts").textContent()).toBe(facts);
    await approver.getByText("요청하며 남긴 말: 기획서 3쪽과 같습니다").waitFor();
    expect(await seriousFindings(approver)).toEqual([]);
    await approver.getByRole("button", { name: "승인하기" }).click();
    await approver.getByRole("dialog").waitFor();
    expect(await seriousFindings(approver)).toEqual([]);

    // What was looked at is not what it is any more, and the page says what changed.
    await page.getByRole("button", { name: "예약 시각 바꾸기" }).click();
    await fillSchedule(page, 7_200_000, "12,000,000");
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    const dialog = approver.getByRole("dialog");
    await page.getByRole("button", { name: "예약 시각 바꾸기" }).waitFor();
    await dialog.getByRole("button", { name: "승인하기" }).click();
    await dialog.getByText("확인하신 뒤에 지급 내용이 바뀌었습니다").waitFor();
    await dialog.getByText("마케터 (marketer) – 승인 요청").waitFor();
    expect(await seriousFindings(approver)).toEqual([]);
    await approver.keyboard.press("Escape");
    await approver.getByRole("button", { name: "승인하기" }).click();
    await dialog.getByRole("button", { name: "승인하기" }).click();
    await approver.getByText("뒤에 시작합니다").waitFor();
    await page.getByText("승인자 (approver)").waitFor();
  });

  it.concurrent("lets an admin brake what nobody scheduled, and asks two to approve what is that large", async (test) => {
    const rows = Array.from({ length: 12 }, (_, index) => [`two-${index}`, 20_000_000] as const);
    const ready = await worldOf().upload(rows);
    const path = `/payouts/${ready.payoutId}`;
    const admin = await visitAs(test, "admin", path);
    await admin.getByRole("button", { name: "예약 보류" }).click();
    await admin.getByRole("dialog").getByRole("textbox").fill("명단을 다시 봅니다");
    await admin.getByRole("dialog").getByRole("button", { name: "예약 보류" }).click();
    await admin.getByText("보류했습니다").first().waitFor();
    expect(await admin.getByRole("button", { name: "예약 보류" }).count()).toBe(0);
    expect(await seriousFindings(admin)).toEqual([]);

    await worldOf().schedule(ready, 3_600_000);
    const approver = await visitAs(test, "approver", path);
    await approver.getByRole("button", { name: "승인하기" }).click();
    await approver.getByRole("dialog").getByRole("button", { name: "승인하기" }).click();
    await approver.getByText("본인은 이미 승인했습니다").waitFor();
    await approver.getByRole("dialog").waitFor({ state: "hidden" });
    await approver.getByRole("button", { name: "반려하기" }).waitFor();
    expect(await approver.getByRole("button", { name: "승인하기" }).count()).toBe(0);
    await admin.reload();
    await admin.getByRole("button", { name: "승인하기" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "승인하기" }).click();
    await admin.getByText("뒤에 시작합니다").waitFor();
  });

  it.concurrent("has one declined with a reason, and back in the marketer's hands", async (test) => {
    const page = await requestApproval(test, "decline");
    const approver = await visitAs(test, "approver", new URL(page.url()).pathname);
    await approver.getByRole("button", { name: "반려하기" }).click();
    const dialog = approver.getByRole("dialog");
    await dialog.waitFor();
    expect(await seriousFindings(approver)).toEqual([]);
    expect(await dialog.getByRole("button", { name: "반려하기" }).isDisabled()).toBe(true);
    await dialog.getByLabel("반려하는 이유").and(approver.locator(":focus")).waitFor();
    await dialog.getByLabel("반려하는 이유").fill("예산을 넘었습니다");
    await dialog.getByRole("button", { name: "반려하기" }).click();
    await approver.getByText("아직 예약되지 않았습니다").waitFor();
    await page.getByRole("button", { name: "승인 요청하기" }).waitFor();
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByRole("list", { name: "기록" }).getByText("예산을 넘었습니다").waitFor();
    // Whoever opens it sees at once that it is no new one: who declined it, when and why.
    const who = /^승인자 \(approver\) 님이 \d{4}년 .+ \(Asia\/Seoul\)에 반려했습니다$/;
    for (const each of [page, approver]) {
      await each.locator(".payout-title").getByText("반려됨").waitFor();
      await each.getByText(who).waitFor();
      await each.locator(".ant-alert").getByText("예산을 넘었습니다").waitFor();
      expect(await each.locator(".ant-alert-success").count()).toBe(0);
      expect(await seriousFindings(each)).toEqual([]);
    }
    await fillSchedule(page, 3_600_000, "12,000,000");
    await tickWarnings(page);
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("승인을 요청했습니다").first().waitFor();
    await approver.getByRole("button", { name: "승인하기" }).waitFor();
    await approver.getByText(who).waitFor();
    await approver.getByRole("link", { name: "지급 목록" }).first().click();
    const row = approver.getByRole("row").filter({ hasText: "decline.csv" });
    await row.getByText(/^반려: 승인자 \(approver\), \d{4}년 .+예산을 넘었습니다/).waitFor();
  });

  it.concurrent("has a payout handed over to somebody who has signed in, and to nobody else", async (test) => {
    const ready = await worldOf().upload([["handed-1", 100]], "담당자 변경");
    const path = `/payouts/${ready.payoutId}`;
    const admin = await visitAs(test, "admin", path);
    await admin.getByRole("button", { name: "담당자 바꾸기" }).waitFor();
    const page = await visitAs(test, "marketer", path);
    await page.getByRole("button", { name: "담당자 바꾸기" }).click();
    const dialog = page.getByRole("dialog");
    const confirm = dialog.getByRole("button", { name: "담당자 바꾸기" });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel("새 담당자의 이메일 주소").fill("nobody@paysheet.example");
    expect(await seriousFindings(page)).toEqual([]);
    await confirm.click();
    await dialog.getByText("이 이메일 주소로 로그인한 사람이 없습니다").waitFor();
    await dialog.getByLabel("새 담당자의 이메일 주소").fill("admin@paysheet.example");
    await confirm.click();
    await page.getByText("담당자: 관리자 (admin). 마케터 (marketer) 님이").waitFor();
    expect(await page.getByRole("button", { name: "담당자 바꾸기" }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("담당자를 바꿨습니다").waitFor();
  });

  it.concurrent("lets an approver brake a scheduled payout, and shows why until one lets it go on", async (test) => {
    const page = await visitAs(test, "marketer");
    await uploadSheet(page, { name: "보류.csv", text: csvOf(2, 130, "held") });
    await fillSchedule(page, 3_600_000, "260");
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByRole("button", { name: "이 지급 취소" }).waitFor();

    const approver = await visitAs(test, "approver", new URL(page.url()).pathname);
    await approver.getByRole("button", { name: "예약 보류" }).click();
    expect(await approver.getByRole("button", { name: "이 지급 취소" }).count()).toBe(0);
    const dialog = approver.getByRole("dialog");
    await dialog.waitFor();
    expect(await seriousFindings(approver)).toEqual([]);
    await dialog.getByRole("textbox").fill("명단을 다시 봅니다");
    await dialog.getByRole("button", { name: "예약 보류" }).click();
    await approver.getByText("아직 예약되지 않았습니다").waitFor();
    expect(await seriousFindings(approver)).toEqual([]);

    await page.getByText("님이", { exact: false }).filter({ hasText: "보류했습니다" }).waitFor();
    await page.getByText("올리거나 담당한 사람이 아닌 승인자나 관리자가").waitFor();
    await page.getByRole("button", { name: "승인 요청하기" }).waitFor();
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("예약을 보류했습니다").waitFor();
    await page.getByRole("list", { name: "기록" }).getByText("명단을 다시 봅니다").waitFor();
    const payoutId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    expect((await worldOf().scheduleNames()).filter((name) => name.includes(payoutId))).toEqual([]);

    // The maker alone can't have it paid any more, and the list says why.
    await page.goto(`${worldOf().origin}/payouts`);
    await page
      .getByRole("row")
      .filter({ hasText: "보류.csv" })
      .getByText("명단을 다시 봅니다")
      .waitFor();
    await page.goto(`${worldOf().origin}/payouts/${payoutId}`);
    await fillSchedule(page, 3_600_000, "260");
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("승인을 요청했습니다").first().waitFor();
    await approver.getByRole("button", { name: "승인하기" }).click();
    await approver.getByRole("dialog").getByRole("button", { name: "승인하기" }).click();
    await approver.getByText("뒤에 시작합니다").waitFor();
    expect(await approver.getByText("명단을 다시 봅니다").count()).toBe(0);
  });

  it.concurrent("lets a viewer look and nothing else, and the API refuses what the page hides", async (test) => {
    const { payoutId } = await worldOf().upload([["viewed", 100]]);
    const page = await visitAs(test, "viewer", `/payouts/${payoutId}`);
    await page.getByText("아직 예약되지 않았습니다").waitFor();
    await page.getByRole("searchbox").waitFor();
    const buttons = await page.getByRole("button").allInnerTexts();
    // The last one, a picture, searches the rows.
    expect(buttons).toEqual(["한국어", "English", "로그아웃", ""]);
    expect(await page.getByRole("link", { name: "새 지급" }).count()).toBe(0);
    await page.goto(`${worldOf().origin}/new`);
    await page.getByText("마케터나 관리자만").waitFor();
    const viewer = await worldOf().clientOf("viewer");
    const time = { at: "2099-01-01T10:00", timeZone: "Asia/Seoul", expectedTotalPoints: 100 };
    const form = { title: "x", fileName: "x.csv", sizeBytes: 10 };
    for (const attempt of [
      () => viewer.createPayout(form),
      () => viewer.schedule(payoutId, time),
      () => viewer.cancel(payoutId),
      () => viewer.hold(payoutId),
      () => viewer.approve(payoutId, 1),
      () => viewer.stop(payoutId),
      () => viewer.retry(payoutId),
    ]) {
      await expect(attempt()).rejects.toThrow("wrong_role");
    }
  });

  it.concurrent("tells an admin, and nobody else, what is left to do after the deploy", async (test) => {
    const page = await visitAs(test, "admin");
    await page.getByText("배포한 뒤 할 일이 남아 있습니다").waitFor();
    await page.getByText("npm run smoke로 이 배포를 점검해 주세요").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("After the deploy, some things are left to do").waitFor();
    await page.getByText("Prove this deployment with npm run smoke").waitFor();
    const marketer = await visitAs(test, "marketer");
    await marketer.getByRole("heading", { name: "한눈에 보기" }).waitFor();
    expect(await marketer.getByText("할 일이 남아").count()).toBe(0);
  });

  it.concurrent("ends with signing out", async (test) => {
    const page = await visitAs(test, "viewer");
    await page.getByRole("button", { name: "로그아웃" }).click();
    await page.getByRole("button", { name: "로그인" }).click();
    await page.locator('button[value="viewer"]').waitFor();
    await page.goto(worldOf().origin);
    expect(await page.evaluate("JSON.stringify(Object.entries(sessionStorage))")).not.toContain(
      "eyJ",
    );
  });
}
