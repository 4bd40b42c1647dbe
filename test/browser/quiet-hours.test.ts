import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  signIn,
  startBrowserWorld,
  uploadSheet,
} from "./browser-world.ts";

const HOUR_MS = 3_600_000;

/** `YYYY-MM-DD HH:mm:ss` in Seoul, so long from now. */
function seoulTimeIn(ms: number): string {
  return new Date(Date.now() + ms).toLocaleString("sv-SE", { timeZone: "Asia/Seoul" });
}

let world: BrowserWorld;
beforeAll(async () => {
  // It is quiet now, and for hours.
  const [from = "", to = ""] = [-HOUR_MS, 8 * HOUR_MS].map((ms) => seoulTimeIn(ms).slice(11, 16));
  const quietHours = [{ from, to, timeZone: "Asia/Seoul" }];
  world = await startBrowserWorld({}, { quietHours });
});
afterAll(() => world.close());

it("says when paying really begins, takes no latest time before that, and pays nobody in quiet hours", async () => {
  const { page, complaints } = await world.visitDuring({ onTestFinished });
  await signIn(page, "marketer");
  await uploadSheet(page, { name: "심야.csv", text: csvOf(2, 100, "night") });
  await page.getByText("오류가 없습니다").waitFor();
  await page.getByLabel("지급 시각").fill(seoulTimeIn(HOUR_MS));
  await page.getByLabel("지급 시각").press("Enter");
  await page.getByText("지급하지 않기로 정한 시간대입니다. 실제 지급은").waitFor();
  await page.getByText("가장 늦은 시각 정하기").click();
  const latest = page.getByLabel("가장 늦은 시각", { exact: true });
  await latest.fill(seoulTimeIn(4 * HOUR_MS));
  await latest.press("Enter");
  await page.getByText("지급을 시작하는 시각보다 나중이어야 합니다").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await latest.fill(seoulTimeIn(10 * HOUR_MS));
  await latest.press("Enter");
  await page.getByText("지급을 시작하는 시각보다 나중이어야 합니다").waitFor({ state: "detached" });
  await page.getByLabel("총 포인트를 직접 입력해 주세요").fill("200");
  await page.getByRole("button", { name: "예약하기" }).click();
  await page.getByText("뒤에 시작합니다").waitFor();
  await page.getByText("지급하지 않기로 정한 시간대입니다. 실제 지급은").waitFor();
  await page.locator(".latest").getByText("가장 늦은 시각").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  // The same once it is time: it waits, and says for what.
  const payoutId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await world.schedule(await world.client.payout(payoutId), 3_000);
  await page.getByText("그 시간이 끝나면 저절로 이어서 지급합니다").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "지급 멈추기" }).waitFor();
  await expect
    .poll(async () => JSON.stringify(await world.messages()), { timeout: 30_000 })
    .toContain("지급하지 않기로 정한 시간대");
  expect(await world.pointsState()).toMatchObject({ calls: 0, grants: 0 });
  expect(complaints).toEqual([]);
});
