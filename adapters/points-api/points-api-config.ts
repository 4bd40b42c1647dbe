import * as z from "zod";
import { IDEMPOTENCY_MODES } from "../../domain/distribution/points-api.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import { answerRuleSchema, describesProof, pathSchema, proofSchema } from "./answer-rules.ts";
import { apiUrlSchema } from "./api-url.ts";
import { bulkSchema } from "./bulk-config.ts";
import { templateIssues } from "./check-templates.ts";
import { findUserSchema, lookupSchema } from "./look-up-config.ts";

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
  /** Secret: `{"user": "…", "password": "…"}` (RFC 7617) */
  z.strictObject({ kind: z.literal("basic"), secretId: z.string().min(1) }),
  /** Secret: `{"clientId": "…", "clientSecret": "…"}` (RFC 6749, section 4.4) */
  z.strictObject({
    kind: z.literal("client_credentials"),
    tokenUrl: apiUrlSchema.refine((url) => !url.includes("{{"), "takes no placeholders"),
    scope: z.string().optional(),
    /** For whom the token is to be good, where the endpoint asks. */
    audience: z.string().min(1).optional(),
    /** Where client id and secret are sent: as Basic credentials, or in the form. */
    clientAuth: z.enum(["header", "body"]).default("header"),
    secretId: z.string().min(1),
  }),
]);
export type AuthConfig = z.infer<typeof authSchema>;

/**
 * How the company's points API is called: configuration, not code. Templates know
 * `{{userId}}`, `{{points}}`, `{{reason}}` and `{{idempotencyKey}}`, some of them in further forms
 * (`placeholders.ts`); a body value that is nothing but a placeholder keeps its type (`"{{points}}"`
 * becomes a number, `"{{points:text}}"` a text) and is left out when absent.
 */
export const pointsApiConfigSchema = z
  .strictObject({
    /** May hold placeholders; they are percent-encoded. */
    url: apiUrlSchema,
    method: z.enum(["POST", "PUT", "PATCH"]).default("POST"),
    headers: z.record(z.string(), z.string()).default({ "Idempotency-Key": "{{idempotencyKey}}" }),
    body: z
      .record(z.string(), z.json())
      .default({ userId: "{{userId}}", points: "{{points}}", reason: "{{reason}}" }),
    /** Where a 2xx answer names the grant. */
    transactionIdPath: pathSchema.optional(),
    /** 2xx answers count as paid only if all of these match. */
    success: z.array(answerRuleSchema).default([]),
    /** A 2xx is proof of payment whatever it holds, if anything. */
    proof: proofSchema,
    /** Answers of any status that say this very payment was paid before. */
    alreadyPaid: z.array(answerRuleSchema).default([]),
    /** Answers of any status that refuse the payment for good. */
    rejected: z.array(answerRuleSchema).default([]),
    /** Where an answer says why, for people. */
    reasonPath: pathSchema.optional(),
    auth: authSchema.default({ kind: "none" }),
    idempotency: z.enum(IDEMPOTENCY_MODES),
    lookup: lookupSchema.optional(),
    findUser: findUserSchema.optional(),
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
  .refine((config) => describesProof({ ...config, rules: config.success }), {
    path: ["proof"],
    message:
      "what proves a payment? Write transactionIdPath (where a 2xx names the grant), or success " +
      '(a rule such as { path: "resultCode", equals: "0000" }), or proof: "status" if any 2xx ' +
      "proves it, even an empty one",
  })
  .refine((config) => config.idempotency !== "lookup" || config.lookup !== undefined, {
    path: ["lookup"],
    message: 'idempotency "lookup" needs a lookup url',
  })
  .superRefine((config, context) => {
    for (const { path, message } of templateIssues(config)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
export type PointsApiConfig = z.infer<typeof pointsApiConfigSchema>;

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
