import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { startLocalDynamoDb } from "@paysheet/aws-emulator/dynamodb";
import { startLocalS3 } from "@paysheet/aws-emulator/s3";
import { startLocalScheduler } from "@paysheet/aws-emulator/scheduler";
import type { S3Event } from "aws-lambda";
import { ulid } from "ulid";
import { vi } from "vitest";
import { createDynamoDbAccessTrail } from "../../adapters/dynamodb/dynamodb-access-trail.ts";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbErasureStore } from "../../adapters/dynamodb/dynamodb-erasure-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbPeopleStore } from "../../adapters/dynamodb/dynamodb-people-store.ts";
import { createDynamoDbReceiptStore } from "../../adapters/dynamodb/dynamodb-receipt-store.ts";
import { createDynamoDbReminderStore } from "../../adapters/dynamodb/dynamodb-reminder-store.ts";
import { createDynamoDbReservationStore } from "../../adapters/dynamodb/dynamodb-reservation-store.ts";
import { type DynamoDbTable, documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import type { Metrics } from "../../adapters/metrics/powertools-metrics.ts";
import { createTokenVerifier } from "../../adapters/oidc/token-verifier.ts";
import { createUserInfo } from "../../adapters/oidc/user-info.ts";
import { createS3CheckStore } from "../../adapters/s3/s3-check-store.ts";
import { createS3ChunkStore } from "../../adapters/s3/s3-chunk-store.ts";
import { createS3ErasableFiles } from "../../adapters/s3/s3-erasable-files.ts";
import { createS3PreFlightStore } from "../../adapters/s3/s3-pre-flight-store.ts";
import {
  createS3ProblemWorkbookLinks,
  createS3ProblemWorkbookStore,
} from "../../adapters/s3/s3-problem-workbook-store.ts";
import { createS3ResultLinks, createS3ResultStore } from "../../adapters/s3/s3-result-store.ts";
import { createS3SheetContentsStore } from "../../adapters/s3/s3-sheet-contents-store.ts";
import { createS3SheetLinks, createS3SheetStore } from "../../adapters/s3/s3-sheet-store.ts";
import { createEventBridgeScheduler } from "../../adapters/scheduler/eventbridge-scheduler.ts";
import { createSheetReader } from "../../adapters/sheet/sheet-reader.ts";
import { createSheetSearch } from "../../adapters/sheet/sheet-search.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { createTemplate } from "../../adapters/workbook/create-template.ts";
import { writeMissingUsers } from "../../adapters/workbook/missing-users.ts";
import { writePaymentsWorkbook } from "../../adapters/workbook/payments-sheet.ts";
import { writeProblemWorkbookFile } from "../../adapters/workbook/problem-workbook.ts";
import type { AdminApiDeps, LogEntry } from "../../admin-api/admin-api.ts";
import { createApp } from "../../admin-api/create-app.ts";
import { createLambdaHandler } from "../../admin-api/lambda-handler.ts";
import type { SlackDeps } from "../../admin-api/slack/slack-deps.ts";
import { createAdminApiClient, requestLocalToken } from "../../cli/admin-api-client.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import type { Firing } from "../../domain/payout/scheduler.ts";
import { eraseUser } from "../../domain/personal-data/erase-user.ts";
import { foldUserId } from "../../domain/personal-data/user-id-hash.ts";
import type { PreFlightRequest } from "../../domain/preflight/pre-flight.ts";
import { createCheckSheetHandler } from "../../lambdas/check-sheet/handler.ts";
import { startLocalGateway } from "../../local/gateway/local-gateway.ts";
import { createLocalOpenIdProvider } from "../../local/oidc/local-openid-provider.ts";
import { LOCAL_PEOPLE, type LocalPerson } from "../../local/oidc/local-users.ts";
import { createMemoryEngine } from "../doubles/memory-engine.ts";
import { signInAt, tokensSchema } from "../local/oidc/sign-in.ts";
import { lambdaContextOf } from "./lambda-invocation.ts";

/** Somebody who can sign in, and to whom nobody gave a role. */
const NOBODY = {
  id: "nobody",
  name: "역할 없는 사람",
  email: "nobody@paysheet.example",
  roles: [],
};
/** Another account of the marketer's, whose address is written otherwise. */
export const SAME_PERSON: LocalPerson = {
  id: "marketer-too",
  name: "마케터의 다른 계정",
  email: "Marketer@Paysheet.EXAMPLE",
  roles: ["marketer", "approver"],
};
/** Somebody whose address the provider does not call verified. */
export const UNVERIFIED: LocalPerson = {
  id: "unverified",
  name: "주소를 확인하지 않은 사람",
  email: "approver@paysheet.example",
  isVerified: false,
  roles: ["approver"],
};
const AUDIENCE = "paysheet-admin-api";
const DAY_MS = 86_400_000;
/** Totals above this need a second person. */
const APPROVAL_ABOVE_POINTS = 100_000;

const aws = {
  region: "ap-northeast-2",
  accountId: "123456789012",
  credentials: { accessKeyId: "test", secretAccessKey: "test-secret" },
};
const NAME = "paysheet-test";
const ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:distribute:live";

/** The admin API over HTTP, with the real stores, scheduler, sheet check and OpenID provider. */
export async function startAdminApiWorld(
  overrides: Partial<AdminApiDeps> = {},
  slackOf?: (made: { readonly table: DynamoDbTable }) => SlackDeps,
) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "admin-api-"));
  const dirOf = (name: string) => path.join(dataDir, name);
  const logged: LogEntry[] = [];
  const measured: Parameters<Metrics["measure"]>[0][] = [];
  const started: { readonly firing: Firing; readonly executionName: string }[] = [];
  const told: string[] = [];
  const check: { handle?: (event: S3Event) => Promise<void> } = {};

  const dynamoDb = await startLocalDynamoDb({ tables: [tableDefinition(NAME)] });
  const s3 = await startLocalS3({
    ...aws,
    dataDir: dirOf("s3"),
    buckets: [{ name: NAME, corsOrigins: [] }],
    onObjectCreated: async (event) => {
      if (event.Records[0]?.s3.object.key.startsWith("sheets/")) await check.handle?.(event);
    },
  });
  const scheduler = await startLocalScheduler({
    ...aws,
    dataDir: dirOf("scheduler"),
    invokeTarget: async () => undefined,
    deadLetter: async () => undefined,
  });

  const policy =
    overrides.policy ??
    policySchema.parse({
      minLeadTimeMs: 1_000,
      approvalAbovePoints: APPROVAL_ABOVE_POINTS,
      maxSheetBytes: 1_000_000,
      // Tests of one world send more in a day than people do.
      limits: { personDayPayouts: { approvalAbove: 1_000 } },
    });
  const common = { region: aws.region, credentials: aws.credentials };
  const clients = {
    dynamoDb: new DynamoDBClient({ ...common, endpoint: dynamoDb.endpoint }),
    s3: new S3Client({ ...common, endpoint: s3.endpoint, forcePathStyle: true }),
    scheduler: new SchedulerClient({ ...common, endpoint: scheduler.endpoint }),
  };
  await clients.scheduler.send(new CreateScheduleGroupCommand({ Name: NAME }));
  const table = { client: documentClientOf(clients.dynamoDb), tableName: NAME };
  const bucket = { s3: clients.s3, bucket: NAME };
  const stores = {
    payouts: createDynamoDbPayoutStore(table),
    reservations: createDynamoDbReservationStore(table),
    reminders: createDynamoDbReminderStore(table),
    ledger: createDynamoDbLedgerStore(table),
    deliveryStates: createDynamoDbDeliveryStateStore(table),
    accesses: createDynamoDbAccessTrail({ ...table, keptDays: 1_826 }),
    erasures: createDynamoDbErasureStore(table),
    receipts: createDynamoDbReceiptStore(table),
    sheets: createS3SheetStore({ ...bucket, temporaryDirectory: dataDir }),
    checks: createS3CheckStore(bucket),
    contents: createS3SheetContentsStore(bucket),
    chunks: createS3ChunkStore(bucket),
    results: createS3ResultStore({
      ...bucket,
      sheets: createS3SheetStore({ ...bucket, temporaryDirectory: dataDir }),
      writeWorkbook: async (_, output, language = "ko") => {
        output.write(`the result workbook in ${language}`);
      },
    }),
  };
  check.handle = createCheckSheetHandler({
    log: { info: () => undefined, error: () => undefined },
    sheets: {
      ...stores,
      problemWorkbooks: createS3ProblemWorkbookStore({
        ...bucket,
        temporaryDirectory: dataDir,
        writeWorkbook: (file, found, target) =>
          writeProblemWorkbookFile(file, found, target, {
            language: "ko",
            nowMs: systemClock.nowMs,
          }),
      }),
      reader: createSheetReader(),
      policy,
      clock: systemClock,
      newId: ulid,
    },
  });

  const erasing = {
    ...stores,
    files: createS3ErasableFiles(bucket),
    sheetSearch: createSheetSearch(),
    clock: systemClock,
    newId: ulid,
  };
  const api: { handler?: ReturnType<typeof createLambdaHandler> } = {};
  const gateway = await startLocalGateway({
    port: 0,
    openProvider: (origin) =>
      createLocalOpenIdProvider({
        dataDir: dirOf("oidc"),
        issuer: `${origin}/oidc`,
        audience: AUDIENCE,
        people: [...LOCAL_PEOPLE, NOBODY, SAME_PERSON, UNVERIFIED],
      }),
    invokeApi: async (event) => {
      if (api.handler === undefined) throw new Error("The API is not ready.");
      return api.handler(event, lambdaContextOf(event.requestContext.requestId));
    },
  });
  const preFlights = createS3PreFlightStore(bucket);
  const preFlightsStarted: PreFlightRequest[] = [];
  const deps: AdminApiDeps = {
    ...stores,
    reader: createSheetReader(),
    results: createS3ResultLinks(bucket),
    sheetLinks: createS3SheetLinks(bucket),
    problemWorkbooks: createS3ProblemWorkbookLinks(bucket),
    sheetSink: stores.sheets,
    writePaymentsSheet: writePaymentsWorkbook,
    pointsTakenBack: true,
    requestNotification: async (payoutId) => {
      told.push(payoutId);
    },
    starter: {
      async start(firing, executionName) {
        started.push({ firing, executionName });
      },
    },
    rewriter: { rewrite: async () => undefined },
    comparer: { compare: async () => undefined },
    preFlights,
    preFlightStarter: {
      async preFlight(request) {
        preFlightsStarted.push(request);
      },
    },
    writeMissingUsers,
    hashUserId: async (userId) =>
      `erased-${createHash("sha1").update(foldUserId(userId)).digest("hex")}`,
    // Done by the time that the API has answered.
    eraser: {
      async erase(request) {
        const { engine } = createMemoryEngine({ clock: systemClock });
        await eraseUser(erasing, request, engine);
      },
    },
    scheduler: createEventBridgeScheduler({
      scheduler: clients.scheduler,
      groupName: NAME,
      target: {
        functionArn: ARN,
        roleArn: "arn:aws:iam::123456789012:role/fire",
        deadLetterQueueArn: "arn:aws:sqs:ap-northeast-2:123456789012:dead",
      },
    }),
    clock: systemClock,
    newId: ulid,
    policy,
    tokens: createTokenVerifier({
      issuer: gateway.provider.issuer,
      audience: AUDIENCE,
      rolesClaim: "roles",
      nameClaim: "name",
      isTyped: true,
    }),
    userInfo: createUserInfo({ issuer: gateway.provider.issuer }),
    people: createDynamoDbPeopleStore(table),
    metrics: { measure: (values) => measured.push(values) },
    createTemplate,
    language: "ko",
    pointsRatePerSecond: 2,
    log: (entry) => logged.push(entry),
    ...(slackOf === undefined ? {} : { slack: slackOf({ table }) }),
    ...overrides,
  };
  api.handler = createLambdaHandler(createApp(deps));

  async function tokenIssuedAt(user: string, now: number): Promise<string> {
    vi.useFakeTimers({ toFake: ["Date"], now });
    try {
      return (await gateway.provider.issueToken(user))?.accessToken ?? "";
    } finally {
      vi.useRealTimers();
    }
  }

  return {
    origin: gateway.origin,
    provider: gateway.provider,
    deps,
    stores,
    /** Reaches every version of what the stores keep in S3. */
    files: erasing.files,
    logged,
    measured,
    /** Executions of `distribute` that were started without a schedule. */
    started,
    preFlights,
    preFlightsStarted,
    /** Payouts that the channel was to be told of. */
    told,
    schedulesUrl: `${scheduler.endpoint}/schedules`,
    /** A token of that user's which ended long ago. */
    expiredTokenOf: (user: string) => tokenIssuedAt(user, Date.now() - DAY_MS),
    /** A token of that user's that says it was issued tomorrow. */
    futureTokenOf: (user: string) => tokenIssuedAt(user, Date.now() + DAY_MS),
    /** The ID token that the page gets when that user signs in. */
    async idTokenOf(user: string) {
      const { answer } = await signInAt(gateway, user);
      return tokensSchema.parse(await answer.json()).id_token;
    },
    tokenOf: (user: string) => requestLocalToken(gateway.origin, user),
    async clientOf(user: string) {
      const token = await requestLocalToken(gateway.origin, user);
      return createAdminApiClient({ baseUrl: gateway.origin, token });
    },
    async close() {
      await gateway.close();
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([scheduler.close(), s3.close(), dynamoDb.close()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type AdminApiWorld = Awaited<ReturnType<typeof startAdminApiWorld>>;
