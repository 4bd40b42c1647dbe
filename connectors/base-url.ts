import { apiUrlSchema } from "./api-url.ts";

/** Where an API begins, as a stage names it: paths are put behind it. */
export const baseUrlSchema = apiUrlSchema.refine(
  (url) => URL.canParse(url) && !/[/?#]$|[?#]/.test(url),
  "must be an address without query that ends without a slash",
);
