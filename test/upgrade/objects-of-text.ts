import { NoSuchKey, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { Payment } from "../../domain/sheet/payment.ts";

const inputSchema = z.object({
  Key: z.string(),
  Body: z.string().optional(),
  IfNoneMatch: z.literal("*").optional(),
});

/** S3 as the stores of JSON use it, over texts by their keys: no request leaves the client. */
export function clientOver(objects: Map<string, string>): S3Client {
  const s3 = new S3Client({ region: "ap-northeast-2" });
  const carryOut = (input: object) => {
    const { Key: key, Body: body, IfNoneMatch: onlyNew } = inputSchema.parse(input);
    if (body === undefined) return { Body: bodyOf(objects.get(key), key) };
    if (onlyNew !== undefined && objects.has(key)) {
      throw new S3ServiceException({
        ...{ name: "PreconditionFailed", $fault: "client", $metadata: {} },
      });
    }
    objects.set(key, body);
    return {};
  };
  const answer = async ({ input }: { readonly input: object }) => ({
    output: { $metadata: {}, ...carryOut(input) },
    response: undefined,
  });
  s3.middlewareStack.add(() => answer, { step: "initialize", priority: "high" });
  return s3;
}

function bodyOf(text: string | undefined, key: string) {
  if (text === undefined) throw new NoSuchKey({ message: key, $metadata: {} });
  const blob = new Blob([text]);
  return Object.assign(blob, {
    transformToString: async () => text,
    transformToByteArray: async () => new TextEncoder().encode(text),
    transformToWebStream: () => blob.stream(),
  });
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
