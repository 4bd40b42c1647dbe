import type { IncomingMessage } from "node:http";
import { BodyTooLargeError, readBody } from "@paysheet/emulator-server/read-body";
import { AwsError } from "./aws-error.ts";

/** A request to an AWS service, read to its end. */
export interface AwsRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query as it was sent, which is what signatures are made over. */
  readonly rawQuery: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface BodyLimit {
  readonly maxBytes: number;
  /** What the service calls a body that is longer. */
  readonly tooLarge: string;
}

/** @throws {AwsError} `tooLarge`, 413, when the body is longer than `maxBytes` */
export async function readRequest(
  incoming: IncomingMessage,
  limit: BodyLimit,
): Promise<AwsRequest> {
  const body = await bodyOf(incoming, limit);
  const { method = "GET", url = "/", headers } = incoming;
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? "" : url.slice(mark + 1);
  return { method, path, query: new URLSearchParams(rawQuery), rawQuery, headers, body };
}

async function bodyOf(
  incoming: IncomingMessage,
  { maxBytes, tooLarge }: BodyLimit,
): Promise<string> {
  try {
    return (await readBody(incoming, maxBytes)).toString();
  } catch (cause) {
    if (!(cause instanceof BodyTooLargeError)) throw cause;
    throw new AwsError(tooLarge, "The request is too large.", { cause, status: 413 });
  }
}
