import { createHmac } from "node:crypto";
import * as z from "zod";
import {
  ERASED_PREFIX,
  foldUserId,
  type HashUserId,
} from "../../domain/personal-data/user-id-hash.ts";
import type { SecretsReader } from "./secrets-reader.ts";

const keySchema = z.object({ key: z.string().min(16) });
/** 160 bits: nobody finds two ids of one hash, and it fits where an id did. */
const HASH_LENGTH = 40;

/**
 * Hashes ids by HMAC-SHA-256 with the key of a secret, `{"key": "…"}`. Telephone numbers are few: a
 * hash without a key could be undone by trying them all. A key that is lost or changed leaves what
 * was hashed by it without anybody who could tell whose it was.
 */
export function createUserIdHash({
  secrets,
  secretId,
}: {
  readonly secrets: SecretsReader;
  readonly secretId: string;
}): HashUserId {
  return async (userId) => {
    const { key } = await secrets.read(secretId, keySchema);
    const hash = createHmac("sha256", key).update(foldUserId(userId)).digest("hex");
    return `${ERASED_PREFIX}${hash.slice(0, HASH_LENGTH)}`;
  };
}
