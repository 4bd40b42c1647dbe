import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import { seriousFindings } from "./axe-findings.ts";
import {
  type BrowserWorld,
  fillSchedule,
  scheduleByClicks,
  signIn,
  startBrowserWorld,
  uploadSheet,
} from "./browser-world.ts";

/** Among all the other tests it has to be over sooner, as the kill test has. */
const PAYMENTS = process.env["npm_lifecycle_event"] === "test:story" ? 10_000 : 2_000;
/** Above what one person may have paid alone. */
const POINTS = 15_000_000 / PAYMENTS;
/** Every so many rows somebody whose answer is lost, after they were paid or before. */
const LOST_EVERY = PAYMENTS / 20;
const MISSING_EVERY = Math.floor(PAYMENTS / 30);
/** Each fourth of the lost ones was not paid. */
const isGone = (lost: number) => lost % 4 === 0;

/** Who stands in the rows of the sheet, from its second one on. */
const USERS = Array.from({ length: PAYMENTS }, (_, index) => {
  const place = index + 1;
  const lost = place / LOST_EVERY;
  if (Number.isInteger(lost)) return `${isGone(lost) ? "gone" : "lost"}-${place}`;
  return place % MISSING_EVERY === 0 ? `missing-${place}` : `user-${place}`;
});
const rowsOf = (prefix: string) =>
  USERS.flatMap((user, index) => (user.startsWith(prefix) ? [index + 2] : []));

let world: BrowserWorld;
beforeAll(async () => {
  // No keys and no look-ups: what gets no answer stays unknown, for people.
  world = await startBrowserWorld({
    POINTS_IDEMPOTENCY: "none",
    // Ten seconds, of which one has a few to stop it in.
    POINTS_RATE_PER_SECOND: String(PAYMENTS / 10),
    // A busy machine answers late: what is unknown is what the API lost, and nothing else.
    POINTS_TIMEOUT_MS: "30000",
    DISTRIBUTE_LEASE_TTL_MS: "60000",
    POINTS_CONCURRENCY: "64",
  });
  await world.setFaults({
    users: [
      { startingWith: "lost-", failures: [{ kind: "reset-after-paying", every: 1 }] },
      { startingWith: "gone-", failures: [{ kind: "reset", every: 1 }] },
    ],
  });
});
afterAll(() => world.close());

async function openAs(user: string, path = "/") {
  const { page } = await world.visitDuring({ onTestFinished }, path);
  page.setDefaultTimeout(120_000);
  await signIn(page, user);
  return page;
}

/** One asks for a time, and another one approves it and has it paid right away. */
async function haveScheduled(marketer: Page, approver: Page): Promise<void> {
  const total = String(PAYMENTS * POINTS);
  await fillSchedule(marketer, 3_600_000, total);
  await marketer.getByRole("button", { name: "승인 요청하기" }).click();
  await approver.getByRole("button", { name: "승인하기" }).click();
  await approver.getByRole("dialog").getByRole("button", { name: "승인하기" }).click();
  await approver.getByRole("button", { name: "예약 시각 바꾸기" }).click();
  await scheduleByClicks(approver, 3_000, total, "시각 바꾸기");
}

/** Loads the list of payments on, until it has all of these. */
async function showAll(page: Page, count: number): Promise<void> {
  const rows = page.locator(".data-table-payments tbody tr");
  const more = page.getByRole("button", { name: "더 보기" });
  const load = async () => {
    // Gone by the time of the click where that was the end.
    if (await more.isVisible()) await more.click({ timeout: 2_000 }).catch(() => undefined);
    return await rows.count();
  };
  await expect.poll(load, { timeout: 60_000 }).toBe(count);
}

it(`brings a payout of ${PAYMENTS} with lost answers, refusals and a stop to a receipt that a second person signs`, async () => {
  expect([rowsOf("lost-").length, rowsOf("gone-").length]).toEqual([15, 5]);
  expect(rowsOf("missing-")).toHaveLength(30);

  const marketer = await openAs("marketer");
  const lines = USERS.map((user) => `${user},${POINTS},가을 이벤트`);
  await uploadSheet(marketer, {
    name: "가을 이벤트.csv",
    text: ["회원ID,포인트,사유", ...lines].join("\n"),
  });
  await marketer.getByText("다른 사람의 승인을 기다립니다").waitFor();
  const path = new URL(marketer.url()).pathname;
  const payoutId = path.split("/").at(-1) ?? "";
  const approver = await openAs("approver", path);
  await haveScheduled(marketer, approver);

  // Stopped half way, and resumed.
  await marketer.getByRole("button", { name: "지급 멈추기" }).waitFor();
  await expect
    .poll(async () => (await world.client.payout(payoutId)).counts?.paid)
    .toBeGreaterThan(PAYMENTS / 5);
  await marketer.getByRole("button", { name: "지급 멈추기" }).click();
  const dialog = marketer.getByRole("dialog");
  await dialog.getByLabel("이유").fill("명단을 다시 봅니다");
  await dialog.getByRole("button", { name: "지급 멈추기" }).click();
  await marketer.getByText("지급이 멈춰 있습니다").waitFor();
  const { counts } = await world.client.payout(payoutId);
  expect(counts?.pending).toBeGreaterThan(0);
  await marketer.getByRole("button", { name: "이어서 지급" }).click();
  await dialog.getByRole("button", { name: "이어서 지급" }).click();
  await marketer.getByRole("button", { name: "결과 파일 받기" }).waitFor();
  expect((await world.client.payout(payoutId)).counts).toMatchObject({
    ...{ payments: PAYMENTS, paid: PAYMENTS - 50, rejected: 30, unknown: 20, pending: 0 },
  });

  // What the API refused is listed; what it lost is settled at once, from a list of the API's operators.
  await marketer.getByRole("link", { name: "실패한 건 보기" }).click();
  await showAll(marketer, 30);
  await marketer.getByRole("link", { name: "확인 필요한 건 보기" }).click();
  await marketer.getByRole("button", { name: "목록으로 확정" }).click();
  await dialog.getByText("번호와 결과").click();
  const outcomes = [
    ...rowsOf("lost-").map((row) => `${idempotencyKeyOf(payoutId, row)},지급`),
    ...rowsOf("gone-").map((row) => `${idempotencyKeyOf(payoutId, row)},미지급`),
  ];
  await dialog.locator("input[type=file]").setInputFiles({
    ...{ name: "조회 결과.csv", mimeType: "text/csv" },
    buffer: Buffer.from(["번호,결과", ...outcomes].join("\n")),
  });
  await dialog.getByLabel("어떻게 확인했나요?").fill("포인트 시스템 담당자가 조회한 목록");
  await dialog.getByRole("button", { name: "확정" }).click();
  await dialog.getByText("5건은 다른 사람의 확인 대기").waitFor();
  await dialog.getByRole("button", { name: "닫기" }).last().click();

  // As not paid it takes the second one.
  await approver.getByRole("link", { name: "두 번째 확인을 기다리는 건 보기" }).click();
  await showAll(approver, 5);
  await approver.getByRole("button", { name: "보이는 확인 필요 건 모두 고르기" }).click();
  await approver.getByRole("button", { name: "고른 5건, 지급 안 됨 확인" }).click();
  await approver.getByText("이 조건에 맞는 지급 건이 없습니다").waitFor();
  expect((await world.client.payout(payoutId)).counts).toMatchObject({
    ...{ paid: PAYMENTS - 35, rejected: 35, unknown: 0 },
  });

  // The receipt is compared as it is now, fits on a page, and is signed by who did not upload it.
  await approver.getByRole("button", { name: "영수증" }).click();
  await approver.getByText("지금의 내용으로 대조를 끝낸 뒤에 서명할 수 있습니다").waitFor();
  await approver.getByRole("button", { name: /대조하기$/ }).click();
  await approver
    .getByRole("dialog")
    .getByRole("button", { name: /대조하기$/ })
    .click();
  await approver.getByText("모두 일치합니다", { exact: true }).waitFor();
  await approver.getByRole("button", { name: "확인하고 서명하기" }).click();
  const signing = approver.getByRole("dialog");
  expect(await signing.getByRole("button", { name: "확인하고 서명하기" }).isDisabled()).toBe(true);
  await signing.getByLabel("무엇을 확인했나요?").fill("지급 실패 35건은 명단에서 뺍니다");
  expect(await seriousFindings(approver)).toEqual([]);
  await signing.getByRole("button", { name: "확인하고 서명하기" }).click();
  await approver.getByText(/승인자 \(approver\) 님이 서명함/).waitFor();
  expect(await seriousFindings(approver)).toEqual([]);
  const pdf = (await approver.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

  await marketer.goto(`${world.origin}${path}/receipt`);
  await marketer.getByText("지급 실패 35건은 명단에서 뺍니다").waitFor();
  const facts = await marketer.locator(".receipt .facts").textContent();
  expect(facts).toContain("올린 사람마케터 (marketer)");
  expect(facts).toContain("승인승인자 (approver)");
  expect(await marketer.getByRole("button", { name: "확인하고 서명하기" }).count()).toBe(0);
  const { items } = await world.client.events(payoutId);
  expect(items.at(-1)).toMatchObject({ action: "receipt_signed", by: { id: "approver" } });
});
