import { setTimeout as delay } from "node:timers/promises";
import {
  InvokeCommand,
  LambdaClient,
  ListDurableExecutionsByFunctionCommand,
  paginateGetDurableExecutionHistory,
} from "@aws-sdk/client-lambda";
import exceljs from "exceljs";
import { createAdminApiClient, requestLocalToken } from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { CREDENTIALS, FUNCTIONS, LIVE_ALIAS, REGION } from "../../local/stack/account.ts";
import type { LocalStack } from "../../local/stack/start-stack.ts";

/** As often as the page looks while something goes on. */
const LOOK_EVERY_MS = 2_000;
const LOOK = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };

/** Uploads, schedules and pays a sheet, and waits until everything is told and tidied up. */
export async function playPayout(stack: LocalStack, payments: number): Promise<void> {
  const token = await requestLocalToken(stack.origin, "marketer");
  const client = createAdminApiClient({ baseUrl: stack.origin, token });
  const bytes = await workbookOf(payments);
  const about = { title: "cost", fileName: "cost.xlsx", sizeBytes: bytes.length };
  const { payoutId, upload } = await client.createPayout(about);
  await client.upload(upload, bytes, about.fileName);
  const look = { pollEveryMs: LOOK_EVERY_MS };
  const ready = await waitForPayout(client, payoutId, { ...look, until: ["ready", "invalid"] });
  const at = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 3_000);
  await client.schedule(payoutId, {
    at: at.toISOString().slice(0, 19),
    timeZone: "UTC",
    expectedTotalPoints: ready.check?.totalPoints ?? 0,
  });
  const done = await waitForPayout(client, payoutId, { ...look, until: ["completed", "halted"] });
  if (done.counts?.paid !== payments) {
    throw new Error(`The payout came to be ${done.state}: ${JSON.stringify(done.counts)}.`);
  }
  await client.report(payoutId);
  await untilTidied(stack);
}

/** The schedule is deleted last of all. */
async function untilTidied(stack: LocalStack): Promise<void> {
  for (;;) {
    const answer = await (
      await fetch(new URL("schedules", `${stack.endpoints.scheduler}/`))
    ).text();
    if (answer.includes('"Schedules":[]')) return;
    await delay(500);
  }
}

/** What the rule of every five minutes does. */
export async function playLook(stack: LocalStack): Promise<void> {
  const lambda = lambdaOf(stack);
  const Payload = JSON.stringify(LOOK);
  const { FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: FUNCTIONS.sweeper, Payload }),
  );
  lambda.destroy();
  if (FunctionError !== undefined) throw new Error(`The sweeper failed: ${FunctionError}.`);
}

/** Steps, waits and the like of all executions of `distribute`, the executions themselves included. */
export async function countDurableOperations(stack: LocalStack): Promise<number> {
  const lambda = lambdaOf(stack);
  const of = { FunctionName: FUNCTIONS.distribute, Qualifier: LIVE_ALIAS };
  const { DurableExecutions = [] } = await lambda.send(
    new ListDurableExecutionsByFunctionCommand(of),
  );
  let operations = 0;
  for (const { DurableExecutionArn } of DurableExecutions) {
    const pages = paginateGetDurableExecutionHistory({ client: lambda }, { DurableExecutionArn });
    for await (const { Events = [] } of pages) {
      operations += Events.filter(({ EventType }) => EventType?.endsWith("Started")).length;
    }
  }
  lambda.destroy();
  return operations;
}

function lambdaOf({ endpoints }: LocalStack): LambdaClient {
  return new LambdaClient({ region: REGION, credentials: CREDENTIALS, endpoint: endpoints.lambda });
}

async function workbookOf(payments: number): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("지급 대상");
  sheet.addRow(["회원ID", "지급포인트", "사유"]);
  for (let nr = 1; nr <= payments; nr += 1) {
    sheet.addRow([`user-${String(nr).padStart(7, "0")}`, 100 + (nr % 900), "출석 이벤트"]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
