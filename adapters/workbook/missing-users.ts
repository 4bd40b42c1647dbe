import type { Language } from "../../domain/language.ts";
import type { MissingUser } from "../../domain/preflight/pre-flight.ts";
import { plainReason } from "../../presentation/failure-reason.ts";
import { workbookWordsOf } from "../../presentation/workbook/words.ts";
import { newWorkbook } from "./exceljs-workbook.ts";
import { spelt } from "./spelt-text.ts";
import { HEADER_STYLE, NUMBER_STYLE, TEXT_STYLE } from "./styles.ts";

/**
 * A workbook (.xlsx) of the users that a points API does not know: a line for each row of the sheet, in its
 * order. User ids are text, whatever they look like.
 */
export async function writeMissingUsers(
  users: readonly MissingUser[],
  language: Language,
): Promise<Uint8Array> {
  const words = workbookWordsOf(language).missingUsers;
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(words.sheet, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = [
    { header: words.row, width: 10, style: NUMBER_STYLE },
    { header: words.userId, width: 28, style: TEXT_STYLE },
    { header: words.why, width: 40, style: TEXT_STYLE },
  ];
  sheet.getRow(1).eachCell((cell) => {
    cell.style = HEADER_STYLE;
  });
  const lines = users.flatMap(({ userId, rows, code }) =>
    rows.map((row) => ({ row, userId, why: plainReason({ state: "rejected", code }, language) })),
  );
  for (const { row, userId, why } of lines.toSorted((one, other) => one.row - other.row)) {
    sheet.addRow([row, spelt(userId), spelt(why)]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
