import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { ulid } from "ulid";
import { request } from "undici";
import * as z from "zod";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import type { PointsApiInput } from "../../connectors/registry.ts";
import { toInstant } from "../../domain/clock.ts";
import { getPayout } from "../../domain/payout/get-payout.ts";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import type { Firing } from "../../domain/payout/scheduler.ts";
import type { DistributeEnvironment } from "../../lambdas/distribute/environment.ts";
import {
  BUCKET,
  CREDENTIALS,
  REGION,
  SCHEDULE_GROUP,
  SLACK_SECRET_ID,
  TABLE,
} from "../../local/stack/account.ts";
import type { Cores } from "./cores.ts";
import type { BookSettings } from "./emulators/serve-points-api.ts";
import { startEmulator } from "./emulators/start-emulator.ts";
import { CHANNEL } from "./slack-of-bench.ts";

/** More than twice what a million payments take; small machines would have less by default. */
const EMULATOR_HEAP_FLAG = "--max-old-space-size=4096";

const callsSchema = z.object({
  calls: z.int(),
  paid: z.int(),
  points: z.int(),
  /** Answered 429. */
  refused: z.int(),
  /** Calls under a key that was paid before. */
  duplicates: z.int(),
  mostInFlight: z.int(),
  /** From the first call's arrival to the last one's. */
  arrivalsMs: z.number(),
  /** From the first call's arrival to the last answer. */
  payingMs: z.number(),
  /** The same without the first payments, which come alone: from the arrival of the call after them. */
  othersMs: z.number(),
  /** The most calls within any second. */
  busiestSecond: z.int(),
});
/** What the points API saw of one run. */
export type Calls = z.output<typeof callsSchema>;

const dynamoDbReportSchema = z.object({
  requests: z.record(z.string(), z.int()),
  conditionsFailed: z.int(),
  busiestPartition: z.int(),
});
export type DynamoDbReport = z.output<typeof dynamoDbReportSchema>;

/** Where one run's calls go. */
export type Book = Awaited<ReturnType<BenchWorld["openBook"]>>;

export type BenchWorld = Awaited<ReturnType<typeof startBenchWorld>>;

/** Everything that a worker talks to, each emulator in a process of its own. */
export async function startBenchWorld(folder: string, cores: Cores) {
  const start = (name: string, ...args: string[]) => {
    const program = join(import.meta.dirname, "emulators", `${name}-process.ts`);
    return startEmulator(cores.other([process.execPath, EMULATOR_HEAP_FLAG, program, ...args]));
  };
  const [points, dynamoDb, surroundings] = await Promise.all([
    start("points"),
    start("dynamodb"),
    start("surroundings", join(folder, "surroundings")),
  ]);
  const pointsUrl = addressIn(points.addresses, "url");
  const dynamoDbUrl = addressIn(dynamoDb.addresses, "url");
  const { s3, slack, secrets, scheduler } = surroundings.addresses;
  const account = { region: REGION, credentials: CREDENTIALS };
  const s3Client = new S3Client({ ...account, endpoint: s3 ?? "", forcePathStyle: true });
  const dynamoDbClient = new DynamoDBClient({ ...account, endpoint: dynamoDbUrl });
  const client = documentClientOf(dynamoDbClient);
  const payouts = createDynamoDbPayoutStore({ client, tableName: TABLE });
  await dynamoDbClient.send(new CreateTableCommand(tableDefinition(TABLE)));

  return {
    dynamoDbUrl,
    createTable: (table: CreateTableCommandInput) =>
      dynamoDbClient.send(new CreateTableCommand(table)),
    slackUrl: addressIn(surroundings.addresses, "slack"),

    /** The environment of `distribute`, for a points API as configured. */
    environment(pointsApi: PointsApiInput): Record<string, string> {
      const distribute: DistributeEnvironment = {
        PAYSHEET_TABLE: TABLE,
        PAYSHEET_BUCKET: BUCKET,
        PAYSHEET_SLACK_SECRET_ID: SLACK_SECRET_ID,
        PAYSHEET_SLACK_CHANNEL: CHANNEL.id,
        PAYSHEET_SLACK_API_URL: slack,
        PAYSHEET_PAGE_URL: "https://points.example.com",
        PAYSHEET_SCHEDULE_GROUP: SCHEDULE_GROUP,
        PAYSHEET_POINTS_API: JSON.stringify(pointsApi),
      };
      const aws = {
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_REGION: REGION,
        AWS_ENDPOINT_URL_S3: s3,
        AWS_ENDPOINT_URL_DYNAMODB: dynamoDbUrl,
        AWS_ENDPOINT_URL_SCHEDULER: scheduler,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets,
      };
      const given = Object.entries({ ...distribute, ...aws });
      return Object.fromEntries(given.map(([name, value]) => [name, value ?? ""]));
    },

    /** Where one run's calls go, and what came of them. */
    async openBook(settings: BookSettings) {
      const book = `${pointsUrl}/${randomUUID()}`;
      const answer = await fetch(book, { method: "PUT", body: JSON.stringify(settings) });
      if (!answer.ok) throw new Error(`The points API refuses a book: ${await answer.text()}`);
      return {
        url: `${book}/points`,
        calls: async (): Promise<Calls> => callsSchema.parse(await (await fetch(book)).json()),
        /** Resolves once so many were paid, however long that takes; rejects when aborted first. */
        async untilPaid(count: number, signal: AbortSignal): Promise<void> {
          const patience = { headersTimeout: 0, bodyTimeout: 0, signal };
          const { body } = await request(`${book}/paid/${count}`, patience);
          await body.dump();
        },
      };
    },

    /** Puts a workbook's payout into the state in which its time has come, as a person's clicks do. */
    async schedule(path: string): Promise<Firing> {
      const payoutId = ulid();
      const body = await readFile(path);
      const key = `sheets/${payoutId}/sheet.xlsx`;
      const put = new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body });
      const { VersionId: versionId = "" } = await s3Client.send(put);
      const fileName = basename(path);
      const check = await createSheetReader({}).read({ path, fileName });
      const sheet = { key, versionId, sizeBytes: body.length };
      const payout = scheduledPayout(payoutId, fileName, sheet, check);
      const { createdAt: at, createdBy: person, schedule } = payout;
      await payouts.create(payout, {
        eventId: ulid(),
        payoutId,
        revision: payout.revision,
        at,
        by: { kind: "person", ...person },
        action: "created",
        to: payout.state,
      });
      return { payoutId, generation: 1, scheduleName: schedule.name, run: 1 };
    },

    /** The payout as it stands. */
    payout: (payoutId: string) => getPayout(payouts, payoutId),

    /** An address at which S3 gives a small object to anyone, for a while. */
    async presignedObject(): Promise<string> {
      const object = { Bucket: BUCKET, Key: "limits" };
      await s3Client.send(new PutObjectCommand({ ...object, Body: "[]" }));
      return await getSignedUrl(s3Client, new GetObjectCommand(object), { expiresIn: 600 });
    },

    /** What DynamoDB was asked since the last time; then it begins anew. */
    async takeDynamoDbReport(): Promise<DynamoDbReport> {
      const answer = await fetch(`${dynamoDbUrl}/_report`, { method: "POST" });
      return dynamoDbReportSchema.parse(await answer.json());
    },

    async close(): Promise<void> {
      s3Client.destroy();
      dynamoDbClient.destroy();
      await Promise.all([points.close(), dynamoDb.close(), surroundings.close()]);
    },
  };
}

function scheduledPayout(
  payoutId: string,
  fileName: string,
  sheet: PayoutIn<"scheduled">["sheet"],
  { payments, totalPoints, digest, problemCount, warningCount }: PayoutIn<"scheduled">["check"],
): PayoutIn<"scheduled"> {
  const at = toInstant(Date.now());
  const person = { id: "bench", name: "bench" };
  return {
    payoutId,
    title: `bench of ${payments}`,
    fileName,
    sizeBytes: sheet.sizeBytes,
    createdBy: person,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 1,
    sheet,
    check: { payments, totalPoints, digest, problemCount, warningCount },
    schedule: {
      localTime: at.slice(0, 19),
      timeZone: "UTC",
      at,
      requestedBy: person,
      approvedBy: { id: "bench-approver", name: "bench-approver" },
      name: `${payoutId}-1`,
      generation: 1,
    },
    state: "scheduled",
  };
}

function addressIn(addresses: Readonly<Record<string, string>>, name: string): string {
  const address = addresses[name];
  if (address === undefined) throw new Error(`An emulator does not say where its ${name} is.`);
  return address;
}
