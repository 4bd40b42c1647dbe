import * as z from "zod";

/** Text of JSON that the schema takes. */
export function jsonOf<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue("not JSON");
        return z.NEVER;
      }
    })
    .pipe(schema);
}
