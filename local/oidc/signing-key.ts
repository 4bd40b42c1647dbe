import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import * as z from "zod";

export const SIGNING_ALGORITHM = "RS256";

const signingKeySchema = z.looseObject({
  kty: z.literal("RSA"),
  kid: z.string().min(1),
  n: z.string().min(1),
  e: z.string().min(1),
  d: z.string().min(1),
});

/** A private key as JWK. */
export type SigningKey = z.infer<typeof signingKeySchema>;

/** The key kept in `dataDir`, made on first use, so that tokens stay good over a restart. */
export async function openSigningKey(dataDir: string): Promise<SigningKey> {
  const file = path.join(dataDir, "signing-key.json");
  const stored = await readFile(file, "utf8").catch(notThereYet);
  if (stored !== undefined) return signingKeySchema.parse(JSON.parse(stored));
  const key = await makeKey();
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(key), { mode: 0o600 });
  await rename(draft, file);
  return key;
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return signingKeySchema.parse({ ...jwk, kid, alg: SIGNING_ALGORITHM, use: "sig" });
}

function notThereYet(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
