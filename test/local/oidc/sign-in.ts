import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { LocalGateway } from "../../../local/gateway/local-gateway.ts";

/** A browser's part: follows redirects by hand and keeps cookies. */
export function createBrowser() {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...init.headers, ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

/** Where an answer of that origin leads. */
export function locationAt(origin: string, response: Response): string {
  return new URL(response.headers.get("location") ?? "nowhere", origin).href;
}

export const tokensSchema = z.object({
  access_token: z.string(),
  id_token: z.string(),
  token_type: z.literal("Bearer"),
});

/** Signs a local person in as the page does, and asks for tokens as a page of that origin. */
export async function signInAt(
  gateway: Pick<LocalGateway, "origin" | "provider">,
  person: string,
  origin = gateway.origin,
) {
  const locationOf = (response: Response) => locationAt(gateway.origin, response);
  const browse = createBrowser();
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = `${gateway.origin}/signed-in`;
  const query = new URLSearchParams({
    client_id: "paysheet-admin-page",
    response_type: "code",
    scope: "openid profile",
    redirect_uri: redirectUri,
    state: "where-i-was",
    nonce: randomBytes(16).toString("base64url"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const asked = await browse(`${gateway.provider.issuer}/auth?${query}`);
  const picker = await browse(locationOf(asked));
  const picked = await browse(locationOf(asked), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: `person=${person}`,
  });
  const resumed = await browse(locationOf(picked));
  const returned = new URL(locationOf(resumed));
  const answer = await fetch(`${gateway.provider.issuer}/token`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "paysheet-admin-page",
      code: returned.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  return { browse, picker, returned, answer };
}
