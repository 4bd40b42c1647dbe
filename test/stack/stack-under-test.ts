import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import * as z from "zod";
import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import {
  type AdminApiClient,
  ApiProblemError,
  createAdminApiClient,
  requestLocalToken,
} from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { optional } from "../../domain/optional.ts";
import type { Limits } from "../../domain/payout/limits.ts";
import { acknowledgementsOf } from "../../domain/payout/must-acknowledge.ts";
import type { Policy } from "../../domain/payout/policy.ts";
import { builtFunction, type FunctionEntry } from "../../infra/functions.ts";
import type { RehearsedStage } from "../../local/rehearse/read-stage.ts";
import { rehearse } from "../../local/rehearse/rehearsal.ts";
import { FREE_PORTS, readStackSettings } from "../../local/stack/stack-settings.ts";
import { type LocalStack, startStack } from "../../local/stack/start-stack.ts";

/** A machine that needs longer to ask for a time hangs. */
const LONGEST_LEAD_MS = 60_000;

/** An answer takes the stack some 10 ms of processor time: asked more often, it would pay more slowly. */
const POLL_EVERY_MS = 250;

/** As they are deployed, which is also what starts in half the time: see `test/prepare-run.ts`. */
const functionAt = (entry: FunctionEntry) => join(builtFunction(entry), "index.mjs");

const messagesSchema = z.array(
  z.object({
    ts: z.string(),
    thread_ts: z.string().optional(),
    text: z.string(),
    blocks: z.array(z.unknown()).optional(),
    files: z.array(z.object({ name: z.string() })).optional(),
  }),
);

export type SheetRow = readonly [
  userId: string,
  points: number | string,
  reason?: string,
  /** Beneath the headers of `about.columns`. */
  ...others: string[],
];

/** The whole local stack on free ports, in a directory of its own, and hands to work it with. */
export async function startStackUnderTest(
  environment: Record<string, string> = {},
  options: Pick<
    Parameters<typeof startStack>[0],
    "page" | "inspectPorts" | "onCall" | "onInvocation" | "openPointsApis"
  > & {
    readonly stage?: RehearsedStage;
    /** Limits in place of the policy's own. */
    readonly limits?: Partial<Limits>;
    readonly quietHours?: Policy["quietHours"];
  } = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-stack-"));
  const log: string[] = [];
  const { stage, limits, quietHours, ...others } = options;
  const read = readStackSettings({ ...FREE_PORTS, DATA_DIR: dataDir, ...environment });
  const { policy } = read;
  const changed = {
    limits: { ...policy.limits, ...limits },
    ...optional("quietHours", quietHours),
  };
  const plain = { ...read, policy: { ...policy, ...changed } };
  const rehearsed = stage === undefined ? plain : rehearse(plain, stage, {});
  const settings = { ...rehearsed, functionAt };
  const stack = await startStack({ ...settings, ...others }, (line) => log.push(line));
  const hands = await handsOn(stack);
  return {
    ...hands,
    stack,
    log,
    async close() {
      await stack.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a test does with a stack, wherever it runs. */
export async function handsOn(
  stack: Pick<LocalStack, "origin" | "pointsUrl" | "slackPageUrl" | "endpoints">,
) {
  const clientOf = async (user: string): Promise<AdminApiClient> =>
    createAdminApiClient({
      baseUrl: stack.origin,
      token: await requestLocalToken(stack.origin, user),
    });
  const client = await clientOf("marketer");
  const getJson = async (base: string, path: string): Promise<unknown> =>
    await (await fetch(new URL(path, `${base.replace(/\/$/, "")}/`))).json();

  const until = (payoutId: string, ...states: PayoutAnswer["state"][]) =>
    waitForPayout(client, payoutId, { until: states, pollEveryMs: POLL_EVERY_MS });

  return {
    client,
    clientOf,
    until,

    /** Creates a payout, uploads the rows as a workbook and waits for its check. */
    async upload(
      rows: readonly SheetRow[],
      title = "11월 이벤트",
      {
        columns = [],
        ...about
      }: {
        readonly dryRun?: boolean;
        readonly pointsApi?: string;
        readonly columns?: readonly string[];
      } = {},
    ): Promise<PayoutAnswer> {
      const bytes = await workbookOf(rows, columns);
      const fileName = "11월 이벤트.xlsx";
      const created = await client.createPayout({
        title,
        fileName,
        sizeBytes: bytes.length,
        ...about,
      });
      await client.upload(created.upload, bytes, fileName);
      return await until(created.payoutId, "ready", "invalid");
    },

    /**
     * Schedules a payout `aheadMs` from now, with the right total; later where the machine is so busy
     * that this is over before the API hears of it. Nothing is begun `latestMs` after it.
     */
    async schedule(
      { payoutId, check }: PayoutAnswer,
      aheadMs: number,
      { by = client, latestMs }: { readonly by?: AdminApiClient; readonly latestMs?: number } = {},
    ): Promise<PayoutAnswer> {
      for (let leadMs = aheadMs; ; leadMs *= 2) {
        const latest = latestMs === undefined ? undefined : localTimeIn(leadMs + latestMs);
        try {
          return await by.schedule(payoutId, {
            at: localTimeIn(leadMs),
            timeZone: "Asia/Seoul",
            expectedTotalPoints: check?.totalPoints ?? 0,
            acknowledgedWarnings: acknowledgementsOf(check?.warnings ?? []),
            ...optional("latest", latest),
          });
        } catch (error) {
          if (!isTooSoon(error) || leadMs > LONGEST_LEAD_MS) throw error;
        }
      }
    },

    async setFaults(faults: Record<string, unknown>): Promise<void> {
      const url = `${stack.pointsUrl}/_faults`;
      const response = await fetch(url, { method: "PUT", body: JSON.stringify(faults) });
      if (!response.ok) throw new Error(await response.text());
    },

    /** The points API's own books of one user. */
    async grantsOf(userId: string): Promise<readonly { readonly points: number }[]> {
      const answer = await getJson(stack.pointsUrl, `v1/users/${encodeURIComponent(userId)}`);
      return z.object({ grants: z.array(z.object({ points: z.number() })) }).parse(answer).grants;
    },

    async pointsState() {
      const schema = z.object({ grants: z.number(), users: z.number(), calls: z.number() });
      return schema.parse(await getJson(stack.pointsUrl, "_state"));
    },

    /** The messages of the channel, and what stands in their threads. */
    async messages() {
      const all = messagesSchema.parse(await getJson(stack.slackPageUrl ?? "", "_messages"));
      return all
        .filter(({ thread_ts }) => thread_ts === undefined)
        .map((message) => ({
          ...message,
          thread: all.filter(({ thread_ts }) => thread_ts === message.ts),
        }));
    },

    async scheduleNames(): Promise<readonly string[]> {
      const schema = z.object({ Schedules: z.array(z.object({ Name: z.string() })) });
      const answer = await getJson(stack.endpoints.scheduler, "schedules");
      return schema.parse(answer).Schedules.map(({ Name }) => Name);
    },
  };
}

function isTooSoon(error: unknown): boolean {
  // The API found it in time, and the scheduler did not any more.
  const codes = ["time_too_soon", "time_refused"];
  return error instanceof ApiProblemError && codes.includes(error.problem.code);
}

/** `count` rows of users `<prefix>-0001` … with different points. */
export function rowsOf(count: number, prefix = "user"): SheetRow[] {
  return Array.from({ length: count }, (_, index) => [
    `${prefix}-${String(index + 1).padStart(4, "0")}`,
    100 + (index % 500),
    "출석 이벤트",
  ]);
}

async function workbookOf(
  rows: readonly SheetRow[],
  columns: readonly string[],
): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("지급 대상");
  sheet.addRow(["회원ID", "지급포인트", "사유", ...columns]);
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** `YYYY-MM-DDTHH:mm:ss` in Seoul, at least so many milliseconds from now. */
export function localTimeIn(aheadMs: number): string {
  const at = new Date(Math.ceil((Date.now() + aheadMs) / 1_000) * 1_000);
  return at.toLocaleString("sv-SE", { timeZone: "Asia/Seoul" }).replace(" ", "T");
}

/** The code by which the API refuses what was asked; "done" where it does not. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return "done";
  } catch (error) {
    if (!(error instanceof ApiProblemError)) throw error;
    return error.problem.code;
  }
}
