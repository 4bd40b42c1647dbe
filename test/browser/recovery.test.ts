import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { localTimeIn, rowsOf } from "../stack/stack-under-test.ts";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, MACHINE_WORDS, startBrowserWorld } from "./browser-world.ts";

let world: BrowserWorld;
beforeAll(async () => {
  // No keys and no look-ups: what gets no answer stays unknown, for a person.
  // One call at a time and few a second, so that each finds the same fate and there is time to act.
  world = await startBrowserWorld({
    POINTS_IDEMPOTENCY: "none",
    POINTS_RATE_PER_SECOND: "12",
    POINTS_CONCURRENCY: "1",
  });
});
afterAll(() => world.close());

async function openPayout(payoutId: string, user = "marketer") {
  return (await world.visitAs({ onTestFinished }, user, `/payouts/${payoutId}`)).page;
}

describe("recovering a payout, in the browser", () => {
  it("is stopped with a reason, resumed, and paid to its end once", async () => {
    const ready = await world.upload(rowsOf(80, "brake"));
    const page = await openPayout(ready.payoutId);
    const other = await openPayout(ready.payoutId);
    await world.schedule(ready, 3_000);

    await page.getByRole("button", { name: "지급 멈추기" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("이유").fill("금액을 다시 확인합니다");
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: "지급 멈추기" }).click();
    await page.getByText("지급이 멈춰 있습니다").waitFor();
    await other.getByText("지급이 멈춰 있습니다").waitFor();
    expect(await seriousFindings(other)).toEqual([]);
    expect((await world.client.payout(ready.payoutId)).state).toBe("paused");

    await page.getByRole("button", { name: "이어서 지급" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "이어서 지급" }).click();
    await page.getByRole("button", { name: "결과 파일 받기" }).waitFor();
    expect(await world.grantsOf("brake-0001")).toHaveLength(1);
    await page.getByRole("tab", { name: "기록" }).click();
    await page.getByText("금액을 다시 확인합니다").waitFor();
  });

  it("shows what was asked and answered of the first payments, and pays the others once resumed", async () => {
    await world.setFaults({ failures: [{ kind: "garbage", every: 1 }] });
    const ready = await world.upload(rowsOf(24, "canary"));
    const page = await openPayout(ready.payoutId);
    await world.schedule(ready, 3_000);
    await world.until(ready.payoutId, "paused");

    const first = page.getByRole("table", { name: "먼저 요청한 건과 받은 응답" });
    await first.getByText("canary-0003").waitFor();
    await first.getByText(`paysheet-${ready.payoutId}-4`).waitFor();
    expect(await first.getByText("지급 여부 모름").count()).toBe(3);
    expect(await page.locator("#content").textContent()).not.toMatch(MACHINE_WORDS);
    await page.getByText("지급됐는지 알 수 없는 건이 있습니다.").waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await world.setFaults({});
    await page.getByRole("button", { name: "이어서 지급" }).click();
    await page.getByRole("dialog").getByText("먼저 지급한 건의 결과를 확인하셨나요?").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "이어서 지급" }).click();
    await page.getByRole("button", { name: "결과 파일 받기" }).waitFor();
    expect((await world.client.payout(ready.payoutId)).counts).toMatchObject({
      paid: 21,
      unknown: 3,
    });
  });

  it("pauses at its latest time, and goes on with whoever is left once a person says so", async () => {
    const ready = await world.upload(rowsOf(80, "late"));
    const page = await openPayout(ready.payoutId);
    await world.schedule(ready, 3_000, { latestMs: 3_000 });
    await page.getByText("정해 둔 가장 늦은 시각이 지나").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect((await world.client.payout(ready.payoutId)).pause).toMatchObject({
      reason: "past_latest",
    });

    await page.getByRole("button", { name: "이어서 지급" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "이어서 지급" }).click();
    await page.getByRole("button", { name: "결과 파일 받기" }).waitFor();
    expect(await world.grantsOf("late-0001")).toHaveLength(1);
    expect(await world.grantsOf("late-0080")).toHaveLength(1);
  });

  it("has an unknown payment settled with a note, and failed ones paid again", async () => {
    await world.setFaults({ failures: [{ kind: "reset-after-paying", every: 5, until: 1 }] });
    const rows = [...rowsOf(6, "doubt"), ["missing-a", 300] as const, ["missing-b", 400] as const];
    const ready = await world.upload(rows);
    await world.schedule(ready, 3_000);
    await world.until(ready.payoutId, "completed");
    await world.setFaults({});
    const page = await openPayout(ready.payoutId);

    await page.getByRole("link", { name: "확인 필요한 건 보기" }).click();
    await page.getByRole("button", { name: "확정하기" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("지급됨", { exact: true }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByLabel("어떻게 확인했나요?").fill("지급 기록에서 확인했습니다");
    await dialog.getByRole("button", { name: "확정" }).click();
    await page.getByText("이 조건에 맞는 지급 건이 없습니다").waitFor();
    expect((await world.client.payout(ready.payoutId)).counts).toMatchObject({
      paid: 6,
      unknown: 0,
    });

    await page.getByRole("link", { name: "실패한 건 보기" }).click();
    await page.getByLabel("8행 고르기").check();
    await page.getByRole("button", { name: "고른 1건 다시 지급" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "새 지급 만들기" }).click();
    await page.getByText("지급되지 않은 건 재지급").waitFor();
    await page.getByText("오류가 없습니다").waitFor();
    expect(await page.locator(".facts").textContent()).toContain("300P");
    // A draft pays nobody, nor does a cancelled one: then it can be chosen again.
    await page.getByRole("link", { name: "지급되지 않은 건 재지급" }).click();
    await page.locator(".payout-title").getByText("지급 완료, 일부 실패").waitFor();
    await page.getByRole("link", { name: "다시 지급하려고 준비함" }).click();
    await page.getByRole("button", { name: "이 지급 취소" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "지급 취소" }).click();
    await page.getByText("취소된 지급입니다").waitFor();
    await page
      .getByText(/^마케터 \(marketer\) · \d{4}년/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "지급되지 않은 건 재지급" }).click();
    await page.getByRole("link", { name: "재지급이 취소되어 지급하지 않음" }).waitFor();
    await page.getByLabel("8행 고르기").check();
  });

  it("has chosen payments taken back, and says so wherever it said that it pays", async () => {
    const ready = await world.upload(rowsOf(5, "undo"));
    await world.schedule(ready, 3_000);
    await world.until(ready.payoutId, "completed");
    const page = await openPayout(ready.payoutId);

    await page.getByRole("tab", { name: "지급 내역" }).click();
    await page.getByLabel("3행 고르기").check();
    await page.getByLabel("6행 고르기").check();
    await page.getByRole("button", { name: "고른 2건 회수" }).click();
    const dialog = page.getByRole("dialog");
    const make = dialog.getByRole("button", { name: "회수 건 만들기" });
    expect(await make.isDisabled()).toBe(true);
    await dialog.getByLabel("이유").fill("두 번 지급했습니다");
    expect(await seriousFindings(page)).toEqual([]);
    await make.click();

    await page.getByText("회수할 명단입니다").waitFor();
    await page.getByText("두 번 지급했습니다").first().waitFor();
    await page.getByRole("button", { name: "승인 요청하기" }).waitFor();
    expect(await page.locator(".facts").first().textContent()).toContain("회수 건수");
    expect(await seriousFindings(page)).toEqual([]);
    // It needs no look at users and a float.
    expect(await page.getByRole("region", { name: "미리 점검" }).count()).toBe(0);

    const reversalId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const asked = await world.client.payout(reversalId);
    await world.schedule(asked, 3_600_000);
    const approver = await openPayout(reversalId, "approver");
    await approver.getByRole("button", { name: "승인하기" }).click();
    const approval = approver.getByRole("dialog");
    await approval.getByText("회수한 포인트는 되돌릴 수 없습니다").waitFor();
    await approval.getByRole("button", { name: "승인하기" }).click();
    await approver.getByRole("heading", { name: "회수 예약" }).waitFor();
    const api = await world.clientOf("approver");
    await api.schedule(reversalId, {
      ...{ at: localTimeIn(2_000), timeZone: "Asia/Seoul", acknowledgedWarnings: [] },
      expectedTotalPoints: asked.check?.totalPoints ?? 0,
    });
    await approver.getByRole("button", { name: "영수증" }).waitFor();
    expect(await approver.locator(".legend").textContent()).toMatch(/회수됨\s*2/);

    await page.getByRole("link", { name: "이 회수의 원래 지급 보기" }).click();
    const points = (asked.check?.totalPoints ?? 0).toLocaleString("ko-KR");
    await page.getByRole("link", { name: `2건, ${points}P 회수함` }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it("has many unknown payments settled at once, that match, chosen or listed, as not paid by two people", async () => {
    await world.setFaults({ failures: [{ kind: "reset-after-paying", every: 2, until: 5 }] });
    const ready = await world.upload(rowsOf(10, "many"));
    await world.schedule(ready, 3_000);
    await world.until(ready.payoutId, "completed");
    await world.setFaults({});
    const { items } = await world.client.payments(ready.payoutId, { state: "unknown" });
    const [matching, ...others] = items;
    const [first = 0, second = 0, third = 0, fourth = 0] = others.map(({ row }) => row);
    const page = await openPayout(ready.payoutId);

    await page.getByRole("link", { name: "확인 필요한 건 보기" }).click();
    // All that match a search, whichever page they stand on, once it was said how many they are.
    const search = page.getByRole("searchbox", { name: "사용자 ID로 찾기" });
    await search.fill(matching?.userId ?? "");
    await search.press("Enter");
    await page.getByRole("button", { name: "찾은 건 모두 확정" }).click();
    const found = page.getByRole("dialog");
    await found.getByText(`모든 쪽에서 1건, 모두 ${matching?.points}P`).waitFor();
    await found.getByText("지급됨", { exact: true }).click();
    await found.getByLabel("어떻게 확인했나요?").fill("조회했습니다");
    expect(await seriousFindings(page)).toEqual([]);
    await found.getByRole("button", { name: "확정" }).click();
    await page.getByText("이 조건에 맞는 지급 건이 없습니다").waitFor();
    await search.fill("");
    await search.press("Enter");
    await page.getByRole("button", { name: "보이는 확인 필요 건 모두 고르기" }).click();
    await page.getByLabel(`${third}행 고르기`).uncheck();
    await page.getByLabel(`${fourth}행 고르기`).uncheck();
    await page.getByRole("button", { name: "고른 2건 확정" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("지급됨", { exact: true }).click();
    await dialog.getByLabel("어떻게 확인했나요?").fill("지급 기록에서 확인했습니다");
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: "확정" }).click();
    await page.getByLabel(`${first}행 고르기`).waitFor({ state: "detached" });
    expect((await world.client.payout(ready.payoutId)).counts).toMatchObject({
      paid: 8,
      unknown: 2,
    });

    await page.getByRole("button", { name: "목록으로 확정" }).click();
    await dialog
      .getByLabel("목록 (한 줄에 하나씩)")
      .fill(`row,user\n${third},x\n${second},y\n99,z`);
    await dialog.getByText("지급 안 됨", { exact: true }).click();
    await dialog.getByLabel("어떻게 확인했나요?").fill("기록에 없습니다");
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: "확정" }).click();
    // As not paid it may be paid again, so that it takes a second person.
    await dialog.getByText("1건은 다른 사람의 확인 대기").waitFor();
    await dialog.getByText(`이미 다르게 확정됨: ${second}행`).waitFor();
    await dialog.getByText("이 지급에 없음: 99행").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: "닫기" }).last().click();
    // A list of another kind, with what became of each by its reference.
    await page.getByRole("button", { name: "목록으로 확정" }).click();
    await dialog.getByText("번호와 결과").click();
    const list = dialog.getByLabel("목록 (한 줄에 조회할 번호나 행 번호, 쉼표, 지급 또는 미지급)");
    await list.fill(`번호,결과\n${fourth},maybe`);
    await dialog.getByText(`‘${fourth}, maybe’을(를) 읽을 수 없습니다`).waitFor();
    await list.fill(`번호,결과\npaysheet-${ready.payoutId}-${fourth},미지급`);
    await dialog.getByLabel("어떻게 확인했나요?").fill("기록에 없습니다");
    await dialog.getByRole("button", { name: "확정" }).click();
    await dialog.getByText("1건은 다른 사람의 확인 대기").waitFor();
    await dialog.getByRole("button", { name: "닫기" }).last().click();
    const proposed = "마케터 (marketer) 님이 지급 안 됨으로 확인: 기록에 없습니다";
    await page.getByText(proposed).first().waitFor();
    await page.getByLabel(`${third}행 고르기`).check();
    // Whoever proposed it can't confirm it, nor have it paid again.
    expect(await page.getByRole("button", { name: "고른 1건, 지급 안 됨 확인" }).count()).toBe(0);
    expect((await world.client.payout(ready.payoutId)).counts).toMatchObject({
      ...{ unknown: 2, proposed: 2, rejected: 0 },
    });

    const other = await openPayout(ready.payoutId, "approver");
    await other.getByRole("link", { name: "두 번째 확인을 기다리는 건 보기" }).click();
    await other.getByText(proposed).first().waitFor();
    await other.getByLabel(`${third}행 고르기`).check();
    expect(await seriousFindings(other)).toEqual([]);
    await other.getByRole("button", { name: "고른 1건, 지급 안 됨 확인" }).click();
    await other.getByLabel(`${third}행 고르기`).waitFor({ state: "detached" });
    // Meanwhile somebody finds the other one, and whoever confirms is told so.
    await other.getByLabel(`${fourth}행 고르기`).check();
    await world.client.resolve(ready.payoutId, fourth, { as: "paid", note: "찾았습니다" });
    await other.getByRole("button", { name: "고른 1건, 지급 안 됨 확인" }).click();
    const outcome = other.getByRole("dialog");
    await outcome.getByText(`이미 다르게 확정됨: ${fourth}행`).waitFor();
    expect(await seriousFindings(other)).toEqual([]);
    await outcome.getByRole("button", { name: "닫기" }).last().click();
    await other.getByText("이 조건에 맞는 지급 건이 없습니다").waitFor();
    expect((await world.client.payout(ready.payoutId)).counts).toMatchObject({
      ...{ unknown: 0, rejected: 1 },
    });
    const { items: events } = await world.client.events(ready.payoutId);
    const said = events.filter(({ action }) => /recounted|settlement_proposed/.test(action));
    expect(said.map(({ by, why }) => `${by.name}: ${why}`)).toEqual([
      "마케터 (marketer): 1 payment: paid. 조회했습니다",
      "마케터 (marketer): 2 payments: paid. 지급 기록에서 확인했습니다",
      "마케터 (marketer): 1 payment: not_paid proposed. 기록에 없습니다",
      "마케터 (marketer): 1 payment: not_paid proposed. 기록에 없습니다",
      "승인자 (approver): 1 payment: not_paid confirmed. 기록에 없습니다",
      `마케터 (marketer): Row ${fourth}: paid. 찾았습니다`,
    ]);

    await page.getByRole("tab", { name: "기록" }).click();
    const history = page.getByRole("list", { name: "기록" });
    await history.getByText(`${fourth}행: 지급됨`).waitFor();
    await history.getByText("1건: 지급 안 됨 (두 사람이 확인)").waitFor();
    expect(await page.locator("#content").textContent()).not.toMatch(MACHINE_WORDS);

    // Whoever settled them can't approve that they are paid again.
    const retry = await world.client.retry(ready.payoutId);
    await world.schedule(await world.until(retry.payoutId, "ready"), 3_600_000);
    await world.until(retry.payoutId, "awaiting_approval");
    await other.goto(`${world.origin}/payouts/${retry.payoutId}`);
    await other.getByRole("button", { name: "반려하기" }).waitFor();
    await other.getByText("본인이 지급 안 됨으로 확정한 건").waitFor();
    expect(await other.getByRole("button", { name: "승인하기" }).count()).toBe(0);
  });

  it("shows why so many were refused that it paused, and is ended with a reason", async () => {
    // The first payments pass, as one of them is paid.
    const ready = await world.upload([["known-1", 100], ...rowsOf(24, "missing")]);
    await world.schedule(ready, 3_000);
    await world.until(ready.payoutId, "paused");
    const page = await openPayout(ready.payoutId);
    await page.locator("q", { hasText: "There is no user missing-0022." }).waitFor();
    await page.getByText("24행").first().waitFor();
    expect(await page.getByRole("button", { name: "지급 멈추기" }).count()).toBe(0);

    await page.getByRole("button", { name: "지급 종료" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("대기 중인 2건: 지급하지 않습니다.").waitFor();
    const confirm = dialog.getByRole("button", { name: "지급 종료" });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel("이유").fill("명단이 잘못됐습니다");
    expect(await seriousFindings(page)).toEqual([]);
    await confirm.click();

    await page.getByText("남은 2건은 지급하지 않았습니다.").waitFor();
    await page.getByText("마케터 (marketer) 님이").first().waitFor();
    await page.locator("q", { hasText: "명단이 잘못됐습니다" }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByRole("button", { name: "이어서 지급" }).count()).toBe(0);
    await page.getByRole("button", { name: "지급되지 않은 건 다시 지급" }).waitFor();
    await page.getByRole("link", { name: "지급하지 않은 건 보기" }).click();
    await page.getByText("missing-0024", { exact: true }).waitFor();
    expect((await world.client.payout(ready.payoutId)).counts).toMatchObject({
      rejected: 22,
      withdrawn: 2,
    });
  });
});
