import { notImplemented, S3Error } from "./s3-error.ts";
import type { StoredVersion } from "./store/stored-version.ts";

/**
 * Whether a write may replace what is there: not if it says `If-None-Match: *`.
 * @throws {S3Error} PreconditionFailed, NotImplemented
 */
export function assertMayWrite(
  headers: ReadonlyMap<string, string>,
  latest: StoredVersion | undefined,
): void {
  if (headers.has("if-match")) throw notImplemented("If-Match");
  const ifNoneMatch = headers.get("if-none-match");
  if (ifNoneMatch === undefined) return;
  if (ifNoneMatch !== "*") throw notImplemented("If-None-Match");
  if (latest?.kind !== "object") return;
  throw new S3Error("PreconditionFailed", { details: { Condition: "If-None-Match" } });
}
