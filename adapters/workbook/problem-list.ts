import type { Style, stream, Worksheet } from "exceljs";
import type { Language } from "../../domain/language.ts";
import type { Problem } from "../../domain/sheet/problem.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import { workbookWordsOf } from "../../presentation/workbook/words.ts";
import { spelt } from "./spelt-text.ts";
import {
  createMarkedStyles,
  HEADER_STYLE,
  LABEL_STYLE,
  LINK_STYLE,
  WRAPPED_TEXT_STYLE,
} from "./styles.ts";

export interface ProblemListOptions {
  readonly name: string;
  readonly language: Language;
  /** The name that a tab of the sheet has in the workbook; nothing when it is not in it. */
  readonly tabNameOf: (sheet: string | undefined) => string | undefined;
}

/**
 * Writes the tab that lists what the check found, with links to the cells. What stands in the
 * marketer's cells and names of tabs is quoted here: no row of it can pass for a header row.
 */
export function writeProblemList(
  workbook: stream.xlsx.WorkbookWriter,
  check: SheetCheck,
  { name, language, tabNameOf }: ProblemListOptions,
): void {
  const words = workbookWordsOf(language).problems;
  const sheet = workbook.addWorksheet(name);
  sheet.columns = [{ width: 24 }, { width: 10 }, { width: 30 }, { width: 100 }];
  writeRow(sheet, [[words.title(check.problemCount, check.warningCount), LABEL_STYLE]]);
  const listed = Math.max(check.problems.length, check.warnings.length);
  const isCut =
    check.problems.length < check.problemCount || check.warnings.length < check.warningCount;
  for (const line of [...words.howTo, ...(isCut ? [words.cut(listed)] : [])]) {
    writeRow(sheet, [[line, {}]]);
  }
  writeRow(sheet, []);
  const { place, kind, value, message } = words.columns;
  writeRow(
    sheet,
    [place, kind, value, message].map((header) => [header, HEADER_STYLE]),
  );
  const writeItem = createItemWriter(sheet, language, tabNameOf);
  for (const problem of check.problems) writeItem(problem, "problem");
  for (const warning of check.warnings) writeItem(warning, "warning");
  sheet.commit();
}

type Item = readonly [value: string | Link | undefined, style: Partial<Style>];

interface Link {
  readonly formula: string;
  readonly result: string;
}

function createItemWriter(
  sheet: Worksheet,
  language: Language,
  tabNameOf: ProblemListOptions["tabNameOf"],
) {
  const words = workbookWordsOf(language).problems;
  const styleOf = createMarkedStyles();
  return (found: Problem, kind: "problem" | "warning") => {
    const tabName = tabNameOf(found.sheet);
    const place = placeOf(found);
    const target = tabName === undefined || found.cell === undefined ? undefined : found.cell;
    writeRow(sheet, [
      target === undefined
        ? [place, WRAPPED_TEXT_STYLE]
        : [linkTo(tabName ?? "", target, place ?? ""), LINK_STYLE],
      [words[kind], styleOf("@", kind)],
      [found.value === undefined ? undefined : `“${found.value}”`, WRAPPED_TEXT_STYLE],
      [found.message[language], WRAPPED_TEXT_STYLE],
    ]);
  };
}

function placeOf({ sheet, cell }: Problem): string | undefined {
  if (sheet === undefined) return cell;
  return cell === undefined ? `‘${sheet}’` : `‘${sheet}’ ${cell}`;
}

/** A formula, not a relationship: those hold addresses, and names of tabs make poor ones. */
function linkTo(tabName: string, cell: string, shown: string): Link {
  const address = `#'${tabName.replaceAll("'", "''")}'!${cell}`;
  const quoted = [address, shown].map((text) => `"${spelt(text).replaceAll('"', '""')}"`);
  return { formula: `HYPERLINK(${quoted.join(",")})`, result: spelt(shown) };
}

function writeRow(sheet: Worksheet, items: readonly Item[]): void {
  const row = sheet.addRow([]);
  for (const [index, [value, style]] of items.entries()) {
    if (value === undefined) continue;
    const cell = row.getCell(index + 1);
    cell.value = typeof value === "string" ? spelt(value) : value;
    cell.style = style;
  }
  row.commit();
}
