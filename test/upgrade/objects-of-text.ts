import { NoSuchKey, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { Payment } from "../../domain/sheet/payment.ts";

const listSchema = z.object({ Prefix: z.string() });
const versionSchema = z.object({ Key: z.string(), VersionId: z.string() });
const inputSchema = z.object({
  Key: z.string(),
  Body: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
  IfNoneMatch: z.literal("*").optional(),
});

/** Begins what is no text, and is kept as one. */
const BASE64 = "base64:";
/** Of objects that are kept without one. */
const NO_VERSION = "null";

/**
 * S3 as the stores use it, over texts by their keys, of some by `key@version`: no request leaves the
 * client.
 */
export function clientOver(objects: Map<string, string>): S3Client {
  const s3 = new S3Client({ region: "ap-northeast-2" });
  const carryOut = (input: object) => {
    const list = listSchema.safeParse(input);
    if (list.success) return { Versions: versionsBelow(objects, list.data.Prefix) };
    const deleted = versionSchema.safeParse(input);
    if (deleted.success) {
      const { Key: key, VersionId: version } = deleted.data;
      objects.delete(version === NO_VERSION ? key : `${key}@${version}`);
      return {};
    }
    const { Key: key, Body: body, IfNoneMatch: onlyNew } = inputSchema.parse(input);
    if (body === undefined) return read(objects.get(key), key);
    if (onlyNew !== undefined && objects.has(key)) {
      throw new S3ServiceException({
        ...{ name: "PreconditionFailed", $fault: "client", $metadata: {} },
      });
    }
    objects.set(
      key,
      typeof body === "string" ? body : BASE64 + Buffer.from(body).toString("base64"),
    );
    return {};
  };
  const answer = async ({ input }: { readonly input: object }) => ({
    output: { $metadata: {}, ...carryOut(input) },
    response: undefined,
  });
  s3.middlewareStack.add(() => answer, { step: "initialize", priority: "high" });
  return s3;
}

function versionsBelow(objects: ReadonlyMap<string, string>, prefix: string) {
  return [...objects]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, text]) => {
      const [Key, VersionId = NO_VERSION] = name.split("@");
      return { Key, VersionId, IsLatest: true, Size: bytesOf(text).length };
    });
}

function read(text: string | undefined, key: string) {
  if (text === undefined) throw new NoSuchKey({ message: key, $metadata: {} });
  const bytes = bytesOf(text);
  const blob = new Blob([bytes]);
  const body = Object.assign(blob, {
    transformToString: async () => text,
    transformToByteArray: async () => bytes,
    transformToWebStream: () => blob.stream(),
  });
  return { Body: body, ContentLength: bytes.length };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith(BASE64)) return new TextEncoder().encode(text);
  return new Uint8Array(Buffer.from(text.slice(BASE64.length), "base64"));
}

/** A sheet with each payment in its own row, in the columns of the template. */
export function sheetOf(payments: readonly Payment[]): string {
  const rows = new Map(
    payments.map(({ row, userId, points, reason = "" }) => [row, `${userId},${points},${reason}`]),
  );
  const last = Math.max(1, ...rows.keys());
  const lines = Array.from({ length: last - 1 }, (_, index) => rows.get(index + 2) ?? "");
  return `${["user id,points,reason", ...lines].join("\n")}\n`;
}
