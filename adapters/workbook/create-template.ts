import type { DataValidation, Workbook, Worksheet } from "exceljs";
import type { Language } from "../../domain/language.ts";
import type { ExtraColumn } from "../../domain/sheet/extra-column.ts";
import { workbookWordsOf } from "../../presentation/workbook/words.ts";
import { newWorkbook } from "./exceljs-workbook.ts";
import { HEADER_STYLE, NUMBER_STYLE, TEXT_STYLE, WRAPPED_TEXT_STYLE } from "./styles.ts";

/**
 * The rows that Excel validates while they are typed. Not all of Excel's million: some programs,
 * exceljs among them, unfold the range cell by cell when they open it. The check after the upload
 * looks at every row.
 */
const GUIDED_ROWS = 10_000;
const USER_ID_CELLS = `A2:A${GUIDED_ROWS + 1}`;
const POINTS_CELLS = `B2:B${GUIDED_ROWS + 1}`;

/**
 * The workbook (.xlsx) that marketers fill in. The sheet they fill is empty below its header:
 * examples stand on the notes sheet only, in sentences, so that no example can ever be paid.
 */
export async function createTemplate({
  language,
  columns = [],
}: {
  readonly language: Language;
  /** What the points API takes beside user, points and reason. */
  readonly columns?: readonly ExtraColumn[] | undefined;
}): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  addPaymentsSheet(workbook, language, columns);
  addNotesSheet(workbook, language);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addPaymentsSheet(
  workbook: Workbook,
  language: Language,
  columns: readonly ExtraColumn[],
): void {
  const words = workbookWordsOf(language).template;
  const sheet = workbook.addWorksheet(words.sheet, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = [
    { header: words.userId, width: 28, style: TEXT_STYLE },
    { header: words.points, width: 16, style: NUMBER_STYLE },
    { header: words.reason, width: 40, style: TEXT_STYLE },
    // Text also for days, which stay as they are typed then: 2026-12-31.
    ...columns.map(({ name, headers: [header = name] }) => ({
      header,
      width: 20,
      style: TEXT_STYLE,
    })),
  ];
  sheet.getRow(1).eachCell((cell) => {
    cell.style = HEADER_STYLE;
  });
  addValidation(sheet, USER_ID_CELLS, {
    type: "textLength",
    operator: "greaterThanOrEqual",
    formulae: [1],
    allowBlank: true,
    showInputMessage: true,
    promptTitle: words.userId,
    prompt: words.userIdPrompt,
  });
  addValidation(sheet, POINTS_CELLS, {
    type: "whole",
    operator: "greaterThanOrEqual",
    formulae: [1],
    allowBlank: true,
    showInputMessage: true,
    promptTitle: words.points,
    prompt: words.pointsPrompt,
    showErrorMessage: true,
    errorStyle: "stop",
    errorTitle: words.pointsErrorTitle,
    error: words.pointsError,
  });
}

/** One column only, so that nothing on it can be read as a list of users and points. */
function addNotesSheet(workbook: Workbook, language: Language): void {
  const sheet = workbook.addWorksheet(workbookWordsOf(language).template.notesSheet);
  sheet.columns = [{ width: 100 }];
  const order: readonly Language[] = language === "ko" ? ["ko", "en"] : ["en", "ko"];
  for (const each of order) {
    sheet.addRow([workbookWordsOf(each).template.notes.title]).getCell(1).style = HEADER_STYLE;
    for (const note of workbookWordsOf(each).template.notes.notes) {
      sheet.addRow([note]).getCell(1).style = WRAPPED_TEXT_STYLE;
    }
    sheet.addRow([]);
  }
}

/** exceljs can put a rule on a whole range, which its types do not say. */
interface WithValidations {
  readonly dataValidations: { add(cells: string, validation: DataValidation): void };
}

function addValidation(sheet: Worksheet, cells: string, validation: DataValidation): void {
  if (!hasValidations(sheet)) throw new Error("exceljs has no data validations any more.");
  sheet.dataValidations.add(cells, validation);
}

function hasValidations(sheet: Worksheet): sheet is Worksheet & WithValidations {
  return "dataValidations" in sheet;
}
