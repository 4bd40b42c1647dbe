import { createHash, timingSafeEqual } from "node:crypto";

export const ALGORITHM = "AWS4-HMAC-SHA256";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The key pairs an emulator knows: several where callers are to be told apart. */
export type KnownKeys = Credentials | readonly Credentials[];

/** The secret of a key pair that is known. */
export function secretOf(keys: KnownKeys, accessKeyId: string): string | undefined {
  const all: readonly Credentials[] = "accessKeyId" in keys ? [keys] : keys;
  return all.find((pair) => pair.accessKeyId === accessKeyId)?.secretAccessKey;
}

/** What a signature is good for: one day, one region, one service. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Reads `key/date/region/service/aws4_request`; undefined when it has another form. */
export function parseCredential(credential: string): CredentialScope | undefined {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  const [, accessKeyId, date, region, service] = match ?? [];
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined
  ) {
    return undefined;
  }
  return { accessKeyId, date, region, service };
}

/** Compares in a time that does not tell how much of a guess was right. */
export function sameSignature(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected);
  const givenBytes = Buffer.from(given);
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}

export function sha256Hex(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

/** `20261121T042530Z` as epoch milliseconds; undefined when it is no such date. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
