import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import * as z from "zod";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  signIn,
  startBrowserWorld,
  uploadSheet,
} from "./browser-world.ts";

/** The API takes a token for 30 s longer than it is good for, since clocks differ. */
const TOKEN_TTL_SECONDS = 2;

let world: BrowserWorld;
beforeAll(async () => {
  world = await startBrowserWorld({ OIDC_TOKEN_TTL_SECONDS: String(TOKEN_TTL_SECONDS) });
});
afterAll(() => world.close());

const storedUserSchema = z.object({ access_token: z.string() });

/** The token that the page holds now. */
async function tokenOf(page: Page): Promise<string> {
  const stored: unknown = await page.evaluate(
    "Object.entries(sessionStorage).find(([key]) => key.startsWith('oidc.user:'))[1]",
  );
  return storedUserSchema.parse(JSON.parse(String(stored))).access_token;
}

/** Settles once the API itself no longer takes the token. */
async function untilRefused(token: string): Promise<void> {
  const ask = () =>
    fetch(`${world.origin}/api/payouts`, { headers: { authorization: `Bearer ${token}` } });
  await expect.poll(async () => (await ask()).status).toBe(401);
}

/**
 * Signs out at the provider. The page renews such a short token every second; a renewal that is
 * under way brings the provider's cookie back, so that it is taken away until none succeeds.
 */
async function signOutAtProvider(page: Page): Promise<void> {
  let token: string | undefined;
  const isStill = async () => {
    const before = token;
    await page.context().clearCookies();
    token = await tokenOf(page);
    return token === before;
  };
  await expect.poll(isStill, { interval: 3_000 }).toBe(true);
}

/** A ready payout whose schedule form is filled in. */
async function typeSchedule(test: TestContext, prefix: string): Promise<Page> {
  const { page } = await world.visitDuring(test);
  await signIn(page, "marketer");
  await uploadSheet(page, { name: `${prefix}.csv`, text: csvOf(3, 500, prefix) });
  await page.getByText("오류가 없습니다").waitFor();
  await fillSchedule(page, 3_600_000, "1,500");
  return page;
}

const totalIn = (page: Page) => page.getByLabel("총 포인트를 직접 입력해 주세요");

describe("a token that expires mid-way", () => {
  it.concurrent("is renewed without a word, and what was typed is scheduled", async (test) => {
    const page = await typeSchedule(test, "renewed");
    const first = await tokenOf(page);
    await untilRefused(first);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("뒤에 시작합니다").waitFor();
    expect(await tokenOf(page)).not.toBe(first);
  });

  it.concurrent("asks to sign in again when it can't be renewed, and keeps what was typed", async (test) => {
    const page = await typeSchedule(test, "lost");
    const place = page.url();
    await signOutAtProvider(page);
    await untilRefused(await tokenOf(page));
    await page.getByRole("dialog", { name: "로그인 시간이 지났습니다" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await totalIn(page).inputValue()).toBe("1,500");

    await page.getByRole("button", { name: "다시 로그인" }).click();
    await page.locator('button[value="marketer"]').click();
    await page.getByText("오류가 없습니다").waitFor();
    expect(page.url()).toBe(place);
    expect(await totalIn(page).inputValue()).toBe("1,500");
    await page.getByRole("button", { name: "예약하기" }).click();
    await page.getByText("뒤에 시작합니다").waitFor();
  });
});
