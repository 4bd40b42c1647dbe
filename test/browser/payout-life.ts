import { readFile } from "node:fs/promises";
import { join } from "node:path";
import exceljs from "exceljs";
import { expect, it, type TestContext } from "vitest";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  MACHINE_WORDS,
  scheduleByClicks,
  signIn,
  uploadSheet,
} from "./browser-world.ts";

const SAMPLE = join(import.meta.dirname, "../../samples/november-event.xlsx");

/** What a marketer does with a payout, by clicks. */
export function describePayoutLife(worldOf: () => BrowserWorld): void {
  async function asMarketer(test: TestContext) {
    const visit = await worldOf().visitDuring(test);
    await signIn(visit.page, "marketer");
    return visit;
  }

  it.concurrent("pays the sample sheet by clicks, from signing in to the result workbook", async (test) => {
    const { page, complaints } = await asMarketer(test);
    await page.getByRole("button", { name: "새 지급 만들기" }).click();
    await page.locator("input[type=file]").setInputFiles(SAMPLE);
    await page.getByLabel("지급 이름").fill("11월 출석 이벤트");
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    await page.getByText("오류가 없습니다").waitFor();
    const facts = await page.locator(".facts").textContent();
    expect(facts).toContain("200건");
    expect(facts).toContain("431,500P");
    expect(facts).toContain("사용자 = 회원ID");

    await fillSchedule(page, 3_600_000, "431,501");
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("파일의 총 포인트와 다릅니다").waitFor();
    const refusals = await scheduleByClicks(page, 8_000, "431,500");
    await page.getByText("뒤에 시작합니다").waitFor();

    await page.getByRole("progressbar").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "결과 파일 받기" }).waitFor();
    expect(await page.locator(".legend").textContent()).toMatch(/지급 완료\s*197\s*지급 실패\s*3/);
    expect(await page.locator(".facts").first().textContent()).toMatch(
      /예약 시각\d{4}년 .+Asia\/Seoul시작\d{4}년 .+ \(Asia\/Seoul\)끝\d{4}년 .+ \(Asia\/Seoul\)/,
    );
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "결과 파일 받기" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("november-event-result.xlsx");
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await readFile(await saved.path())).buffer);
    expect(workbook.worksheets.length).toBeGreaterThan(0);

    await page.getByRole("link", { name: "실패한 건 보기" }).click();
    await page.getByText("missing-00037", { exact: true }).waitFor();
    expect(await page.locator(".why").first().textContent()).toBe("없는 사용자입니다");
    expect(await page.locator("#content").textContent()).not.toMatch(MACHINE_WORDS);
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("지급이 끝났습니다").waitFor();
    expect(await page.locator("#content").textContent()).not.toMatch(MACHINE_WORDS);
    expect(complaints).toEqual(Array(refusals).fill(expect.stringContaining("422")));
  });

  it.concurrent("sees every problem of a sheet, as text whatever it holds, and uploads it mended", async (test) => {
    const { page, complaints } = await asMarketer(test);
    const text = [
      "회원ID,포인트,사유",
      "a ,100,",
      "b,-5,",
      "c,<img src=x onerror=document.title='x'>,",
      '"=HYPERLINK(""http://x"")",1.5,',
    ];
    await uploadSheet(page, { name: "오류.csv", text: text.join("\n") });
    await page.getByRole("heading", { name: "고쳐야 할 곳이 3군데 있습니다" }).waitFor();
    const table = page.getByRole("table", { name: "문제와 고치는 방법" });
    expect(await table.locator("tbody tr td:first-child").allInnerTexts()).toEqual([
      "B3",
      "B4",
      "B5",
    ]);
    expect(await table.locator(".value").nth(1).textContent()).toContain("<img src=x");
    expect(await page.locator("#content img").count()).toBe(0);
    // What is no problem yet is shown at once as well, before anything was mended.
    await page.getByText("사용자 ID에서 공백").waitFor();
    expect(await page.getByRole("button", { name: "예약하기" }).count()).toBe(0);

    const [marked] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "오류 표시된 엑셀 받기" }).click(),
    ]);
    expect(marked.suggestedFilename()).toBe("오류-problems.xlsx");
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await readFile(await marked.path())).buffer);
    expect(workbook.worksheets[0]?.getCell("B3").note).toBeDefined();

    await page.getByRole("button", { name: "고친 파일 올리기" }).click();
    expect(await page.getByLabel("지급 이름").inputValue()).toBe("오류");
    const buffer = Buffer.from(csvOf(2, 100, "mended"));
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "b.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    await page.getByText("오류가 없습니다").waitFor();
    expect(complaints).toEqual([]);
  });

  it.concurrent("shows what stands in a good sheet as text too, HTML and formulas alike", async (test) => {
    const { page, complaints } = await asMarketer(test);
    const markup = "<img src=x onerror=document.title=1>";
    const formula = '=HYPERLINK("http://x";"y")';
    const text = `회원ID,포인트,사유\n<b>a</b>,100,${markup}\nb,200,"${formula.replaceAll('"', '""')}"`;
    await uploadSheet(page, { name: "<i>글자<i>.csv", text });
    await page.getByText("오류가 없습니다").waitFor();
    const rows = page.getByRole("table", { name: "모든 행" });
    await rows.getByText("<b>a</b>", { exact: true }).waitFor();
    await rows.getByText(markup, { exact: true }).waitFor();
    await rows.getByText(formula, { exact: true }).waitFor();
    expect(await page.locator("#content").locator("img, table a, b:text-is('a'), i").count()).toBe(
      0,
    );
    expect(await page.title()).toContain("<i>글자<i>");
    expect(complaints).toEqual([]);
  });

  it.concurrent("must tick what may be a slip, then moves the payout and cancels it", async (test) => {
    const { page } = await asMarketer(test);
    const text = `${csvOf(2, 700, "twice")}\ntwice-1,700,이벤트`;
    await uploadSheet(page, { name: "겹침.csv", text });
    await page.getByText("확인이 필요합니다").waitFor();
    await fillSchedule(page, 3_600_000, "2100");
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("위의 확인할 점을 모두 확인하고").waitFor();
    await page.getByLabel("확인했습니다").check();
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("뒤에 시작합니다").waitFor();
    const before = await page.locator(".pay-time").textContent();

    await page.getByRole("button", { name: "예약 시각 바꾸기" }).click();
    await page.getByLabel("확인했습니다").check();
    await fillSchedule(page, 7_200_000, "2,100");
    await page.getByRole("button", { name: "시각 바꾸기", exact: true }).click();
    await page.getByRole("button", { name: "예약 시각 바꾸기" }).waitFor();
    expect(await page.locator(".pay-time").textContent()).not.toBe(before);

    await page.getByRole("button", { name: "이 지급 취소" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "지급 취소" }).click();
    await page.getByText("취소된 지급입니다").waitFor();
    const payoutId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    expect((await worldOf().scheduleNames()).filter((name) => name.includes(payoutId))).toEqual([]);
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("취소했습니다").first().waitFor();
    const moved = /^지급 시각: \d{4}년 .+ \(Asia\/Seoul\) → \d{4}년 .+ \(Asia\/Seoul\)$/;
    await page.getByRole("list", { name: "기록" }).getByText(moved).waitFor();
    expect(await page.locator(".history .history-what").allInnerTexts()).toEqual([
      "취소했습니다",
      "예약 시각을 바꿨습니다",
      "예약했습니다",
      "파일에 오류가 없습니다",
      "파일이 올라왔습니다",
      "지급을 만들었습니다",
    ]);
  });
}
