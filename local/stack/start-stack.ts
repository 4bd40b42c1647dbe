import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { OnAwsCall } from "@paysheet/aws-emulator/aws-call";
import { type LocalCognito, startLocalCognito } from "@paysheet/aws-emulator/cognito";
import { startLocalDynamoDb } from "@paysheet/aws-emulator/dynamodb";
import {
  type LocalLambda,
  type LocalLambdaOptions,
  startLocalLambda,
} from "@paysheet/aws-emulator/lambda";
import type { FunctionDefinition } from "@paysheet/aws-emulator/lambda/function-definition";
import { startQueueEventSource } from "@paysheet/aws-emulator/lambda/queue-event-source";
import { startLocalS3 } from "@paysheet/aws-emulator/s3";
import { startLocalScheduler } from "@paysheet/aws-emulator/scheduler";
import { startLocalSecrets } from "@paysheet/aws-emulator/secrets-manager";
import { createLocalQueue, type LocalQueue } from "@paysheet/aws-emulator/sqs";
import * as z from "zod";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { optional } from "../../domain/optional.ts";
import { roleSchema } from "../../domain/payout/person.ts";
import { parseColumns } from "../../lambdas/check-sheet/environment.ts";
import type { AboutStack } from "../gateway/about-stack.ts";
import { LOCAL_PEOPLE, type LocalPerson } from "../oidc/local-users.ts";
import {
  ACCOUNT_ID,
  BUCKET,
  CREDENTIALS,
  FUNCTION_KEYS,
  FUNCTIONS,
  LIVE_ALIAS,
  REGION,
  SCHEDULER_DLQ_ARN,
  SLACK_SECRET_ID,
  TABLE,
  UNCHECKED_DLQ_ARN,
  UPLOADS_QUEUE_ARN,
  USER_ID_KEY_SECRET_ID,
  USER_POOL_ID,
} from "./account.ts";
import { createScheduleGroup } from "./create-schedule-group.ts";
import {
  CHECK_SHEET_TIMEOUT_MS,
  type InspectPorts,
  openToDebuggers,
  stackFunctions,
} from "./functions.ts";
import { lambdaEnvironments } from "./lambda-environments.ts";
import { createLazyFunctions } from "./lazy-functions.ts";
import { openOutsideWorld } from "./outside-world.ts";
import { openStackGateway } from "./stack-gateway.ts";
import { type OpenPage, placeOfPage } from "./stack-page.ts";
import { columnsOf, type StackPointsApi, secretIdOf } from "./stack-points-api.ts";
import type { StackSettings } from "./stack-settings.ts";
import { createSweeperRules } from "./sweeper-rules.ts";

const aws = {
  region: REGION,
  accountId: ACCOUNT_ID,
  credentials: [CREDENTIALS, ...FUNCTION_KEYS],
};

export interface LocalStack {
  /** Page, API and OpenID provider, e.g. `http://localhost:8080`. */
  readonly origin: string;
  /** Base of the points API, the default one. */
  readonly pointsUrl: string;
  /** What each points API is called and where it is. */
  readonly pointsApis: readonly {
    readonly label: string;
    readonly url: string;
    readonly note?: string | undefined;
  }[];
  /** The channel page; absent when another Slack takes the emulator's place. */
  readonly slackPageUrl: string | undefined;
  /** AWS endpoints of the emulator. */
  readonly endpoints: {
    readonly s3: string;
    readonly dynamoDb: string;
    readonly scheduler: string;
    readonly lambda: string;
    /** The user pool of the local people: who is disabled there can't sign in. */
    readonly cognito: string;
  };
  /** Ids of the processes in which `distribute` runs now. */
  distributeProcesses(): readonly number[];
  readonly functions: readonly FunctionDefinition[];
  /** See {@link LocalLambda.reload}. */
  readonly reload: LocalLambda["reload"];
  close(): Promise<void>;
}

interface Part {
  close(): Promise<void>;
}

type Settings = StackSettings & {
  /** Serves the admin page too, in this way. */
  readonly page?: OpenPage;
  /** Opens functions to debuggers, and gives what they do more time. */
  readonly inspectPorts?: InspectPorts;
  /** Told of every request to AWS. */
  readonly onCall?: OnAwsCall;
  readonly onInvocation?: LocalLambdaOptions["onInvocation"];
};

/** Starts everything on this machine; all of it listens on loopback only. */
export async function startStack(
  settings: Settings,
  log: (line: string) => void = () => undefined,
): Promise<LocalStack> {
  await mkdir(settings.dataDir, { recursive: true });
  const opened: Part[] = [];
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  };
  const keep = <T extends Part>(part: T): T => {
    opened.push(part);
    return part;
  };
  try {
    return { ...(await openParts(settings, log, keep)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(
  settings: Settings,
  log: (line: string) => void,
  keep: <T extends Part>(part: T) => T,
): Promise<Omit<LocalStack, "close">> {
  const dirOf = (name: string) => join(settings.dataDir, name);
  const { onCall, onInvocation, inspectPorts } = settings;
  const functions = createLazyFunctions();
  const links: { label: string; url: string }[] = [];
  const known: {
    origin: string;
    s3: string;
    lambda: string;
    dynamoDb: string;
    pointsApis: readonly StackPointsApi[];
  } = { origin: "", s3: "", lambda: "", dynamoDb: "", pointsApis: [] };
  const at = {
    origin: () => known.origin,
    bucketUrl: () => known.s3,
    pointsApis: () => known.pointsApis.flatMap(({ named }) => named ?? []),
    columns: () => parseColumns(known.pointsApis.map(columnsOf)),
  };
  const page = await settings.page?.(placeOfPage({ settings, log, ...at }));
  const about = (): AboutStack => ({
    ...optional("pointsUrl", known.pointsApis[0]?.isLocal ? known.pointsApis[0].url : undefined),
    lambdaUrl: known.lambda,
    dynamoDbUrl: known.dynamoDb,
    idempotency: settings.points.idempotency,
  });
  const cognito = keep(
    await startLocalCognito({
      ...aws,
      dataDir: dirOf("cognito"),
      userPoolId: USER_POOL_ID,
      users: LOCAL_PEOPLE.map(({ id, email, roles }) => ({
        ...{ username: id, sub: id, email },
        groups: roles,
      })),
      onCall,
    }),
  );
  const gateway = keep(
    await openStackGateway(settings, functions, {
      ...{ links, page, about },
      personNow: (person) => personIn(cognito, person),
    }),
  );
  const dynamoDb = keep(
    await startLocalDynamoDb({
      dataDir: dirOf("dynamodb"),
      tables: [tableDefinition(TABLE)],
      ...(onCall === undefined ? {} : { report: { accountId: ACCOUNT_ID, onCall } }),
    }),
  );
  const uploads = await openUploads(dirOf("sqs"));
  const s3 = keep(
    await startLocalS3({
      ...aws,
      dataDir: dirOf("s3"),
      buckets: [{ name: BUCKET, corsOrigins: originsOf(gateway.port) }],
      onCall,
      onObjectCreated: async (event) => {
        const ofSheets = event.Records.some(({ s3 }) => s3.object.key.startsWith("sheets/"));
        if (ofSheets) await uploads.send({ body: JSON.stringify(event), attributes: {} });
      },
    }),
  );
  Object.assign(known, { origin: gateway.origin, s3: s3.endpoint, dynamoDb: dynamoDb.endpoint });
  const outside = keep(await openOutsideWorld(settings, gateway.origin));
  const { pointsApis, slackPageUrl } = outside;
  const secrets = keep(
    await startLocalSecrets({
      ...aws,
      secrets: secretsOf(settings, pointsApis),
      onCall,
    }),
  );
  const deadLetters = await createLocalQueue({ dataDir: dirOf("sqs"), arn: SCHEDULER_DLQ_ARN });
  const scheduler = keep(
    await startLocalScheduler({
      ...aws,
      dataDir: dirOf("scheduler"),
      invokeTarget: functions.invokeTarget,
      onCall,
      deadLetter: async (_, message) => {
        await deadLetters.send(message);
        log(`A firing could not be delivered; it waits in ${SCHEDULER_DLQ_ARN}.`);
      },
    }),
  );
  await createScheduleGroup(scheduler.endpoint);
  const environments = lambdaEnvironments(settings, {
    s3: s3.endpoint,
    dynamoDb: dynamoDb.endpoint,
    scheduler: scheduler.endpoint,
    secrets: secrets.endpoint,
    cognito: cognito.endpoint,
    pointsApis,
    slackApi: outside.slackApiUrl,
    issuer: gateway.provider.issuer,
    page: `${gateway.origin}/`,
  });
  const sweeperRules = createSweeperRules(functions, log);
  const deployed = stackFunctions(environments, settings);
  const lambda = keep(
    await startLocalLambda({
      ...aws,
      credentials: CREDENTIALS,
      functionKeys: FUNCTION_KEYS,
      onCall,
      onInvocation,
      dataDir: dirOf("lambda"),
      log,
      retryBaseMs: settings.lambdaRetryMs,
      functions: inspectPorts ? openToDebuggers(deployed, inspectPorts) : deployed,
      onExecutionStatusChange: sweeperRules.onExecutionStatusChange,
    }),
  );
  const pointsUrl = pointsApis[0]?.url ?? "";
  Object.assign(known, { lambda: lambda.endpoint, pointsApis });
  functions.start(lambda);
  keep(
    startQueueEventSource({
      queue: uploads,
      region: REGION,
      batchSize: 1,
      maxConcurrency: 4,
      visibilityTimeoutMs: 6 * CHECK_SHEET_TIMEOUT_MS,
      invoke: (event) => functions.invoke(FUNCTIONS.checkSheet, event),
      log,
    }),
  );
  keep(sweeperRules.start());
  const { origin } = gateway;
  links.push(
    { label: "Slack", url: slackPageUrl ?? outside.slackApiUrl },
    ...pointsApis.map(linkTo),
    { label: "Schedules", url: `${scheduler.endpoint}/schedules` },
  );
  return {
    origin,
    pointsUrl,
    pointsApis: pointsApis.map(linkTo),
    slackPageUrl,
    endpoints: {
      s3: s3.endpoint,
      dynamoDb: dynamoDb.endpoint,
      scheduler: scheduler.endpoint,
      lambda: lambda.endpoint,
      cognito: cognito.endpoint,
    },
    distributeProcesses: () => lambda.processesOf(FUNCTIONS.distribute, LIVE_ALIAS),
    functions: deployed,
    reload: lambda.reload,
  };
}

/** A local person as the user pool has them now; undefined where they can't sign in any more. */
function personIn(cognito: LocalCognito, person: LocalPerson): LocalPerson | undefined {
  const user = cognito.userOf(person.id);
  if (user === undefined || !user.isEnabled) return undefined;
  return { ...person, roles: z.array(roleSchema).parse(user.groups) };
}

/** What S3 tells of new sheets, and what was told three times in vain. */
async function openUploads(dataDir: string): Promise<LocalQueue> {
  const unchecked = await createLocalQueue({ dataDir, arn: UNCHECKED_DLQ_ARN });
  const redrive = { maxReceiveCount: 3, to: unchecked };
  return await createLocalQueue({ dataDir, arn: UPLOADS_QUEUE_ARN, redrive });
}

/** Secrets that hold JSON, by id. */
function secretsOf(
  settings: StackSettings,
  pointsApis: readonly StackPointsApi[],
): Record<string, string> {
  const { slackBotToken, slackSigningSecret } = settings;
  const slack = { botToken: slackBotToken, signingSecret: slackSigningSecret };
  return {
    [SLACK_SECRET_ID]: JSON.stringify(slack),
    // The same after every restart: what was hashed by it is to be found again.
    [USER_ID_KEY_SECRET_ID]: JSON.stringify({ key: "local-stack-user-id-key" }),
    ...Object.fromEntries(
      pointsApis.flatMap((pointsApi, index) => {
        const id = secretIdOf(pointsApi, index);
        return id === undefined ? [] : [[id, JSON.stringify(pointsApi.secret)]];
      }),
    ),
  };
}

function linkTo({ named, url, isLocal, note }: StackPointsApi) {
  const label = named === undefined ? "Points API" : `Points API ${named.name}`;
  return { label, url: isLocal ? `${url}/_state` : url, note };
}

/** Browsers tell the two names of this machine apart. */
function originsOf(port: number): string[] {
  return [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
}
