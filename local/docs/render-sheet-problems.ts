import type { Bilingual } from "../../domain/sheet/problem.ts";
import type { ProblemCode } from "../../domain/sheet/problem-table.ts";
import { FILE_PROBLEMS } from "../../domain/sheet/problem-table-file.ts";
import { LATELY_PROBLEMS } from "../../domain/sheet/problem-table-recent.ts";
import { ROW_PROBLEMS } from "../../domain/sheet/problem-table-row.ts";

/** Told as warnings; the same user twice is a problem where a deployment says so. */
export const WARNINGS: ReadonlySet<string> = new Set<ProblemCode>([
  ...(["merged_reason", "hidden_rows", "hidden_column", "other_sheet_not_read"] as const),
  ...(["user_id_normalised", "user_id_inner_space", "user_id_twice"] as const),
  ...(["user_id_zeros_lost", "points_normalised", "points_equal_sum"] as const),
  ...(["row_passed_over", "payment_far_above_others", "far_above_lately"] as const),
  ...(["paid_lately_same", "paid_lately_similar"] as const),
  ...(["user_id_odd", "user_id_alike", "user_id_digits_lost"] as const),
  ...(["other_points_columns", "column_without_header", "user_not_found"] as const),
]);

/** The documentation of every problem and warning a sheet can have, as Markdown. */
export function renderSheetProblems(): string {
  return [
    "# Problems of sheets",
    "",
    "Made from the tables in `domain/sheet/problem-table-*.ts` by `npm run docs:problems`; don't edit it here.",
    "",
    "A sheet with a *problem* can't be scheduled; a *warning* is for a person to look at. Each is listed as",
    "`{code, sheet, cell, value, message: {ko, en}}`: the first 1,000 of each, all of them counted. Codes are",
    "stable. In the texts, `{value}` is what stands in the cell; other names in braces are filled in as well.",
    "",
    "## The file, its tabs and its header row",
    "",
    ...Object.entries(FILE_PROBLEMS).flatMap(([code, message]) => section(code, message)),
    "## Rows and cells",
    "",
    ...Object.entries(ROW_PROBLEMS).flatMap(([code, message]) => section(code, message)),
    "## Compared with other payouts",
    "",
    ...Object.entries(LATELY_PROBLEMS).flatMap(([code, message]) => section(code, message)),
  ].join("\n");
}

function section(code: string, { ko, en }: Bilingual): string[] {
  const [english, korean] = [splitMessage(en), splitMessage(ko)];
  return [
    `### \`${code}\`${WARNINGS.has(code) ? " (warning)" : ""}`,
    "",
    "| | what it means | how to mend it |",
    "|---|---|---|",
    `| en | ${english.meaning} | ${english.remedy} |`,
    `| ko | ${korean.meaning} | ${korean.remedy} |`,
    "",
  ];
}

/** A message says in its first sentence what is wrong, and in the others what to do. */
export function splitMessage(message: string): {
  readonly meaning: string;
  readonly remedy: string;
} {
  const [, meaning = message, remedy = ""] = /^(.+?\.) (.+)$/s.exec(message) ?? [];
  return { meaning, remedy };
}
