import { afterAll, beforeAll, expect, it } from "vitest";
import { dev } from "../../config/dev.ts";
import { parseStageConfig } from "../../config/stage-config.ts";
import { localTimeIn, rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  csvOf,
  fillSchedule,
  signIn,
  startBrowserWorld,
} from "./browser-world.ts";

/** Points by the API on this machine, and store credit by a fake of Square's. */
const config = parseStageConfig("dev", {
  ...dev,
  pointsApi: undefined,
  pointsApis: {
    points: {
      title: { ko: "포인트", en: "Points" },
      pointsApi: {
        ...dev.pointsApi,
        columns: [{ name: "campaign", headers: ["캠페인"], required: true }],
        body: { userId: "{{userId}}", points: "{{points}}", reason: "{{column:campaign}}" },
      },
    },
    "store-credit": {
      title: { ko: "적립금", en: "Store credit" },
      pointsApi: { connector: "square-loyalty", ratePerSecond: 1 },
      policy: { approvalAbovePoints: 900 },
    },
  },
});

let world: BrowserWorld;
beforeAll(async () => {
  world = await startBrowserWorld({}, { stage: { name: "dev", config } });
});
afterAll(() => world.close());

const PAID = { state: "completed", counts: { rejected: 0, unknown: 0, pending: 0 } };

it("pays each payout by the points API that it names, at its rate and under its policy", async () => {
  const without = await world.upload(rowsOf(3), "캠페인 없음");
  expect(without).toMatchObject({ state: "invalid", check: { problemCount: 1 } });
  const rows = rowsOf(3).map(
    ([userId, points], index) => [userId, points, "", `fall-${index}`] as const,
  );
  const byDefault = await world.upload(rows, "모두에게 포인트", { columns: ["캠페인"] });
  expect(byDefault).toMatchObject({ pointsApi: { name: "points" }, forecast: { seconds: 1 } });
  await world.schedule(byDefault, 2_000);

  const { page, complaints } = await world.visit("/new");
  await signIn(page, "marketer");
  const plain = {
    name: "기본값.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csvOf(2, 500, "d")),
  };
  await page.locator("input[type=file]").setInputFiles(plain);
  await page.getByLabel("캠페인").fill("winter");
  await page.getByRole("button", { name: "올리고 검사하기" }).click();
  await page.getByText("캠페인: winter").waitFor();
  await page.getByText("이 포인트 시스템에는 회수 기능이 없습니다").waitFor();
  await page.goto(`${world.origin}/new`);
  const file = { name: "적립.csv", mimeType: "text/csv", buffer: Buffer.from(csvOf(2, 500, "c")) };
  await page.locator("input[type=file]").setInputFiles(file);
  const choice = page.getByRole("radiogroup", { name: "무엇으로 지급할까요?" });
  expect(await choice.getByRole("radio", { name: "포인트" }).isChecked()).toBe(true);
  await page.getByLabel("캠페인").waitFor();
  await choice.getByText("적립금").click();
  await page.getByLabel("캠페인").waitFor({ state: "detached" });
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "올리고 검사하기" }).click();
  await page.getByText("지급 수단").waitFor();
  await page.getByText("총액이 900P를 넘어").waitFor();
  await page.locator(".payout-title").getByText("적립금").waitFor();
  await fillSchedule(page, 3_600_000, "1000");
  await page.getByRole("button", { name: "승인 요청하기" }).click();
  await page.getByText("승인을 요청했습니다").first().waitFor();
  const { items } = await world.client.payouts({ search: "적립" });
  const [credit] = items;
  expect(credit).toMatchObject({ pointsApi: { name: "store-credit" }, state: "awaiting_approval" });
  await page.goto(`${world.origin}/payouts`);
  await page.getByRole("row").filter({ hasText: "적립.csv" }).getByText("적립금").waitFor();
  expect(complaints).toEqual([]);

  const payoutId = credit?.payoutId ?? "";
  // A busy machine may take its time until here.
  const approver = await world.clientOf("approver");
  const { revision, check } = await approver.payout(payoutId);
  await approver.approve(payoutId, revision);
  // A move of what was approved is the approver's, or asks again.
  await approver.schedule(payoutId, {
    at: localTimeIn(2_000),
    timeZone: "Asia/Seoul",
    expectedTotalPoints: check?.totalPoints ?? 0,
    acknowledgedWarnings: [],
  });
  expect(await world.until(byDefault.payoutId, "completed", "halted", "paused")).toMatchObject(
    PAID,
  );
  expect(await world.until(payoutId, "completed", "halted", "paused")).toMatchObject(PAID);
  expect(await world.pointsState()).toMatchObject({ grants: 3, users: 3 });
  const user = await (await fetch(`${world.stack.pointsUrl}/v1/users/${rows[2]?.[0]}`)).json();
  expect(user).toMatchObject({ grants: [{ points: rows[2]?.[1], reason: "fall-2" }] });
  const listed = await world.client.payments(byDefault.payoutId, {});
  expect(listed.items.map(({ extras }) => extras)).toEqual(
    rows.map((row) => ({ campaign: row[3] })),
  );
  const payments = await world.client.payments(payoutId, {});
  // The ids of events of Square's.
  expect(payments.items.map(({ transactionId }) => transactionId)).toEqual([
    expect.stringMatching(/^[0-9a-f-]{36}$/),
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ]);
  const messages = await world.messages();
  expect(messages.map(({ text }) => /지급 수단: (\S+)/.exec(text)?.[1]).toSorted()).toEqual([
    "적립금",
    "포인트",
  ]);
});
