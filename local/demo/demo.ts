import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SingleBar } from "cli-progress";
import * as z from "zod";
import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import { createAdminApiClient, requestLocalToken } from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { acknowledgementsOf } from "../../domain/payout/must-acknowledge.ts";
import { FREE_PORTS, readStackSettings, type StackSettings } from "../stack/stack-settings.ts";
import { type LocalStack, startStack } from "../stack/start-stack.ts";
import { createSampleSheet } from "./sample-sheet.ts";

const DEMO_DIR = join(".local", "demo");
const TITLE = "11월 출석 이벤트";
const TIME_ZONE = "Asia/Seoul";
/** Slow enough to be watched. */
const RATE_PER_SECOND = "40";
const LEAD_MS = 3_000;

/** Plays a whole payout before one's eyes: upload, check, schedule, pay, report, tidy up. */
async function demo(): Promise<void> {
  await rm(DEMO_DIR, { recursive: true, force: true });
  await mkdir(DEMO_DIR, { recursive: true });
  const settings = readStackSettings({
    POINTS_RATE_PER_SECOND: RATE_PER_SECOND,
    ...process.env,
    DATA_DIR: join(DEMO_DIR, "data"),
    // The demo also plays beside a stack that runs.
    ...FREE_PORTS,
  });
  const log: string[] = [];
  const stack = await startStack(settings, (line) => log.push(line));
  try {
    await play(stack, settings);
  } catch (error) {
    console.error(log.join("\n"));
    throw error;
  } finally {
    await stack.close();
  }
}

async function play(stack: LocalStack, settings: StackSettings): Promise<void> {
  const token = await requestLocalToken(stack.origin, "marketer");
  const client = createAdminApiClient({ baseUrl: stack.origin, token });

  const sample = await createSampleSheet();
  const sheetPath = join(DEMO_DIR, "november-event.xlsx");
  await writeFile(sheetPath, sample.bytes);
  console.log(`1. A marketer uploads ${sheetPath}: ${sample.payments} payments.`);
  const fileName = "november-event.xlsx";
  const created = await client.createPayout({
    title: TITLE,
    fileName,
    sizeBytes: sample.bytes.length,
  });
  await client.upload(created.upload, sample.bytes, fileName);
  const ready = await waitForPayout(client, created.payoutId, {
    until: ["ready", "invalid"],
    pollEveryMs: 100,
  });
  const { payments, totalPoints, warnings } = checkOf(ready);
  console.log(`2. The check: ${payments} payments, ${number(totalPoints)} points, no problem.`);

  const at = localTimeIn(LEAD_MS);
  await client.schedule(created.payoutId, {
    at,
    timeZone: TIME_ZONE,
    expectedTotalPoints: totalPoints,
    acknowledgedWarnings: acknowledgementsOf(warnings),
  });
  console.log(`3. Scheduled for ${at} ${TIME_ZONE}; the total was typed once more by hand.`);
  console.log("4. Paying:");
  const done = await watch(client, created.payoutId, payments);
  if (done.state !== "completed") throw new Error(`The payout ended ${done.state}.`);

  const resultPath = join(DEMO_DIR, "result.xlsx");
  await writeFile(resultPath, await client.report(created.payoutId));
  console.log("5. Slack says:\n");
  console.log(indent(await slackText(stack)));
  console.log(`\n6. The result workbook: ${resultPath}`);
  await assertPaid(stack, done, sample.payments - sample.missing);
  await assertNoSchedule(stack);
  console.log("7. The schedule is gone, and everyone was paid once.");
  if (settings.pointsApiUrl !== undefined) console.log(`Points API: ${settings.pointsApiUrl}`);
}

function checkOf(payout: PayoutAnswer): NonNullable<PayoutAnswer["check"]> {
  if (payout.state !== "ready" || payout.check === undefined) {
    throw new Error(`The sample sheet is ${payout.state}: ${JSON.stringify(payout.check)}`);
  }
  return payout.check;
}

async function watch(
  client: ReturnType<typeof createAdminApiClient>,
  payoutId: string,
  payments: number,
): Promise<PayoutAnswer> {
  const bar = new SingleBar({
    format: "   [{bar}] {value}/{total} settled, {duration_formatted}",
    noTTYOutput: true,
    notTTYSchedule: 1_000,
    clearOnComplete: false,
  });
  bar.start(payments, 0);
  try {
    return await waitForPayout(client, payoutId, {
      until: ["completed", "halted", "paused", "cancelled"],
      pollEveryMs: 200,
      onAnswer: ({ counts }) => {
        if (counts !== undefined) bar.update(counts.payments - counts.pending - counts.accepted);
      },
    });
  } finally {
    bar.stop();
  }
}

const messagesSchema = z.array(
  z.object({
    text: z.string(),
    thread_ts: z.string().optional(),
    files: z.array(z.object({ name: z.string() })).optional(),
  }),
);

async function slackText(stack: LocalStack): Promise<string> {
  const messages = messagesSchema.parse(await getJson(stack.slackPageUrl, "_messages"));
  return messages
    .map(({ text, thread_ts, files = [] }) => {
      const shown = [unescapeSlack(text), ...files.map(({ name }) => `📎 ${name}`)];
      const lines = shown.filter((line) => line !== "").join("\n");
      return thread_ts === undefined ? lines : indent(lines);
    })
    .join("\n\n");
}

/** Slack's three escapes, as its clients show them. */
function unescapeSlack(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

const stateSchema = z.object({ grants: z.number() });

async function assertPaid(stack: LocalStack, payout: PayoutAnswer, expected: number) {
  const { grants } = stateSchema.parse(await getJson(stack.pointsUrl, "_state"));
  if (grants !== expected || payout.counts?.paid !== expected) {
    throw new Error(`Expected ${expected} grants; the points API's books have ${grants}.`);
  }
}

const schedulesSchema = z.object({ Schedules: z.array(z.unknown()) });

async function assertNoSchedule(stack: LocalStack): Promise<void> {
  const answer = await getJson(stack.endpoints.scheduler, "schedules");
  const { Schedules } = schedulesSchema.parse(answer);
  if (Schedules.length > 0) throw new Error(`A schedule is left: ${JSON.stringify(Schedules)}`);
}

async function getJson(base: string | undefined, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, `${base?.replace(/\/$/, "")}/`));
  return await response.json();
}

/** `YYYY-MM-DDTHH:mm:ss` in the demo's zone, `aheadMs` from now. */
function localTimeIn(aheadMs: number): string {
  const at = new Date(Date.now() + aheadMs);
  return at.toLocaleString("sv-SE", { timeZone: TIME_ZONE }).replace(" ", "T");
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}

function indent(text: string): string {
  return text.replace(/^/gm, "   │ ");
}

await demo();
