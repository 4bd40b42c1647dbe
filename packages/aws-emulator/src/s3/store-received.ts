import { rm } from "node:fs/promises";
import type { ReceivedBody } from "./body/receive-body.ts";
import type { Bucket } from "./bucket.ts";
import { assertMayWrite } from "./preconditions.ts";
import type { NewObject, ObjectVersion, StoredChecksum } from "./store/stored-version.ts";

const NO_CONDITIONS: ReadonlyMap<string, string> = new Map();

/**
 * Makes a received body the newest version of its key, unless the conditions forbid it by now.
 * @throws {S3Error} PreconditionFailed
 */
export async function storeReceived(
  bucket: Bucket,
  received: ReceivedBody,
  object: {
    readonly key: string;
    readonly headers: Record<string, string>;
    /** Request headers that may hold `If-None-Match`. */
    readonly conditions?: ReadonlyMap<string, string>;
    /** In place of the body's MD5 and checksum. */
    readonly eTag?: string;
    readonly checksum?: StoredChecksum;
  },
): Promise<ObjectVersion> {
  const { conditions = NO_CONDITIONS, ...given } = object;
  const { path, sizeBytes, md5Hex, checksum } = received;
  const whole: NewObject = {
    sizeBytes,
    eTag: md5Hex,
    ...(checksum === undefined
      ? {}
      : { checksum: { algorithm: "CRC32", value: checksum, type: "FULL_OBJECT" } }),
    ...given,
  };
  try {
    assertMayWrite(conditions, bucket.objects.latest(object.key));
    return bucket.objects.addObject(whole, path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
