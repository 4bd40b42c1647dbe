import * as z from "zod";
import { LANGUAGES } from "../../domain/language.ts";

/** What `check-sheet` reads from its environment; the CDK stack is typed by it. */
export const checkSheetEnvironmentSchema = z.object({
  PAYSHEET_TABLE: z.string().min(1),
  PAYSHEET_BUCKET: z.string().min(1),
  /** JSON of the policy's fields that differ from the defaults; see `policySchema`. */
  PAYSHEET_POLICY: z.string().default("{}"),
  /** Language of problem workbooks. */
  PAYSHEET_LANGUAGE: z.enum(LANGUAGES).default("ko"),
});
export type CheckSheetEnvironment = z.input<typeof checkSheetEnvironmentSchema>;
