import * as z from "zod";
import { fetchDiscovery } from "./discovery.ts";
import { type EmailTrust, trustedEmailOf } from "./token-claims.ts";

/** What an OpenID provider says about the bearer of a token. */
export interface UserInfo {
  /**
   * The trusted e-mail address of the token's subject, as addresses are compared; undefined when
   * the provider has none, or answers no tokens of this kind. Throws when it can't be asked now.
   */
  emailOf(token: string, subject: string): Promise<string | undefined>;
}

/** The person waits for this answer. */
const TIMEOUT_MS = 2_000;

const claimsSchema = z.looseObject({ sub: z.string() });

/** Asks the provider's own UserInfo endpoint, which its discovery document names. */
export function createUserInfo({
  issuer,
  emails = "verified",
}: {
  readonly issuer: string;
  readonly emails?: EmailTrust | undefined;
}): UserInfo {
  let endpoint: Promise<string | undefined> | undefined;

  async function findEndpoint(): Promise<string | undefined> {
    endpoint ??= fetchDiscovery(issuer).then((found) => found.userinfo_endpoint);
    try {
      return await endpoint;
    } catch (error) {
      endpoint = undefined;
      throw error;
    }
  }

  return {
    async emailOf(token, subject) {
      const url = await findEndpoint();
      if (url === undefined) return undefined;
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${token}`, accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      if (isForNow(response.status)) throw new Error(`${url} answered ${response.status}.`);
      if (!response.ok) return undefined;
      const claims = claimsSchema.safeParse(parseJson(text)).data;
      // OpenID Connect: an answer about another subject must not be used.
      return claims?.sub === subject ? trustedEmailOf(claims, emails) : undefined;
    },
  };
}

function isForNow(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

/** Some providers answer with a signed token: not read here. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
