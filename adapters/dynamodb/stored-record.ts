import type * as z from "zod";

/**
 * Reads what the table holds.
 * @throws {StoredRecordError} naming the record and each field that is not as it must be
 */
export function readStored<S extends z.ZodType>(
  schema: S,
  record: unknown,
  name: string,
): z.output<S> {
  const parsed = schema.safeParse(record);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".") || "record"}: ${message}`,
  );
  throw new StoredRecordError(name, fields, { cause: parsed.error });
}

/** The table holds something that this version can't read. */
export class StoredRecordError extends Error {
  override readonly name = "StoredRecordError";
  constructor(record: string, fields: readonly string[], options?: ErrorOptions) {
    super(`The stored ${record} can't be read: ${fields.join("; ")}`, options);
  }
}
