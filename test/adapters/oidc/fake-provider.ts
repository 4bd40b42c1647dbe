import { once } from "node:events";
import { createServer } from "node:http";
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from "jose";

/** A provider of nothing but discovery and keys, whose tokens a test signs as it likes. */
export async function startFakeProvider() {
  const keys: JWK[] = [];
  const asked = { discovery: 0, keys: 0 };
  const state = { broken: false };
  const server = createServer((request, response) => {
    if (state.broken) {
      response.writeHead(503).end();
      return;
    }
    const isKeys = request.url === "/tenant/keys";
    asked[isKeys ? "keys" : "discovery"] += 1;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(isKeys ? { keys } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const issuer = `http://127.0.0.1:${address.port}/tenant`;

  return {
    issuer,
    asked,
    state,
    async addKey(kid: string, alg = "ES256") {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: "sig" };
      keys.push(jwk);
      return { privateKey, jwk, kid, alg };
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

export interface SigningKey {
  readonly privateKey: CryptoKey | Uint8Array;
  readonly kid: string;
  readonly alg: string;
}

/** A token that holds exactly these claims, and these fields in its header. */
export function sign(
  { privateKey, kid, alg }: SigningKey,
  claims: JWTPayload,
  header: { readonly typ?: string } = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
}
