import type { IncomingMessage } from "node:http";
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

/** @throws {AwsError} `tooLarge`, 413, when the body is longer than `maxBytes` */
export async function readRequest(
  incoming: IncomingMessage,
  limit: { readonly maxBytes: number; readonly tooLarge: string },
): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Read to its end even when too long, so that the sender hears why.
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes <= limit.maxBytes) chunks.push(chunk);
  }
  if (bytes > limit.maxBytes) {
    throw new AwsError(limit.tooLarge, "The request is too large.", { status: 413 });
  }
  const { method = "GET", url = "/", headers } = incoming;
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? "" : url.slice(mark + 1);
  const query = new URLSearchParams(rawQuery);
  return { method, path, query, rawQuery, headers, body: Buffer.concat(chunks).toString() };
}
