import * as z from "zod";

/** How long the provider is given for an answer. */
export const PROVIDER_TIMEOUT_MS = 5_000;

const discoverySchema = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
});
export type Discovery = z.infer<typeof discoverySchema>;

/** An OpenID provider's discovery document. Throws without one, or when it names another issuer. */
export async function fetchDiscovery(issuer: string): Promise<Discovery> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const document = discoverySchema.parse(await response.json());
  if (document.issuer !== issuer) throw new Error(`${url} names the issuer ${document.issuer}.`);
  return document;
}
