import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect, it, type TestContext } from "vitest";
import { CREDENTIALS, FUNCTIONS, REGION } from "../../local/stack/account.ts";
import { rowsOf, type SheetRow, startStackUnderTest } from "./stack-under-test.ts";

async function setup(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  environment: Record<string, string> = {},
) {
  const hands = await startStackUnderTest(environment);
  onTestFinished(() => hands.close());
  const { endpoints, slackPageUrl } = hands.stack;
  const common = { region: REGION, credentials: CREDENTIALS, endpoint: endpoints.lambda };
  const lambda = new LambdaClient(common);
  onTestFinished(() => lambda.destroy());
  return {
    ...hands,
    /** What the rule of every five minutes does. */
    watch: async () => {
      const event = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };
      const Payload = JSON.stringify(event);
      const answer = await lambda.send(
        new InvokeCommand({ FunctionName: FUNCTIONS.sweeper, Payload }),
      );
      return answer.FunctionError;
    },
    archiveChannel: async (isArchived: boolean) => {
      const url = new URL("_channel", slackPageUrl ?? "");
      const answer = await fetch(url, { method: "PUT", body: JSON.stringify({ isArchived }) });
      expect(answer.ok).toBe(true);
    },
    /** The first lines of the channel's only message and of its thread. */
    status: async () => {
      const [message, ...others] = await hands.messages();
      expect(others).toEqual([]);
      const lines = [message, ...(message?.thread ?? [])].map(
        (it) => it?.files?.[0]?.name ?? it?.text.split("\n")[0],
      );
      return { text: message?.text ?? "", lines };
    },
  };
}

const NONE = { accepted: 0, withdrawn: 0, pending: 0 };

it("tells of failures, an outage and a doubtful payment in one message and its thread", async (test) => {
  const world = await setup(test, {
    POINTS_IDEMPOTENCY: "none",
    POINTS_RATE_PER_SECOND: "3",
    // Many at once, so that the outage shows soon.
    POINTS_CONCURRENCY: "12",
  });
  // Fewer than have first payments, among which the doubtful one would pause it.
  const rows: SheetRow[] = [...rowsOf(17, "story"), ["missing-1", 500], ["missing-2", 700]];
  const ready = await world.upload(rows, "출석 이벤트");
  await world.setFaults({
    failures: [
      { kind: "reset-after-paying", every: 1, until: 1 },
      { kind: "503", every: 1, until: 20 },
    ],
  });

  const { payoutId } = await world.schedule(ready, 10_000);
  await expect.poll(async () => (await world.status()).text).toContain("예약");
  await expect.poll(async () => (await world.client.payout(payoutId)).outage).toBeDefined();
  const done = await world.until(payoutId, "completed");

  expect(done.counts).toEqual({ ...NONE, payments: 19, paid: 16, rejected: 2, unknown: 1 });
  const { text, lines } = await world.status();
  expect(text).toContain("지급 완료 16건 · 지급 실패 2건 · 확인 필요 1건");
  expect(lines).toEqual([
    expect.stringContaining("지급 완료 16건 · 지급 실패 2건 · 확인 필요 1건"),
    expect.stringContaining("지급을 처리하지 못하고 있습니다"),
    expect.stringContaining("다시"),
    expect.stringContaining("지급 완료 16건 · 지급 실패 2건 · 확인 필요 1건"),
    `result-${payoutId}.xlsx`,
    expect.stringContaining("사유와 명단"),
  ]);

  const [unknown] = (await world.client.payments(payoutId, { state: "unknown" })).items;
  await world.client.resolve(payoutId, unknown?.row ?? 0, { as: "paid", note: "장부에 있음" });
  await expect
    .poll(async () => (await world.status()).text)
    .toContain("지급 완료 17건 · 지급 실패 2건");
  expect((await world.status()).lines).toHaveLength(6);
});

it("pays while the channel takes nothing, says so on the page, and reports once it is back", async (test) => {
  const world = await setup(test);
  await world.archiveChannel(true);
  const { payoutId } = await world.schedule(await world.upload(rowsOf(5)), 2_000);

  expect(await world.until(payoutId, "completed")).toMatchObject({ counts: { paid: 5 } });
  expect((await world.client.payout(payoutId)).channelBehind?.code).toBe("is_archived");
  expect(await world.watch()).toBe("Unhandled");

  await world.archiveChannel(false);
  expect(await world.watch()).toBeUndefined();
  expect(await world.watch()).toBeUndefined();
  const { lines } = await world.status();
  expect(lines).toEqual([
    expect.stringContaining("지급 완료 5건"),
    expect.stringContaining("지급 완료 5건"),
    `result-${payoutId}.xlsx`,
  ]);
  expect((await world.client.payout(payoutId)).channelBehind).toBeUndefined();
});
