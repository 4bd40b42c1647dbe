import { expect, it } from "vitest";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createdEvent, payoutIn } from "../domain/payout/payouts.ts";
import { openStackTable } from "../stack/table-copy.ts";
import { seriousFindings } from "./axe-findings.ts";
import { type BrowserWorld, PHONE, signIn } from "./browser-world.ts";

/** That the data is another version's, or a copy. The world pays nobody any more afterwards. */
export function describeDataNotices(worldOf: () => BrowserWorld): void {
  it("tells everybody that data was restored and that a later version wrote some, and an admin what to do", async (test) => {
    const world = worldOf();
    const readable = await world.upload([["noticed-1", 100]], "읽을 수 있는 지급");
    const later = payoutIn("ready");
    const { table, backUp, restore, close } = openStackTable(world.stack.endpoints.dynamoDb);
    test.onTestFinished(close);
    const { page } = await world.visitDuring(test, "/payouts");
    await signIn(page, "marketer");
    await page.getByRole("row").filter({ hasText: readable.title }).waitFor();
    await createDynamoDbPayoutStore(table).create(
      Object.assign({ ...later }, { state: "later" }),
      createdEvent(later),
    );
    await page.reload();
    const unreadable = page.locator(".unreadable-notice");
    await unreadable.getByText("지금 버전으로는 읽을 수 없는 지급이 있습니다").waitFor();
    expect(await unreadable.getByRole("listitem").allTextContents()).toEqual([later.payoutId]);
    // It keeps none of the others from being seen.
    await page.getByRole("row").filter({ hasText: readable.title }).waitFor();
    const copied = page.locator(".copied-table-notice");
    expect(await copied.count()).toBe(0);

    await restore(await backUp());
    await page.reload();
    await copied.getByText("데이터가 복원되거나 복사되어 아무에게도 지급하지 않습니다").waitFor();
    await copied.getByText("관리자에게 알려 주세요").waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "English" }).click();
    await copied.getByText("Nobody is paid: the data was restored or copied").waitFor();
    await copied.getByText("Tell an admin").waitFor();
    await unreadable.getByText("This version can't read all payouts").waitFor();
    await unreadable.getByText("deploy the later version again").waitFor();

    // The first page says it as well.
    const admin = (await world.visitDuring(test, "/", { ...PHONE, colorScheme: "dark" })).page;
    await signIn(admin, "admin");
    await admin.getByText("운영 안내서를 따른 뒤").waitFor();
    expect(await admin.locator(".copied-table-notice").getByRole("listitem").count()).toBe(2);
    expect(await seriousFindings(admin)).toEqual([]);
    const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    expect(await admin.evaluate(overflow)).toBe(0);

    // Its own page says the same as the list.
    await page.goto(`${world.origin}/payouts/${later.payoutId}`);
    await page.getByText("A later version wrote this payout, and this one can't read it").waitFor();
    await page.getByRole("button", { name: "한국어" }).click();
    await page
      .getByText("더 새로운 버전이 기록한 지급이라 지금 버전으로는 읽을 수 없습니다")
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
}
