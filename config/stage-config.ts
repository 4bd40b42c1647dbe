import { z } from "zod";
import { pointsApiConfigSchema } from "../adapters/points-api/points-api-config.ts";
import { policySchema } from "../domain/payout/policy.ts";

const schema = z.strictObject({
  /** The account and region to deploy to; those of the caller's credentials by default. */
  account: z
    .string()
    .regex(/^\d{12}$/, "an AWS account number has 12 digits")
    .optional(),
  region: z.string().min(1).optional(),
  /** Where the admin page stands: links in messages lead there, and only it may upload sheets. */
  pageUrl: z.url({ protocol: /^https?$/ }),
  /** The OpenID provider whose tokens the admin API takes. */
  signIn: z.strictObject({
    issuer: z.url({ protocol: /^https$/ }),
    audience: z.string().min(1),
    rolesClaim: z.string().min(1).default("roles"),
  }),
  slack: z.strictObject({
    /** Id of the channel, such as `C0123456789`, not its name. */
    channel: z.string().regex(/^[CG][A-Z0-9]+$/, "a channel id such as C0123456789, not its name"),
  }),
  /** Without `secretId`s: the deployment makes the secret and names it. */
  pointsApi: pointsApiConfigSchema,
  policy: policySchema.strict().prefault({}),
  language: z.enum(["ko", "en"]).default("ko"),
  timeZone: z.string().min(1).default("Asia/Seoul"),
  /** What the admin API takes from all people together. */
  throttle: z
    .strictObject({
      ratePerSecond: z.int().positive().default(50),
      burst: z.int().positive().default(100),
    })
    .prefault({}),
  /** CloudWatch Logs keeps logs for one of these periods only. */
  logRetentionDays: z.literal([7, 14, 30, 90, 180, 365]).default(90),
});

/** Everything that differs from one deployment to another, checked; holds no secret. */
export type StageConfig = z.output<typeof schema>;

type PointsApiInput = z.input<typeof pointsApiConfigSchema>;
type AuthInput = NonNullable<PointsApiInput["auth"]>;
type WithoutSecretId<A> = A extends unknown ? Omit<A, "secretId"> : never;

/** What a file `config/<stage>.ts` holds. */
export type StageConfigInput = Omit<z.input<typeof schema>, "pointsApi"> & {
  readonly pointsApi: Omit<PointsApiInput, "auth"> & { readonly auth?: WithoutSecretId<AuthInput> };
};

/** The secret with the points API's credentials, as its configuration names it. */
export function pointsApiSecretName(stage: string): string {
  return `paysheet/${stage}/points-api`;
}

/** @throws {Error} that names every field that is wrong, and the file to mend. */
export function parseStageConfig(stage: string, input: StageConfigInput): StageConfig {
  const parsed = schema.safeParse({ ...input, pointsApi: withSecretId(stage, input.pointsApi) });
  if (parsed.success) return parsed.data;
  throw new Error(`config/${stage}.ts is wrong:\n${z.prettifyError(parsed.error)}`);
}

function withSecretId(stage: string, pointsApi: StageConfigInput["pointsApi"]) {
  const { auth } = pointsApi;
  if (auth === undefined || auth.kind === "none") return pointsApi;
  return { ...pointsApi, auth: { ...auth, secretId: pointsApiSecretName(stage) } };
}
