import * as z from "zod";
import { jsonOf } from "../json-of.ts";
import { type ExtraColumn, extraColumnsSchema } from "../sheet/extra-column.ts";
import { pointsApiNameSchema } from "./named-points-api.ts";

/** What each points API of a deployment takes of a row, the default one first. */
export const columnsOfPointsApisSchema = z
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
export const columnsOfPointsApisJson = jsonOf(columnsOfPointsApisSchema);

/** What the points API of a payout takes beside user, points and reason. */
export function columnsOfPointsApi(
  all: ColumnsOfPointsApis = [],
  { pointsApi = all[0]?.name }: { readonly pointsApi?: string | undefined },
): readonly ExtraColumn[] {
  return all.find(({ name }) => name === pointsApi)?.columns ?? [];
}
