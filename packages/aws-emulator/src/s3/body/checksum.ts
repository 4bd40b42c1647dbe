import { crc32 } from "node:zlib";
import { notImplemented, S3Error } from "../s3-error.ts";

/** The checksum that the SDK sends along by itself; S3 knows more, which are refused. */
export const CHECKSUM_HEADER = "x-amz-checksum-crc32";

interface RunningChecksum {
  update(data: Buffer): void;
  /** Base64, as S3 writes it. */
  digest(): string;
}

export function createChecksum(): RunningChecksum {
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

const SAYS_SOMETHING_ELSE = ["x-amz-checksum-algorithm", "x-amz-checksum-mode"];

/**
 * The CRC32 that a request states: its value, `trailer` while that is to come, undefined for none.
 * @throws {S3Error} NotImplemented for any other digest
 */
export function statedChecksum(headers: ReadonlyMap<string, string>): string | undefined {
  const trailer = headers.get("x-amz-trailer")?.toLowerCase();
  const digests = [...headers.keys(), ...(trailer === undefined ? [] : [trailer])].filter(
    (name) =>
      name === "content-md5" ||
      (name.startsWith("x-amz-checksum-") && !SAYS_SOMETHING_ELSE.includes(name)),
  );
  const unknown = digests.find((name) => name !== CHECKSUM_HEADER);
  if (unknown !== undefined) throw notImplemented(unknown);
  return trailer === undefined ? headers.get(CHECKSUM_HEADER) : "trailer";
}

/** @throws {S3Error} BadDigest, MalformedTrailerError */
export function assertChecksum(
  stated: string,
  computed: string,
  trailers: ReadonlyMap<string, string>,
): void {
  const value = stated === "trailer" ? trailers.get(CHECKSUM_HEADER) : stated;
  if (value === undefined) throw new S3Error("MalformedTrailerError");
  if (value !== computed) {
    throw new S3Error("BadDigest", {
      message: "The CRC32 you specified did not match the calculated checksum.",
    });
  }
}
