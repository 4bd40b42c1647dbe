import * as z from "zod";
import { apiUrlSchema } from "../api-url.ts";
import type { Credentials } from "../connector.ts";

const tokenUrlSchema = apiUrlSchema.refine((url) => !url.includes("{{"), "takes no placeholders");
/** Where client id and secret are sent: as Basic credentials, or in the form. */
const clientAuthSchema = z.enum(["header", "body"]).default("header");
const DAY_MS = 86_400_000;

/** How calls prove who we are; what is secret stands in the stage's secret. */
export const authSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  /** Secret: `{"token": "…"}` */
  z.strictObject({ kind: z.literal("bearer") }),
  /** Secret: `{"apiKey": "…"}` */
  z.strictObject({ kind: z.literal("api_key"), header: z.string().min(1) }),
  /** Secret: `{"user": "…", "password": "…"}` (RFC 7617) */
  z.strictObject({ kind: z.literal("basic") }),
  /** Secret: `{"clientId": "…", "clientSecret": "…"}` (RFC 6749, section 4.4) */
  z.strictObject({
    kind: z.literal("client_credentials"),
    tokenUrl: tokenUrlSchema,
    scope: z.string().optional(),
    /** For whom the token is to be good, where the endpoint asks. */
    audience: z.string().min(1).optional(),
    clientAuth: clientAuthSchema,
  }),
  /** Secret: `{"clientId": "…", "clientSecret": "…", "refreshToken": "…"}` (RFC 6749, section 6) */
  z.strictObject({
    kind: z.literal("refresh_token"),
    tokenUrl: tokenUrlSchema,
    clientAuth: clientAuthSchema,
    /** After so long without use the endpoint forgets a refresh token. */
    refreshTokenLifeDays: z.number().positive().max(3_650),
  }),
]);
export type AuthOptions = z.infer<typeof authSchema>;

export function credentialsOf(auth: AuthOptions): Credentials {
  switch (auth.kind) {
    case "none":
    case "client_credentials":
      return auth;
    case "refresh_token": {
      const { refreshTokenLifeDays, ...endpoint } = auth;
      return { ...endpoint, refreshTokenLifeMs: refreshTokenLifeDays * DAY_MS };
    }
    case "bearer":
      return {
        kind: "secret",
        fields: ["token"],
        headers: (secret) => ({ authorization: `Bearer ${givenIn(secret, "token")}` }),
      };
    case "api_key":
      return {
        kind: "secret",
        fields: ["apiKey"],
        headers: (secret) => ({ [auth.header]: givenIn(secret, "apiKey") }),
      };
    case "basic":
      return { kind: "secret", fields: ["user", "password"], headers: basicHeaders };
  }
}

function basicHeaders(secret: Readonly<Record<string, string>>) {
  const user = givenIn(secret, "user");
  if (user.includes(":")) throw new Error("The user in the secret holds a colon (RFC 7617).");
  const pair = Buffer.from(`${user}:${secret["password"] ?? ""}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

function givenIn(secret: Readonly<Record<string, string>>, field: string): string {
  const value = secret[field] ?? "";
  if (value === "") throw new Error(`The secret has an empty ${field}.`);
  return value;
}
