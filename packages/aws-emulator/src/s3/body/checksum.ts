import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { notImplemented, S3Error } from "../s3-error.ts";

/** Checksums a client may send along; S3 knows more, which are refused as not implemented. */
export const CHECKSUM_ALGORITHMS = ["CRC32", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** The checksum a client states: its value, or undefined while it is to come as a trailer. */
export interface StatedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | undefined;
}

interface RunningChecksum {
  update(data: Buffer): void;
  /** Base64, as S3 writes it. */
  digest(): string;
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

export function parseAlgorithm(text: string, header: string): ChecksumAlgorithm {
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === text.toUpperCase());
  if (algorithm === undefined) throw notImplemented(header);
  return algorithm;
}

export function createChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === "CRC32") {
    let value = 0;
    return {
      update(data) {
        value = crc32(data, value);
      },
      digest() {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(value);
        return bytes.toString("base64");
      },
    };
  }
  const hash = createHash(algorithm.toLowerCase());
  return {
    update(data) {
      hash.update(data);
    },
    digest: () => hash.digest("base64"),
  };
}

const NOT_VALUES = new Set(["algorithm", "mode", "type"]);

/**
 * Which checksum a request states, in its headers or as a trailer to come.
 * @throws {S3Error} InvalidRequest for more than one, or for an algorithm without its value;
 *   NotImplemented for an algorithm unknown here.
 */
export function statedChecksum(
  header: (name: string) => string | undefined,
  headerNames: Iterable<string>,
): StatedChecksum | undefined {
  const trailer = header("x-amz-trailer")?.toLowerCase();
  const names = [...headerNames, ...(trailer === undefined ? [] : [trailer])]
    .filter((name) => name.startsWith("x-amz-checksum-"))
    .filter((name) => !NOT_VALUES.has(name.slice("x-amz-checksum-".length)));
  const [name, second] = names;
  if (second !== undefined) {
    throw new S3Error("InvalidRequest", {
      message:
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    });
  }
  if (name === undefined) {
    if (header("x-amz-sdk-checksum-algorithm") === undefined) return undefined;
    throw new S3Error("InvalidRequest", {
      message:
        "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    });
  }
  const algorithm = parseAlgorithm(name.slice("x-amz-checksum-".length), name);
  return { algorithm, value: name === trailer ? undefined : header(name) };
}

/** @throws {S3Error} BadDigest, MalformedTrailerError */
export function assertChecksum(
  stated: StatedChecksum,
  computed: string,
  trailers: ReadonlyMap<string, string>,
): void {
  const value = stated.value ?? trailers.get(checksumHeader(stated.algorithm));
  if (value === undefined) throw new S3Error("MalformedTrailerError");
  if (value !== computed) {
    throw new S3Error("BadDigest", {
      message: `The ${stated.algorithm} you specified did not match the calculated checksum.`,
    });
  }
}
