import * as z from "zod";
import { LANGUAGES } from "../domain/language.ts";
import { policySchema } from "../domain/payout/policy.ts";
import {
  alarmsSchema,
  ciRoleSchema,
  networkSchema,
  pageSchema,
  reservedSchema,
} from "./deployment-schemas.ts";
import { bundleConnectors } from "./own-connector.ts";
import { channelIdSchema, hasOneForm, pointsApiFields, pointsApisOf } from "./points-apis.ts";
import { signInSchema } from "./sign-in-schema.ts";

const mentionSchema = z
  .string()
  .regex(
    /^<(@[UW][A-Z0-9]{1,40}|!subteam\^S[A-Z0-9]{1,40}|!here|!channel)>$/,
    "a mention such as <@U0123ABCD> or <!here>",
  );

const fieldsSchema = z.strictObject({
  /** The account and region to deploy to; those of the caller's credentials by default. */
  account: z
    .string()
    .regex(/^\d{12}$/, "an AWS account number has 12 digits")
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as ap-northeast-2")
    .optional(),
  /** Where the admin page stands; an address of CloudFront's own by default. */
  page: pageSchema.prefault({}),
  /** Who may sign in, and how; a user pool of Cognito by default. */
  signIn: signInSchema.prefault({ provider: "cognito" }),
  slack: z.strictObject({
    /** Id of the channel, such as `C0123456789`, not its name. */
    channel: channelIdSchema,
    /** Whom to call when a payment failed or a payout stopped. */
    mentions: z.array(mentionSchema).default([]),
    /** How long before a payout fires the channel is reminded. */
    reminderMinutes: z.int().nonnegative().max(9_999).default(30),
  }),
  ...pointsApiFields,
  /** Where `distribute` runs when the points API can be reached from a VPC only. */
  network: networkSchema.optional(),
  /** What a payout may be; the zone is {@link fieldsSchema.timeZone}. */
  policy: policySchema.omit({ defaultTimeZone: true }).strict().prefault({}),
  /** Of the page, of workbooks and of what Slack is told. */
  language: z.enum(LANGUAGES).default("ko"),
  /** The company's zone. */
  timeZone: z.string().refine(isTimeZone, "an IANA zone such as Asia/Seoul").default("Asia/Seoul"),
  /** What each route of the admin API takes from all people together. */
  throttle: z
    .strictObject({
      ratePerSecond: z.int().positive().default(50),
      burst: z.int().positive().default(100),
      /** Of each route that takes no token: the contract, its page, and what Slack signs. */
      withoutToken: z
        .strictObject({
          ratePerSecond: z.int().positive().default(10),
          burst: z.int().positive().default(20),
        })
        .prefault({}),
    })
    .prefault({}),
  /** Concurrent invocations set aside for a function, which are its limit as well. */
  reservedConcurrency: reservedSchema.prefault({}),
  /** How a new version of `distribute` takes over; payouts in flight stay on theirs either way. */
  rollout: z.enum(["canary", "at_once"]).default("canary"),
  alarms: alarmsSchema.prefault({}),
  /** Whether Lambda writes traces of invocations to X-Ray (docs/deploy.md says what they cost). */
  tracing: z.boolean().default(true),
  /** Who deploys besides people with credentials of their own. */
  delivery: ciRoleSchema.optional(),
  /** CloudWatch Logs keeps logs for one of these periods only. */
  logRetentionDays: z.literal([7, 14, 30, 90, 180, 365]).default(90),
});
const schema = fieldsSchema.refine(hasOneForm, {
  path: ["pointsApi"],
  message:
    "how are points paid? Write pointsApi, connector for one of your own, or pointsApis for several",
  // Beside whatever else is wrong.
  when: ({ value }) => typeof value === "object" && value !== null,
});

/** Everything that differs from one deployment to another, checked; holds no secret. */
export type StageConfig = ReturnType<typeof parseStageConfig>;

/** What a stage says of itself: in this repository, in its file `config/<stage>.ts`. */
export type StageConfigInput = z.input<typeof schema>;

/** @throws {Error} that names every field that is wrong. */
export function parseStageConfig(stage: string, input: StageConfigInput) {
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    const { pointsApi, connector, pointsApis, policy, timeZone, ...rest } = parsed.data;
    const all = pointsApisOf(stage, input, { pointsApi, connector, pointsApis });
    const entries = all.flatMap(({ entry }) => entry ?? []);
    return {
      ...rest,
      timeZone,
      policy: { ...policy, defaultTimeZone: timeZone },
      /** The default one first. */
      pointsApis: all,
      /** The module of the company's own connectors; undefined where it has none. */
      ownConnectors: entries.length === 0 ? undefined : bundleConnectors(entries),
    };
  }
  throw new Error(
    `The configuration of stage “${stage}” is wrong:\n${z.prettifyError(parsed.error)}`,
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
