import * as z from "zod";
import { outlastsCalls } from "../../adapters/points-api/settings-of-description.ts";
import { IDEMPOTENCY_MODES } from "../../connectors/http/options.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import type { FunctionEntry } from "../../infra/functions.ts";
import type { StackPointsApi } from "./stack-points-api.ts";

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().max(65_535));
const positiveSchema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().positive());

const variablesSchema = z.object({
  PORT: portSchema.default(8080),
  POINTS_PORT: portSchema.default(8081),
  SLACK_PORT: portSchema.default(8082),
  DATA_DIR: z.string().min(1).default(".local"),
  /** These take the place of the emulators. */
  POINTS_API_URL: z.url().optional(),
  /** The bearer token that the points API wants; the emulator wants none. */
  POINTS_API_TOKEN: z.string().min(1).optional(),
  SLACK_API_URL: z.url().optional(),
  SLACK_BOT_TOKEN: z.string().min(1).default("xoxb-local-stack"),
  /** What Slack signs clicks with. */
  SLACK_SIGNING_SECRET: z.string().min(1).default("local-signing-secret"),
  SLACK_CHANNEL: z.string().min(1).default("C0LOCALPAY"),
  /** How the points API is called. */
  POINTS_RATE_PER_SECOND: positiveSchema.default(200),
  POINTS_CONCURRENCY: positiveSchema.default(DEFAULT_PAYING_SETTINGS.concurrency),
  POINTS_TIMEOUT_MS: positiveSchema.default(5_000),
  POINTS_IDEMPOTENCY: z.enum(IDEMPOTENCY_MODES).default("key"),
  POINTS_LOOKUP_SETTLE_MS: positiveSchema.default(2_000),
  /** Whether it is asked for many payments in one call. */
  POINTS_BULK: z.enum(["true", "false"]).default("false"),
  /** Limits of the local `distribute`, as a deployment would set them. */
  DISTRIBUTE_TIMEOUT_MS: positiveSchema.default(900_000),
  DISTRIBUTE_YIELD_MARGIN_MS: positiveSchema.default(30_000),
  DISTRIBUTE_LEASE_TTL_MS: positiveSchema.default(15_000),
  /** First wait before Lambda tries a failed invocation again. */
  LAMBDA_RETRY_MS: positiveSchema.default(1_000),
  /** How long a token of the local OpenID provider is good for. */
  OIDC_TOKEN_TTL_SECONDS: positiveSchema.optional(),
  /** Names the deployment: its page then says what is left to do until a smoke test has passed. */
  DEPLOYMENT: z.string().min(1).optional(),
  LANGUAGE: z.enum(LANGUAGES).default("ko"),
});

/** What `distribute` would refuse at each start, in its own log. */
const environmentSchema = variablesSchema.superRefine((env, context) => {
  const { POINTS_TIMEOUT_MS: timeoutMs, DISTRIBUTE_LEASE_TTL_MS: leaseTtlMs } = env;
  if (outlastsCalls(leaseTtlMs, timeoutMs)) return;
  context.addIssue({
    code: "custom",
    path: ["POINTS_TIMEOUT_MS"],
    message:
      `A call may take ${timeoutMs} ms, too long for a lease of ${leaseTtlMs} ms: ` +
      "lower it or raise DISTRIBUTE_LEASE_TTL_MS",
  });
});

/** Has the stack listen wherever there is room, so that it runs beside others. */
export const FREE_PORTS = { PORT: "0", POINTS_PORT: "0", SLACK_PORT: "0" };

export interface StackSettings extends Omit<ReturnType<typeof readStackSettings>, "distribute"> {
  readonly distribute: {
    readonly timeoutMs: number;
    /** As deployed, by how long the points API's calls may take, unless given. */
    readonly yieldMarginMs?: number;
    readonly leaseTtlMs?: number;
  };
  /** Where the module of a function stands; as it is written by default. */
  readonly functionAt?: (entry: FunctionEntry) => string;
  /** Opens other points APIs than the one on this machine. */
  readonly openPointsApis?: (
    stack: Pick<StackSettings, "dataDir" | "pointsPort">,
  ) => Promise<readonly StackPointsApi[]>;
}

/**
 * Settings of the local stack from its environment.
 * @throws {Error} naming every variable that is wrong
 */
export function readStackSettings(environment: NodeJS.ProcessEnv) {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    throw new Error(`The environment is wrong:\n${z.prettifyError(parsed.error)}`);
  }
  const env = parsed.data;
  return {
    port: env.PORT,
    pointsPort: env.POINTS_PORT,
    slackPort: env.SLACK_PORT,
    dataDir: env.DATA_DIR,
    pointsApiUrl: env.POINTS_API_URL,
    pointsApiToken: env.POINTS_API_TOKEN,
    slackApiUrl: env.SLACK_API_URL,
    slackBotToken: env.SLACK_BOT_TOKEN,
    slackSigningSecret: env.SLACK_SIGNING_SECRET,
    slackChannel: env.SLACK_CHANNEL,
    points: {
      ratePerSecond: env.POINTS_RATE_PER_SECOND,
      concurrency: env.POINTS_CONCURRENCY,
      timeoutMs: env.POINTS_TIMEOUT_MS,
      idempotency: env.POINTS_IDEMPOTENCY,
      lookupSettleMs: env.POINTS_LOOKUP_SETTLE_MS,
      inBulk: env.POINTS_BULK === "true",
    },
    distribute: {
      timeoutMs: env.DISTRIBUTE_TIMEOUT_MS,
      yieldMarginMs: env.DISTRIBUTE_YIELD_MARGIN_MS,
      leaseTtlMs: env.DISTRIBUTE_LEASE_TTL_MS,
    },
    lambdaRetryMs: env.LAMBDA_RETRY_MS,
    tokenTtlSeconds: env.OIDC_TOKEN_TTL_SECONDS,
    deployment: env.DEPLOYMENT,
    language: env.LANGUAGE,
    policy: policySchema.parse({ minLeadTimeMs: 1_000 }),
  };
}
