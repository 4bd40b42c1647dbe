import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import * as z from "zod";
import { rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  PHONE,
  signIn,
  tickWarnings,
  uploadSheet,
} from "./browser-world.ts";

const GONE = { state: "detached" } as const;

const overflow = (page: Page) =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** What is read out or shown on pointing at it in another language than a Korean page's. */
async function foreignLabels(page: Page): Promise<string[]> {
  const found: unknown = await page.evaluate(`
    [...document.querySelectorAll("[aria-label], [title], [alt], [placeholder]")]
      .filter((each) => each.closest("[aria-hidden=true], [hidden]") === null)
      .flatMap((each) => ["aria-label", "title", "alt", "placeholder"].map((name) => each.getAttribute(name)))
      .filter((text) => /[a-z]{2}/i.test(text ?? "") && !/[가-힣]/.test(text) && !/^(Asia|UTC)/.test(text))`);
  return z.array(z.string()).parse(found);
}

/** Everybody can use it, in either language, and loses nothing when a token expires. */
export function describeCare(worldOf: () => BrowserWorld): void {
  it.concurrent("has nothing serious for axe on any page, light or dark, and fits a phone", async (test) => {
    const invalid = await worldOf().upload([
      ["a", 100],
      ["b", -5],
    ]);
    const ready = await worldOf().upload([...rowsOf(12, "axe"), ["axe-0001", 5]]);
    const paid = await worldOf().upload([...rowsOf(5, "paid"), ["missing-x", 5]]);
    await worldOf().schedule(paid, 3_000);
    await worldOf().until(paid.payoutId, "completed");
    const moved = await worldOf().upload(rowsOf(3, "moved"));
    await worldOf().schedule(moved, 3_600_000);
    const dropped = await worldOf().upload(rowsOf(3, "dropped"));
    await worldOf().client.cancel(dropped.payoutId);
    const form = { title: "axe", fileName: "axe.csv", sizeBytes: 10 };
    const uploading = await worldOf().client.createPayout(form);
    const pages: readonly (readonly [path: string, shows: string])[] = [
      ["/", ".chart canvas"],
      ["/payouts", ".data-table"],
      [`/payouts/${uploading.payoutId}`, ".waiting"],
      [`/payouts/${moved.payoutId}`, ".countdown"],
      [`/payouts/${dropped.payoutId}`, ".ant-alert-info"],
      ["/?q=nothing-like-this", ".empty"],
      ["/new", ".file-drop"],
      ["/users?id=paid-0001", ".data-table"],
      [`/payouts/${invalid.payoutId}`, ".data-table"],
      [`/payouts/${ready.payoutId}`, ".time-fields"],
      [`/payouts/${paid.payoutId}?tab=payments&state=rejected`, ".why"],
      [`/payouts/${paid.payoutId}?tab=sheet`, ".chart canvas"],
      [`/payouts/${paid.payoutId}?tab=history`, ".history"],
      ["/help/marketer", ".help h2"],
      ["/nowhere", ".empty"],
    ];
    const { page, complaints } = await worldOf().visitDuring(test, "/", { colorScheme: "light" });
    expect(await seriousFindings(page)).toEqual([]);
    await signIn(page, "marketer");
    const phone = (await worldOf().visitDuring(test, "/", { ...PHONE, colorScheme: "dark" })).page;
    await signIn(phone, "marketer");
    const look = async (each: Page) => {
      for (const [path, shows] of pages) {
        await each.goto(worldOf().origin + path);
        await each.locator(shows).first().waitFor();
        expect({ path, found: await seriousFindings(each) }).toEqual({ path, found: [] });
        expect({ path, overflow: await overflow(each) }).toEqual({ path, overflow: 0 });
        expect({ path, labels: await foreignLabels(each) }).toEqual({ path, labels: [] });
        // Who acts, on a phone as well, and where text is twice as large.
        await each.locator("header").getByText("마케터 (marketer)").waitFor();
      }
    };
    await Promise.all([look(page), look(phone)]);
    expect(complaints).toEqual([]);
  });

  it.concurrent("speaks the language that was chosen, on every visit", async (test) => {
    const { page } = await worldOf().visitDuring(test);
    await page.getByRole("button", { name: "English" }).click();
    await signIn(page, "marketer");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await uploadSheet(page, { name: "english.csv", text: "회원ID,포인트\na,-1" });
    await page.getByText("1 place to correct").waitFor();
    expect(await page.locator(".data-table td").last().textContent()).toMatch(/[a-z]/);
    await page.reload();
    await page.getByText("1 place to correct").waitFor();
    await page.getByRole("button", { name: "한국어" }).click();
    await page.getByText("고쳐야 할 곳이 1군데 있습니다").waitFor();
  });

  it.concurrent("renews a token that the API no longer takes, without a word", async (test) => {
    const { page } = await worldOf().visitDuring(test, "/payouts");
    await signIn(page, "marketer");
    let refusals = 0;
    await page.route("**/api/payouts?**", async (route) => {
      refusals += 1;
      if (refusals === 1) await route.fulfill({ status: 401, json: {} });
      else await route.continue();
    });
    await page.reload();
    await page.locator(".data-table").waitFor();
    expect(refusals).toBeGreaterThan(1);
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it.concurrent("asks to sign in again when nothing else helps, and keeps what was typed", async (test) => {
    const { page, context } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    await uploadSheet(page, { name: "kept.csv", text: csvOf(3, 500, "kept") });
    await fillSchedule(page, 3_600_000, "1,500");
    const place = page.url();
    await context.clearCookies();
    await page.route("**/api/**", (route) => route.fulfill({ status: 401, json: {} }));
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("로그인 시간이 지났습니다").waitFor();
    await page.unroute("**/api/**");
    await page.getByRole("button", { name: "다시 로그인" }).click();
    await page.locator('button[value="marketer"]').click();
    await page.getByText("오류가 없습니다").waitFor();
    expect(page.url()).toBe(place);
    expect(await page.getByLabel("총 포인트를 직접 입력해 주세요").inputValue()).toBe("1,500");
  });

  it.concurrent("is signed in in every tab once it is in one, and out of all", async (test) => {
    const { page, context, complaints } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    const other = await context.newPage();
    other.setDefaultTimeout(120_000);
    await other.goto(`${worldOf().origin}/new`);
    await other.locator(".file-drop").waitFor();
    await other.locator("header").getByText("마케터 (marketer)").waitFor();
    await page.getByRole("button", { name: "로그아웃" }).click();
    await other.getByRole("button", { name: "로그인" }).waitFor();
    await page.goto(worldOf().origin);
    await page.getByRole("button", { name: "로그인" }).waitFor();
    await signIn(page, "approver");
    await other.locator("header").getByText("승인자 (approver)").waitFor();
    expect(complaints).toEqual([]);
  });

  it.concurrent("warns before a reload that would break off an upload, and says what a reload loses", async (test) => {
    const { page } = await worldOf().visitAs(test, "marketer");
    await page.getByRole("link", { name: "새 지급" }).click();
    const buffer = Buffer.from(csvOf(3, 500, "reload"));
    const file = { name: "다시.csv", mimeType: "text/csv", buffer };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByLabel("지급 이름").fill("남는 이름");
    await page.reload();
    await page.getByText("‘다시.csv’ 파일을 다시 골라 주세요").waitFor();
    expect(await page.getByLabel("지급 이름").inputValue()).toBe("남는 이름");

    await page.locator("input[type=file]").setInputFiles(file);
    const held = Promise.withResolvers<void>();
    await page.route("**/api/payouts", async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    await page.getByRole("button", { name: "올리는 중" }).waitFor();
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    held.resolve();
    await page.getByText("오류가 없습니다").waitFor();
  });

  it.concurrent("goes on with the same payout when an upload broke off, and takes every kind of sheet", async (test) => {
    const { page } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    await page.getByRole("link", { name: "새 지급" }).click();
    const picked = (name: string, content: string) =>
      page
        .locator("input[type=file]")
        .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
    await picked("옛날.xls", "x");
    await page.getByText("‘Excel 통합 문서(.xlsx)’로 저장한 뒤 올려 주세요").waitFor();
    await picked("탭.tsv", csvOf(2, 500, "broken").replaceAll(",", "\t"));
    const created: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/api/payouts")) created.push("");
    });
    const isStore = (url: URL) => url.origin !== worldOf().origin;
    await page.route(isStore, (route) => route.abort());
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    await page.getByText("파일을 올리지 못했습니다").waitFor();
    await page.unroute(isStore);
    await page.getByRole("button", { name: "올리고 검사하기" }).click();
    await page.getByText("오류가 없습니다").waitFor();
    expect(created).toHaveLength(1);

    await uploadSheet(page, { name: "문서.xlsx", text: "%PDF-1.7 a document" });
    await page.getByText("이 파일로는 지급할 수 없습니다").waitFor();
    await page.getByText("엑셀 파일이 아닙니다(PDF)").waitFor();
    expect(await page.getByText("아래 셀").count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.concurrent("keeps what was typed into the schedule form over a reload", async (test) => {
    const { page } = await worldOf().visitAs(test, "marketer");
    await uploadSheet(page, { name: "typed.csv", text: csvOf(3, 500, "typed") });
    await fillSchedule(page, 7_200_000, "1,500");
    const at = await page.getByLabel("지급 시각").inputValue();
    await page.reload();
    await page.getByText("오류가 없습니다").waitFor();
    expect(await page.getByLabel("지급 시각").inputValue()).toBe(at);
    expect(await page.getByLabel("총 포인트를 직접 입력해 주세요").inputValue()).toBe("1,500");
  });

  it.concurrent("does what a person asks now or says that it did not, and says at once that it is offline", async (test) => {
    const { page, context } = await worldOf().visitDuring(test);
    await signIn(page, "marketer");
    await uploadSheet(page, { name: "offline.csv", text: csvOf(12, 1_000_000, "offline") });
    await fillSchedule(page, 3_600_000, "12,000,000");
    await tickWarnings(page);
    const payoutId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const stateOf = async () => (await worldOf().client.payout(payoutId)).state;
    /** Back online, once the page has heard from the API again. */
    const comeBack = async (each: Page, from: BrowserContext) => {
      const heard = each.waitForResponse((response) => response.url().endsWith(payoutId));
      await from.setOffline(false);
      await heard;
      await each.getByText(/^(인터넷에 연결되어 있지 않습니다|You are offline\.)/).waitFor(GONE);
    };
    const changes: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") changes.push(request.method());
    });
    await context.setOffline(true);
    await page.getByText("인터넷에 연결되어 있지 않습니다").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("아무것도 보내지 않았고, 바뀐 것도 없습니다").waitFor();
    await comeBack(page, context);
    expect(changes).toEqual([]);
    expect(await stateOf()).toBe("ready");
    await page.getByRole("button", { name: "승인 요청하기" }).click();
    await page.getByText("승인을 요청했습니다").first().waitFor();

    const other = await worldOf().visitDuring(test, new URL(page.url()).pathname);
    await other.page.getByRole("button", { name: "English" }).click();
    await signIn(other.page, "approver");
    await other.page.getByRole("button", { name: "Approve" }).click();
    await other.context.setOffline(true);
    const dialog = other.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await dialog.getByText("nothing was sent and nothing has changed").waitFor();
    await comeBack(other.page, other.context);
    expect(await stateOf()).toBe("awaiting_approval");
    // An answer that is lost on its way back leaves it open, and says so.
    await other.page.route("**/approve", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await dialog.getByRole("button", { name: "Approve" }).click();
    await other.page.getByText(/^Starts in/).waitFor();
    expect(await stateOf()).toBe("scheduled");
  });

  it.concurrent("takes no text for a time that it can't read, and picks one on a phone", async (test) => {
    const { page, complaints } = await worldOf().visitAs(test, "marketer", "/", PHONE);
    await uploadSheet(page, { name: "time.csv", text: csvOf(3, 500, "time") });
    await page.getByRole("button", { name: "내일 10:00" }).click();
    await page.getByLabel("총 포인트를 직접 입력해 주세요").fill("1500");
    const time = page.getByLabel("지급 시각");
    await time.fill("12/9 15:00");
    await time.press("Escape");
    await time.press("Tab");
    await page.getByText("‘12/9 15:00’을(를) 날짜와 시각으로 읽을 수 없습니다").waitFor();
    expect(await time.inputValue()).toBe("12/9 15:00");
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "예약하기" }).click();
    await time.and(page.locator(":focus")).waitFor();
    await time.press("Escape");
    const payoutId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    expect((await worldOf().client.payout(payoutId)).state).toBe("ready");

    await time.click();
    const popup = page.locator(".time-popup");
    await popup.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await popup.locator(".ant-picker-cell-in-view").last().click();
    await popup.locator(".ant-picker-time-panel-column").last().getByText("59").click();
    const { x = -1, width = 0 } = (await popup.boundingBox()) ?? {};
    expect({ x, right: x + width }).toEqual({
      x: expect.toSatisfy((left: number) => left >= 0),
      right: expect.toSatisfy((right: number) => right <= PHONE.viewport.width),
    });
    await page.keyboard.press("Escape");
    await page.getByText("을(를) 날짜와 시각으로 읽을 수").waitFor(GONE);
    expect(await time.inputValue()).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:59$/);

    // Counted from the click, however long that comes after the choice.
    await page.getByRole("button", { name: "가장 빠르게" }).click();
    await page.getByText("예약하는 순간부터 계산해").waitFor();
    expect(await time.inputValue()).toBe("");
    let clickedMs = 0;
    const click = async () => {
      clickedMs = Date.now();
      await page.getByRole("button", { name: "예약하기" }).click();
    };
    const answerTo = () => page.waitForResponse((answer) => answer.url().endsWith("/schedule"));
    // A machine that is so busy that the soonest time is over already is asked once more.
    while (!(await Promise.all([answerTo(), click()]))[0].ok());
    const { schedule } = await worldOf().client.payout(payoutId);
    expect(Date.parse(schedule?.instant ?? "")).toBeGreaterThan(clickedMs);
    expect(complaints.filter((complaint) => !/422|503/.test(complaint))).toEqual([]);
  });

  it.concurrent("does not jump while it loads, on desktop and phone", async (test) => {
    const ready = await worldOf().upload(rowsOf(12, "still"));
    const invalid = await worldOf().upload([["still", -5]]);
    for (const options of [{}, PHONE]) {
      const { page } = await worldOf().visitAs(test, "marketer", "/", options);
      await page.addInitScript(COUNT_SHIFTS);
      for (const [path, shows] of [
        ["/", ".chart canvas"],
        ["/payouts", ".data-table"],
        [`/payouts/${ready.payoutId}`, ".time-fields"],
        [`/payouts/${invalid.payoutId}`, ".history li"],
      ] as const) {
        await page.goto(worldOf().origin + path);
        await page.locator(shows).first().waitFor();
        const shifted = z.number().parse(await page.evaluate("layoutShifts"));
        // A twentieth of what browsers call good, which is 0.1.
        expect({ path, isStill: shifted < 0.005 }).toEqual({ path, isStill: true });
      }
    }
  });

  it.concurrent("is worked by keys alone, from signing in to the schedule", async (test) => {
    const { page } = await worldOf().visitDuring(test);
    const { keyboard } = page;
    await tabTo(page, page.getByRole("button", { name: "로그인" }));
    await keyboard.press("Enter");
    await page.locator('button[value="marketer"]').waitFor();
    await tabTo(page, page.locator('button[value="marketer"]'));
    await keyboard.press("Enter");
    await tabTo(page, page.getByRole("link", { name: "새 지급" }));
    await keyboard.press("Enter");
    // Asked for some keys ahead: a chooser that opens before the browser is told is nobody's event.
    const choosing = page.waitForEvent("filechooser");
    await tabTo(page, page.locator("input[type=file]"));
    await keyboard.press("Space");
    const buffer = Buffer.from(csvOf(3, 500, "keys"));
    await (await choosing).setFiles({ name: "keys.csv", mimeType: "text/csv", buffer });
    await tabTo(page, page.getByLabel("지급 이름"));
    await keyboard.type("!");
    await tabTo(page, page.getByRole("button", { name: "올리고 검사하기" }));
    await keyboard.press("Enter");
    await page.getByText("오류가 없습니다").waitFor();
    await tabTo(page, page.getByRole("button", { name: "내일 10:00" }));
    await keyboard.press("Enter");
    await tabTo(page, page.getByLabel("총 포인트를 직접 입력해 주세요"));
    await keyboard.type("1,500");
    await keyboard.press("Enter");
    await page.getByText("뒤에 시작합니다").waitFor();

    await tabTo(page, page.getByRole("button", { name: "이 지급 취소" }));
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "돌아가기" }).and(page.locator(":focus")).waitFor();
    expect(await foreignLabels(page)).toEqual([]);
    await keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "이 지급 취소" }).and(page.locator(":focus")).waitFor();
  });
}

/** Adds up by how much things on the page moved without having been asked to. */
const COUNT_SHIFTS = `globalThis.layoutShifts = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) globalThis.layoutShifts += value;
}).observe({ type: "layout-shift", buffered: true });`;

const MAX_TABS = 60;

/** Goes from control to control until this one has the focus, once it is there. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor({ state: "attached" });
  for (let pressed = 0; pressed < MAX_TABS; pressed += 1) {
    await page.keyboard.press("Tab");
    if ((await control.and(page.locator(":focus")).count()) > 0) return;
  }
  throw new Error(`${control} can't be reached by ${MAX_TABS} presses of Tab.`);
}
