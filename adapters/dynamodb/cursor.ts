import type * as z from "zod";
import { InvalidCursorError } from "../../domain/payout/payout-store.ts";

const MAX_CURSOR_LENGTH = 1000;

/**
 * A position in a list, opaque to the caller. It holds no partition key: which list is read, the
 * query alone decides, so that a forged cursor only begins the caller's own list elsewhere.
 */
export function writeCursor(position: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** @throws {InvalidCursorError} */
export function readCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  if (cursor.length > MAX_CURSOR_LENGTH) throw new InvalidCursorError();
  const parsed = schema.safeParse(jsonIn(cursor));
  if (!parsed.success) throw new InvalidCursorError({ cause: parsed.error });
  return parsed.data;
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch (cause) {
    throw new InvalidCursorError({ cause });
  }
}
