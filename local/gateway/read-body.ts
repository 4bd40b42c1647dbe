import type { IncomingMessage } from "node:http";

/** A request's whole body; undefined when it is larger than `maxBytes`, and no more is kept then. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // A body too large is read to its end all the same, so that the client gets to hear so.
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes <= maxBytes) parts.push(part);
  }
  return bytes > maxBytes ? undefined : Buffer.concat(parts);
}
