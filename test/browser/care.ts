import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { z } from "zod";
import { rowsOf } from "../stack/stack-under-test.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  PHONE,
  signIn,
  uploadSheet,
} from "./browser-world.ts";

const findingsSchema = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }));

/** What axe finds serious or critical on the page as it stands. */
async function seriousFindings(page: Page) {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => html + failureSummary) })))`);
  return findingsSchema.parse(found);
}

const overflow = (page: Page) =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** Everybody can use it, in either language, and loses nothing when a token expires. */
export function describeCare(worldOf: () => BrowserWorld): void {
  it.concurrent("has nothing serious for axe on any page, light or dark, and fits a phone", async () => {
    const invalid = await worldOf().upload([
      ["a", 100],
      ["b", -5],
    ]);
    const ready = await worldOf().upload([...rowsOf(12, "axe"), ["axe-0001", 5]]);
    const paid = await worldOf().upload([...rowsOf(5, "paid"), ["missing-x", 5]]);
    await worldOf().schedule(paid, 1_000);
    await worldOf().until(paid.payoutId, "completed");
    const pages: readonly (readonly [path: string, shows: string])[] = [
      ["/", ".data-table"],
      ["/?q=nothing-like-this", ".empty"],
      ["/new", ".file-drop"],
      ["/users?id=paid-0001", ".data-table"],
      [`/payouts/${invalid.payoutId}`, ".data-table"],
      [`/payouts/${ready.payoutId}`, ".time-fields"],
      [`/payouts/${paid.payoutId}?tab=payments&state=rejected`, ".why"],
      [`/payouts/${paid.payoutId}?tab=history`, ".history"],
      ["/nowhere", ".empty"],
    ];
    const { page, complaints } = await worldOf().visit("/", { colorScheme: "light" });
    expect(await seriousFindings(page)).toEqual([]);
    await signIn(page, "marketer");
    const phone = (await worldOf().visit("/", { ...PHONE, colorScheme: "dark" })).page;
    await signIn(phone, "marketer");
    const look = async (each: Page) => {
      for (const [path, shows] of pages) {
        await each.goto(worldOf().origin + path);
        await each.locator(shows).first().waitFor();
        expect({ path, found: await seriousFindings(each) }).toEqual({ path, found: [] });
        expect({ path, overflow: await overflow(each) }).toEqual({ path, overflow: 0 });
      }
    };
    await Promise.all([look(page), look(phone)]);
    expect(complaints).toEqual([]);
  });

  it.concurrent("speaks the language that was chosen, on every visit", async () => {
    const { page } = await worldOf().visit();
    await page.getByRole("button", { name: "English" }).click();
    await signIn(page, "marketer");
    await page.getByRole("heading", { name: "Payouts" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await uploadSheet(page, { name: "english.csv", text: "회원ID,포인트\na,-1" });
    await page.getByText("1 place to correct").waitFor();
    expect(await page.locator(".data-table td").last().textContent()).toMatch(/[a-z]/);
    await page.reload();
    await page.getByText("1 place to correct").waitFor();
    await page.getByRole("button", { name: "한국어" }).click();
    await page.getByText("고쳐야 할 곳이 1군데 있습니다").waitFor();
  });

  it.concurrent("renews a token that the API no longer takes, without a word", async () => {
    const { page } = await worldOf().visit();
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

  it.concurrent("asks to sign in again when nothing else helps, and keeps what was typed", async () => {
    const { page, context } = await worldOf().visit();
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
}
