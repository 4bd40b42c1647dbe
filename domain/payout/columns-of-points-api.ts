import * as z from "zod";
import { type ExtraColumn, extraColumnsSchema } from "../sheet/extra-column.ts";
import { pointsApiNameSchema } from "./named-points-api.ts";

/** What each points API of a deployment takes of a row, the default one first. */
const columnsOfPointsApisSchema = z
  .array(
    z.object({
      /** As payouts name it; absent of the only one of a deployment. */
      name: pointsApiNameSchema.optional(),
      columns: extraColumnsSchema,
    }),
  )
  .min(1);
export type ColumnsOfPointsApis = z.output<typeof columnsOfPointsApisSchema>;
export type ColumnsOfPointsApisInput = z.input<typeof columnsOfPointsApisSchema>;

/** The same as JSON. */
export const columnsOfPointsApisJson = z
  .string()
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue("not JSON");
      return z.NEVER;
    }
  })
  .pipe(columnsOfPointsApisSchema);

/** What the points API of a payout takes beside user, points and reason. */
export function columnsOfPointsApi(
  all: ColumnsOfPointsApis = [],
  { pointsApi = all[0]?.name }: { readonly pointsApi?: string | undefined },
): readonly ExtraColumn[] {
  return all.find(({ name }) => name === pointsApi)?.columns ?? [];
}
