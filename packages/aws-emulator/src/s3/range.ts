import { S3Error } from "./s3-error.ts";

/**
 * The bytes a `Range` header asks for, both ends inclusive. Undefined when it asks for none, for
 * several ranges, or in no form known: the whole object is sent then, as S3 does.
 * @throws {S3Error} InvalidRange when no byte of the object lies in it.
 */
export function parseRange(
  header: string | undefined,
  sizeBytes: number,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (first === "" && last === "") return undefined;
  const range =
    first === ""
      ? { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes - 1 }
      : { start: Number(first), end: last === "" ? sizeBytes - 1 : Number(last) };
  if (first !== "" && last !== "" && range.end < range.start) return undefined;
  if (range.start >= sizeBytes) {
    throw new S3Error("InvalidRange", {
      details: { RangeRequested: header ?? "", ActualObjectSize: String(sizeBytes) },
      headers: { "content-range": `bytes */${sizeBytes}` },
    });
  }
  return { start: range.start, end: Math.min(range.end, sizeBytes - 1) };
}
