import type { Payment } from "../../domain/sheet/payment.ts";
import { newWorkbook } from "./exceljs-workbook.ts";
import { spelt } from "./spelt-text.ts";
import { HEADER_STYLE, NUMBER_STYLE, TEXT_STYLE } from "./styles.ts";

/** Named in Korean whatever the language: the check knows these headers, and marketers do. */
const COLUMNS = [
  { header: "회원ID", width: 28, style: TEXT_STYLE },
  { header: "포인트", width: 16, style: NUMBER_STYLE },
  { header: "사유", width: 40, style: TEXT_STYLE },
];
const SHEET_NAME = "재지급 명단";

/**
 * A workbook (.xlsx) of payments, one row each from the second on, that is read back as exactly
 * these: user ids are text, whatever they look like.
 */
export async function writePaymentsWorkbook(payments: readonly Payment[]): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(SHEET_NAME, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = COLUMNS;
  sheet.getRow(1).eachCell((cell) => {
    cell.style = HEADER_STYLE;
  });
  for (const { userId, points, reason } of payments) {
    sheet.addRow([spelt(userId), points, ...(reason === undefined ? [] : [spelt(reason)])]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
