import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, csvOf, MACHINE_WORDS, PHONE, signIn } from "./browser-world.ts";

/** What a marketer does before anything is scheduled, and with what comes every month. */
export function describeDrafts(worldOf: () => BrowserWorld): void {
  it.concurrent("makes a payout of pasted rows, mends, renames and copies it, is reminded, and deletes it", async (test) => {
    const { page, complaints } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    await page.getByRole("link", { name: "새 지급", exact: true }).click();
    await paste(page, "0012345\t2026-12-01\t100\n12345678901234567890\t출석\t열\n");
    const pasted = page.getByRole("region", { name: "붙여 넣은 행" });
    expect(await pasted.locator("tr").allInnerTexts()).toEqual([
      "행\tA\tB\tC",
      "1\t회원ID\t사유\t포인트",
      "2\t0012345\t2026-12-01\t100",
      "3\t12345678901234567890\t출석\t열",
    ]);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "이 2행을 파일로 쓰기" }).click();
    await page.getByLabel("지급 이름").fill("11월 출석");
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    const table = page.getByRole("table", { name: "문제와 고치는 방법" });
    await table.waitFor();
    expect(await table.locator("tbody tr td:first-child").allInnerTexts()).toEqual(["C3"]);

    await page.getByRole("button", { name: "이름 바꾸기" }).click();
    const asked = page.getByRole("dialog");
    await asked.getByLabel("지급 이름").fill("11월 출석 이벤트");
    expect(await seriousFindings(page)).toEqual([]);
    await asked.getByRole("button", { name: "이름 바꾸기" }).click();
    await page.getByRole("heading", { name: "11월 출석 이벤트" }).waitFor();

    const mended = { name: "고친 명단.csv", text: csvOf(2, 300, "drafts") };
    await drag(page, "dragover", mended);
    await page.getByText("이 지급의 파일을 바꿀지 물어봅니다").waitFor();
    await drag(page, "drop", mended);
    await page.getByRole("dialog", { name: "이 지급의 파일을 바꿀까요?" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "바꾸고 검사하기" }).click();
    await page.getByText("오류가 없습니다").waitFor();
    expect(await page.locator(".facts").first().textContent()).toContain("600P");
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("‘11월 출석’ → ‘11월 출석 이벤트’").waitFor();
    await page.getByText(/붙여 넣은 행 .+\.csv · .+ → 고친 명단\.csv/).waitFor();
    expect(await page.locator("#content").textContent()).not.toMatch(MACHINE_WORDS);
    const payoutUrl = page.url();

    await page.getByRole("link", { name: "매월 알림 만들기" }).click();
    await page.getByLabel("매월 며칠").fill("31");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "저장" }).click();
    const reminder = page.getByRole("listitem").filter({ hasText: "매월 31일 09:00" });
    await reminder.waitFor();
    await page.setViewportSize(PHONE.viewport);
    expect(await seriousFindings(page)).toEqual([]);
    await reminder.getByRole("button", { name: "알림 바꾸기" }).click();
    await page.getByLabel("매월 며칠").fill("25");
    await page.getByRole("button", { name: "저장" }).click();
    const changed = page.getByRole("listitem").filter({ hasText: "매월 25일 09:00" });
    await changed.getByRole("link", { name: "지금 파일 올리기" }).click();
    await page.getByText("설정을 가져왔습니다").waitFor();
    expect(await page.getByLabel("지급 이름").inputValue()).toMatch(/^\d+월 출석 이벤트$/);
    await page.goBack();
    await changed.getByRole("button", { name: "삭제" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "삭제" }).click();
    await changed.waitFor({ state: "detached" });

    await page.goto(payoutUrl);
    await page.getByRole("link", { name: "같은 설정으로 새 지급" }).click();
    await page.getByText("설정을 가져왔습니다").waitFor();
    expect(await page.getByLabel("지급 이름").inputValue()).toMatch(/^\d+월 출석 이벤트$/);
    await page.goto(payoutUrl);
    await page.getByRole("button", { name: "삭제", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "삭제" }).click();
    await page.getByRole("heading", { name: "지급 목록" }).waitFor();
    const ours = page.locator(`a[href="${new URL(payoutUrl).pathname}"]`);
    expect(await ours.count()).toBe(0);
    await page.getByRole("link", { name: "삭제한 지급" }).click();
    await ours.click();
    await page.getByText("삭제했습니다").first().waitFor();
    expect(complaints).toEqual([]);
  });

  it.concurrent("begins a new payout with a file that is dropped anywhere", async (test) => {
    const { page, complaints } = await worldOf().visitDuring(test, "/users");
    await signIn(page, "marketer");
    await page.getByRole("heading", { name: "사용자 조회" }).waitFor();
    const file = { name: "끌어다 놓은 명단.csv", text: csvOf(1, 10, "dropped") };
    await drag(page, "drop", file);
    expect(await page.getByLabel("지급 이름").inputValue()).toBe("끌어다 놓은 명단");
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    await page.getByText("오류가 없습니다").waitFor();
    expect(complaints).toEqual([]);
  });
}

/** As a person does with what a spreadsheet copied, with nothing in particular in focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("지급 이름").waitFor();
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(text)});
    const paste = { clipboardData, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new ClipboardEvent("paste", paste));
  }`);
}

/** Has a file over the page, or lets it go there. */
async function drag(
  page: Page,
  event: "dragover" | "drop",
  file: { readonly name: string; readonly text: string },
): Promise<void> {
  const [name, text] = [JSON.stringify(file.name), JSON.stringify(file.text)];
  await page.evaluate(`{
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${text}], ${name}, { type: "text/csv" }));
    const dragged = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(${JSON.stringify(event)}, dragged));
  }`);
}
