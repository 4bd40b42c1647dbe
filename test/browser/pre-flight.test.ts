import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, signIn, startBrowserWorld } from "./browser-world.ts";
import { describeDataNotices } from "./data-notices.ts";

let world: BrowserWorld;
beforeAll(async () => {
  world = await startBrowserWorld();
});
afterAll(() => world.close());

it("lists users that are missing, and sends a payout back whose float is short at its time", async () => {
  const ready = await world.upload([...rowsOf(3), ["missing-9", 500]], "미리 점검");
  expect(ready).toMatchObject({ state: "ready" });
  const { page, complaints } = await world.visit(`/payouts/${ready.payoutId}`);
  await signIn(page, "marketer");
  const card = page.getByRole("region", { name: "미리 점검" });
  await card.getByText("4명 가운데 4명을 확인했고, 없는 사용자는 1명입니다.").waitFor();
  await card.getByRole("listitem").filter({ hasText: "missing-9" }).getByText("5행").waitFor();
  await card
    .getByRole("listitem")
    .filter({ hasText: "포인트 시스템" })
    .getByText("응답합니다")
    .waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const saving = page.waitForEvent("download");
  await card.getByRole("button", { name: "없는 사용자 모두 받기" }).click();
  expect((await saving).suggestedFilename()).toBe("missing-users.xlsx");
  const marking = page.waitForEvent("download");
  await card.getByRole("button", { name: "파일에 표시해서 받기" }).click();
  const marked = new exceljs.Workbook();
  await marked.xlsx.readFile(await (await marking).path());
  const cell = marked.worksheets[0]?.getCell("A5");
  expect([cell?.value, JSON.stringify(cell?.note)]).toEqual([
    "missing-9",
    expect.stringContaining("포인트 시스템에 없는 사용자입니다"),
  ]);
  expect(JSON.stringify(marked.worksheets.at(-1)?.getSheetValues())).toContain("A5");

  await world.setFaults({ float: 700 });
  await card.getByRole("button", { name: "다시 점검" }).click();
  await card.getByText("700P 남음, 803P 필요").waitFor();
  await card.getByText("이대로 지급 시각이 되면 지급하지 않고 되돌립니다").waitFor();

  await world.schedule(ready, 2_000);
  const sentBack = await world.until(ready.payoutId, "ready", "completed", "paused");
  expect(sentBack).toMatchObject({
    state: "ready",
    sentBack: { reasons: [{ code: "float_short", amount: 803, limit: 700 }] },
  });
  await page.getByText("지급 시각이 되었지만 지급하지 않았습니다").waitFor();
  expect(await world.pointsState()).toMatchObject({ grants: 0 });
  await expect
    .poll(async () => JSON.stringify(await world.messages()), { timeout: 30_000 })
    .toContain("남은 포인트가");

  await world.setFaults({ float: 803 });
  await world.schedule(ready, 2_000);
  const paid = await world.until(ready.payoutId, "completed", "paused", "ready");
  expect(paid).toMatchObject({ state: "completed", counts: { paid: 3, rejected: 1 } });
  expect(complaints).toEqual([]);
});

// The last of this world: it pays nobody any more afterwards.
describe("data of another version, or of a backup", () => describeDataNotices(() => world));
