import {
  type GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Payment } from "../../domain/sheet/payment.ts";

/** S3 as the stores of JSON use it, over texts by their keys. */
export function clientOver(objects: Map<string, string>): S3Client {
  async function send(command: GetObjectCommand | PutObjectCommand) {
    const { Key: key = "" } = command.input;
    if (command instanceof PutObjectCommand) {
      const { Body: body, IfNoneMatch: onlyNew } = command.input;
      if (onlyNew !== undefined && objects.has(key)) {
        throw new S3ServiceException({
          ...{ name: "PreconditionFailed", $fault: "client", $metadata: {} },
        });
      }
      objects.set(key, String(body));
      return {};
    }
    const text = objects.get(key);
    if (text === undefined) throw new NoSuchKey({ message: key, $metadata: {} });
    return { Body: { transformToString: async () => text } };
  }
  return { send } as unknown as S3Client;
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
