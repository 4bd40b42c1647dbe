import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { S3Error } from "../s3-error.ts";
import { assertChecksum, createChecksum } from "./checksum.ts";

/** What a body must turn out to be. */
export interface BodyExpectation {
  readonly sizeBytes?: number;
  readonly sha256Hex?: string;
  /** See {@link statedChecksum}. */
  readonly checksum?: string | undefined;
  /** Inclusive; a POST policy's `content-length-range`, or S3's own limit. */
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** A body on disk that is what it should be, not yet anybody's object. */
export interface ReceivedBody {
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5Hex: string;
  /** CRC32 in base64, of a body whose sender stated it. */
  readonly checksum?: string;
}

/**
 * Streams a body to `path` and compares it with what was stated about it; the file is gone when
 * this rejects.
 * @throws {S3Error} BadDigest, EntityTooLarge, EntityTooSmall, IncompleteBody,
 *   MalformedTrailerError, XAmzContentSHA256Mismatch
 */
export async function receiveBody(
  body: { readonly data: AsyncIterable<Buffer>; readonly trailers: ReadonlyMap<string, string> },
  path: string,
  expected: BodyExpectation,
): Promise<ReceivedBody> {
  try {
    const { sizeBytes, md5Hex, sha256Hex, checksum } = await writeBody(body.data, path, expected);
    assertSize(sizeBytes, expected);
    if (expected.sha256Hex !== undefined && expected.sha256Hex !== sha256Hex) {
      throw new S3Error("XAmzContentSHA256Mismatch", {
        details: {
          ClientComputedContentSHA256: expected.sha256Hex,
          S3ComputedContentSHA256: sha256Hex,
        },
      });
    }
    if (expected.checksum === undefined) return { path, sizeBytes, md5Hex };
    assertChecksum(expected.checksum, checksum, body.trailers);
    return { path, sizeBytes, md5Hex, checksum };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function writeBody(
  data: AsyncIterable<Buffer>,
  path: string,
  expected: BodyExpectation,
): Promise<{ sizeBytes: number; md5Hex: string; sha256Hex: string; checksum: string }> {
  const md5 = createHash("md5");
  const sha256 = createHash("sha256");
  const checksum = createChecksum();
  let sizeBytes = 0;
  const file = await open(path, "wx");
  try {
    for await (const piece of data) {
      sizeBytes += piece.length;
      // What is too much is read to its end, so that the sender gets to read the answer.
      if (sizeBytes > expected.maxBytes) continue;
      md5.update(piece);
      if (expected.sha256Hex !== undefined) sha256.update(piece);
      checksum.update(piece);
      await file.appendFile(piece);
    }
  } finally {
    await file.close();
  }
  return {
    sizeBytes,
    md5Hex: md5.digest("hex"),
    sha256Hex: sha256.digest("hex"),
    checksum: checksum.digest(),
  };
}

function assertSize(sizeBytes: number, expected: BodyExpectation): void {
  const proposed = { ProposedSize: String(sizeBytes) };
  if (sizeBytes > expected.maxBytes) {
    throw new S3Error("EntityTooLarge", {
      details: { ...proposed, MaxSizeAllowed: String(expected.maxBytes) },
    });
  }
  if (sizeBytes < expected.minBytes) {
    throw new S3Error("EntityTooSmall", {
      details: { ...proposed, MinSizeAllowed: String(expected.minBytes) },
    });
  }
  if (expected.sizeBytes !== undefined && expected.sizeBytes !== sizeBytes) {
    throw new S3Error("IncompleteBody");
  }
}
