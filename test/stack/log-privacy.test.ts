import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect, it, type TestContext } from "vitest";
import { requestLocalToken } from "../../cli/admin-api-client.ts";
import { CREDENTIALS, FUNCTIONS, REGION } from "../../local/stack/account.ts";
import { measuredIn } from "../lambdas/emf-lines.ts";
import { type SheetRow, startStackUnderTest } from "./stack-under-test.ts";

const MARK = "privacy-7731";
const REASON = "칠칠삼일 생일 축하";
const NOTE = `${MARK}-note`;
const SECRETS = {
  SLACK_BOT_TOKEN: "xoxb-unmistakable-bot-token",
  SLACK_SIGNING_SECRET: "unmistakable-signing-secret",
  POINTS_API_TOKEN: "unmistakable-points-api-token",
};
const ROWS: readonly SheetRow[] = [
  ...Array.from({ length: 20 }, (_, nr): SheetRow => [`${MARK}-user-${nr}`, 100 + nr, REASON]),
  // The points API names these in what it answers.
  [`missing-${MARK}-a`, 500, REASON],
  [`missing-${MARK}-b`, 600, REASON],
];
const LOOK = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };

async function setup({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
  const hands = await startStackUnderTest({
    ...SECRETS,
    POINTS_IDEMPOTENCY: "none",
    POINTS_CONCURRENCY: "2",
    LAMBDA_RETRY_MS: "100",
  });
  onTestFinished(() => hands.close());
  const { endpoints, origin, slackPageUrl } = hands.stack;
  const common = { region: REGION, credentials: CREDENTIALS, endpoint: endpoints.lambda };
  const lambda = new LambdaClient(common);
  onTestFinished(() => lambda.destroy());
  const token = await requestLocalToken(origin, "marketer");
  return {
    ...hands,
    token,
    /** Whether a line of some function's process holds this. */
    untilLogged: (text: string) =>
      expect.poll(() => hands.log.some((line) => line.includes(text))).toBe(true),
    setSlackFaults: async (faults: object) => {
      const url = new URL("_faults", slackPageUrl ?? "");
      const answer = await fetch(url, { method: "PUT", body: JSON.stringify(faults) });
      expect(answer.ok).toBe(true);
    },
    paymentsOf: async (userId: string) =>
      await fetch(`${origin}/api/users/${userId}/payments`, {
        headers: { authorization: `Bearer ${token}` },
      }),
    clickWithoutSignature: async () =>
      await fetch(`${origin}/api/slack/actions`, {
        method: "POST",
        headers: { "x-slack-signature": SECRETS.SLACK_SIGNING_SECRET },
        body: `payload=${MARK}`,
      }),
    /** What the function failed with, if it did: Lambda writes that to its log as well. */
    failureOf: async (functionName: string, event: object): Promise<string | undefined> => {
      const command = new InvokeCommand({
        FunctionName: functionName,
        Payload: JSON.stringify(event),
      });
      const { FunctionError, Payload } = await lambda.send(command);
      return FunctionError === undefined ? undefined : Payload?.transformToString();
    },
  };
}

it("keeps users, reasons and secrets out of every line of a payout's logs and metrics", async (test) => {
  const world = await setup(test);
  const { client, log, untilLogged } = world;
  await world.upload([...ROWS, [`${MARK}-bad`, "많이", REASON]]);
  const ready = await world.upload(ROWS);
  await world.setFaults({
    failures: [
      { kind: "reset-after-paying", every: 4, until: 2 },
      { kind: "503", every: 5, until: 2 },
      { kind: "garbage", every: 7, until: 1 },
    ],
  });

  await world.schedule(ready, 3_000);
  const done = await world.until(ready.payoutId, "completed", "halted");
  expect(done).toMatchObject({
    state: "completed",
    counts: { payments: ROWS.length, rejected: 2, unknown: 3, pending: 0 },
  });
  await untilLogged("distribution ended");
  const [unknown] = (await client.payments(ready.payoutId, { state: "unknown" })).items;
  await client.resolve(ready.payoutId, unknown?.row ?? 0, { as: "paid", note: NOTE });
  expect((await world.paymentsOf(`${MARK}-user-0`)).status).toBe(200);
  expect((await world.clickWithoutSignature()).status).toBe(401);
  expect(await world.failureOf(FUNCTIONS.sweeper, LOOK)).toBeUndefined();
  // Slack, too, names the users: of what it refuses no line may tell more than that it did.
  expect(JSON.stringify(await world.messages())).toContain(`missing-${MARK}-a`);
  await world.setSlackFaults({ kind: "garbage" });
  const { payoutId } = await client.retry(ready.payoutId);
  await world.schedule(await world.until(payoutId, "ready"), 60_000);
  const failures = [
    await world.failureOf(FUNCTIONS.sweeper, LOOK),
    await world.failureOf(FUNCTIONS.slackNotifier, { payoutId }),
    await world.failureOf(FUNCTIONS.slackNotifier, { userId: `${MARK}-user-0` }),
  ];
  await untilLogged("Dropped event");
  const admin = await world.clientOf("admin");
  await admin.eraseUser({ userId: `${MARK}-user-1`, reason: NOTE });
  await untilLogged("user erased");
  expect((await admin.accesses({ userId: `${MARK}-user-1` })).items).toHaveLength(1);

  expect(failures).not.toContain(undefined);
  for (const name of [
    "checkSheet",
    "distribute",
    "adminApi",
    "sweeper",
    "slackNotifier",
  ] as const) {
    expect(log.filter((line) => line.startsWith(`${FUNCTIONS[name]}: {`))).not.toEqual([]);
  }
  const emf = log.map((line) => line.replace(/^[\w-]+: /, ""));
  expect(measuredIn(emf)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "PaymentsUnknown", value: 3, unit: "Count" }),
      expect.objectContaining({
        name: "UnknownsWaiting",
        value: 2,
        dimensions: { service: "payouts", stage: "local" },
      }),
    ]),
  );
  const lines = [...log, ...failures.map(String)];
  const secrets = [MARK, REASON, ...Object.values(SECRETS), world.token];
  for (const secret of secrets) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
  // Tokens of people, whosever they are.
  expect(lines.filter((line) => /\beyJ[\w-]+\.eyJ/.test(line))).toEqual([]);
});
