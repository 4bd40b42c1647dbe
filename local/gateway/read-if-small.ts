import type { IncomingMessage } from "node:http";
import { BodyTooLargeError, readBody } from "@paysheet/emulator-server/read-body";

/** A request's whole body; undefined when it is larger than `maxBytes`. */
export async function readIfSmall(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  try {
    return await readBody(request, maxBytes);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return undefined;
    throw error;
  }
}
