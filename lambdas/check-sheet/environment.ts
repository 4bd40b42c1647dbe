import * as z from "zod";
import { LANGUAGES } from "../../domain/language.ts";
import {
  type ColumnsOfPointsApis,
  type ColumnsOfPointsApisInput,
  columnsOfPointsApisJson,
  columnsOfPointsApisSchema,
} from "../../domain/payout/columns-of-points-api.ts";

/** What `check-sheet` reads from its environment; the CDK stack is typed by it. */
export const checkSheetEnvironmentSchema = z.object({
  PAYSHEET_TABLE: z.string().min(1),
  PAYSHEET_BUCKET: z.string().min(1),
  /** JSON of the policy's fields that differ from the defaults; see `policySchema`. */
  PAYSHEET_POLICY: z.string().default("{}"),
  /** Language of problem workbooks. */
  PAYSHEET_LANGUAGE: z.enum(LANGUAGES).default("ko"),
  /** JSON of the columns that points APIs take beside user, points and reason, if any does. */
  PAYSHEET_COLUMNS: columnsOfPointsApisJson.optional(),
  /** Alias ARN of `distribute`, which looks users up once their sheet is good; nothing does without it. */
  PAYSHEET_DISTRIBUTE_ARN: z.string().min(1).optional(),
});
export type CheckSheetEnvironment = z.input<typeof checkSheetEnvironmentSchema>;

/** `PAYSHEET_COLUMNS` of points APIs, the default one first; undefined where none takes anything. */
export function writeColumns(all: ColumnsOfPointsApisInput): string | undefined {
  return all.some(({ columns }) => columns.length > 0) ? JSON.stringify(all) : undefined;
}

/** The same with what is left unsaid of each column. */
export function parseColumns(all: ColumnsOfPointsApisInput): ColumnsOfPointsApis {
  return columnsOfPointsApisSchema.parse(all);
}
