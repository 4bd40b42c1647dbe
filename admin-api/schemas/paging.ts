import * as z from "zod";
import { optional } from "../../domain/optional.ts";

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;

/** Query parameters of every list. */
export const pagingQuery = {
  cursor: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .meta({ description: "From the page before; opaque." }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `a whole number from 1 to ${MAX_PAGE_SIZE}`)
    .transform(Number)
    .pipe(z.int().max(MAX_PAGE_SIZE))
    .optional()
    .meta({
      description: `How many at most, up to ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when absent.`,
      type: "integer",
      minimum: 1,
      maximum: MAX_PAGE_SIZE,
      example: DEFAULT_PAGE_SIZE,
    }),
};

/** The cursor of an answer. */
export const nextCursorSchema = z
  .string()
  .optional()
  .meta({ description: "Asks for the next page; absent on the last." });

/** A paging query as the stores take it. */
export function pageOf(query: { cursor?: string | undefined; limit?: number | undefined }) {
  return {
    limit: query.limit ?? DEFAULT_PAGE_SIZE,
    ...optional("cursor", query.cursor),
  };
}
