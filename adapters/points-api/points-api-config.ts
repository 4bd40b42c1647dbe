import * as z from "zod";
import { IDEMPOTENCY_MODES } from "../../domain/distribution/points-api.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import { answerRuleSchema, pathSchema } from "./answer-rules.ts";
import { bulkSchema } from "./bulk-config.ts";

const authSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /** Secret: `{"token": "…"}` */
  z.strictObject({ kind: z.literal("bearer"), secretId: z.string().min(1) }),
  /** Secret: `{"apiKey": "…"}` */
  z.strictObject({
    kind: z.literal("api_key"),
    header: z.string().min(1),
    secretId: z.string().min(1),
  }),
  /** Secret: `{"clientId": "…", "clientSecret": "…"}` (RFC 6749, section 4.4) */
  z.strictObject({
    kind: z.literal("client_credentials"),
    tokenUrl: z.url(),
    scope: z.string().optional(),
    secretId: z.string().min(1),
  }),
]);
export type AuthConfig = z.infer<typeof authSchema>;

/**
 * How the company's points API is called: configuration, not code. Templates know
 * `{{userId}}`, `{{points}}`, `{{reason}}` and `{{idempotencyKey}}`; a body value that is nothing
 * but a placeholder keeps its type (`"{{points}}"` becomes a number) and is left out when absent.
 */
export const pointsApiConfigSchema = z
  .strictObject({
    /** May hold placeholders; they are percent-encoded. */
    url: z.string().regex(/^https?:\/\//, "must begin with http:// or https://"),
    method: z.enum(["POST", "PUT", "PATCH"]).default("POST"),
    headers: z.record(z.string(), z.string()).default({ "Idempotency-Key": "{{idempotencyKey}}" }),
    body: z
      .record(z.string(), z.json())
      .default({ userId: "{{userId}}", points: "{{points}}", reason: "{{reason}}" }),
    /** Where a 2xx answer names the grant. */
    transactionIdPath: pathSchema.optional(),
    /** 2xx answers count as paid only if all of these match; without any, every 2xx does. */
    success: z.array(answerRuleSchema).default([]),
    /** Answers of any status that say this very payment was paid before. */
    alreadyPaid: z.array(answerRuleSchema).default([]),
    /** Answers of any status that refuse the payment for good. */
    rejected: z.array(answerRuleSchema).default([]),
    /** Where an answer says why, for people. */
    reasonPath: pathSchema.optional(),
    auth: authSchema.default({ kind: "none" }),
    idempotency: z.enum(IDEMPOTENCY_MODES),
    lookup: z
      .strictObject({
        url: z.string().regex(/^https?:\/\//),
        headers: z.record(z.string(), z.string()).default({}),
        transactionIdPath: pathSchema.optional(),
        /**
         * How long after a call the look-up certainly shows its payment: none is made sooner after
         * a call that may have paid.
         */
        settleMs: z.int().nonnegative().max(600_000).default(2_000),
      })
      .optional(),
    /**
     * A GET that says whether a user exists; only dry runs use it. Without it a dry run makes no
     * call at all.
     */
    findUser: z
      .strictObject({
        /** Holds `{{userId}}`, percent-encoded. */
        url: z
          .string()
          .regex(/^https?:\/\//)
          .refine((url) => url.includes("{{userId}}"), "must hold {{userId}}"),
        headers: z.record(z.string(), z.string()).default({}),
        /** 2xx answers count as found only if all of these match; without any, every 2xx does. */
        found: z.array(answerRuleSchema).default([]),
        /** Answers of any status that say that there is no such user. */
        missing: z.array(answerRuleSchema).default([{ status: 404 }]),
        /** By which status paying refuses a user who is not there: a dry run gives the same code. */
        payRejectsWith: z.int().min(400).max(499).default(404),
      })
      .optional(),
    /**
     * Where many payments are taken in one call. The single call is still needed: for a payment
     * that is alone, and for each payment of a bulk call that is refused as a whole.
     */
    bulk: bulkSchema.optional(),
    /** Payments a second, however many of them a call holds. */
    ratePerSecond: z.number().positive().max(100_000),
    /** At most so many payments in flight. How many the rate needs is found while paying. */
    concurrency: z.int().positive().max(10_000).default(DEFAULT_PAYING_SETTINGS.concurrency),
    /** After this long without an answer a call is in doubt, a single one or a bulk one. */
    timeoutMs: z.int().positive().max(120_000).default(10_000),
  })
  .refine((config) => config.idempotency !== "lookup" || config.lookup !== undefined, {
    path: ["lookup"],
    message: 'idempotency "lookup" needs a lookup url',
  })
  .refine((config) => config.idempotency !== "key" || sendsKey(config), {
    path: ["headers"],
    message: 'idempotency "key" needs {{idempotencyKey}} in a header, the body or the url',
  });
export type PointsApiConfig = z.infer<typeof pointsApiConfigSchema>;

function sendsKey(config: { url: string; headers: unknown; body: unknown }): boolean {
  return JSON.stringify([config.url, config.headers, config.body]).includes("{{idempotencyKey}}");
}

/**
 * Parses the configuration as it stands in an environment variable.
 * @throws {Error} naming every field that is wrong
 */
export function parsePointsApiConfig(json: string): PointsApiConfig {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (cause) {
    throw new Error("The points API configuration is not JSON.", { cause });
  }
  const parsed = pointsApiConfigSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new Error(`The points API configuration is wrong:\n${z.prettifyError(parsed.error)}`);
}
