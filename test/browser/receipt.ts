import { expect, it } from "vitest";
import { idempotencyKeyOf } from "../../domain/distribution/ledger.ts";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, signIn } from "./browser-world.ts";

/** From a completed payout to a receipt that can be filed, by clicks. */
export function describeReceipt(worldOf: () => BrowserWorld): void {
  it.concurrent("has all payments compared, lists what differs with what to do, and fits on one printed page", async () => {
    const world = worldOf();
    const { payoutId } = await world.schedule(
      await world.upload(
        [
          ["receipt-1", 100],
          ["receipt-2", 200],
          ["missing-receipt", 300],
        ],
        "영수증 볼 지급",
      ),
      3_000,
    );
    await world.until(payoutId, "completed");
    await world.setFaults({ lookUps: { [idempotencyKeyOf(payoutId, 3)]: null } });

    const { page, complaints } = await world.visit(`/payouts/${payoutId}`);
    await signIn(page, "approver");
    await page.getByRole("button", { name: "영수증" }).click();
    await page.getByRole("button", { name: "모든 건 대조하기" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "모든 건 대조하기" }).click();
    await page.getByText("3건을 모두 조회했습니다.").waitFor();
    await page.getByText("서로 다른 점 1건", { exact: true }).first().waitFor();
    const finding = page.locator(".data-table-findings tbody tr");
    expect(await finding.textContent()).toContain("포인트 시스템의 기록에는 없습니다");
    expect(await finding.textContent()).toContain("취소나 회수가 있었는지 확인해 주세요");
    expect(await seriousFindings(page)).toEqual([]);

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

    await finding.getByRole("link", { name: "receipt-2" }).click();
    await page.locator(".data-table-payments tbody tr").waitFor();
    expect(await page.locator(".data-table-payments tbody tr").count()).toBe(1);
    expect(complaints).toEqual([]);
  });
}
