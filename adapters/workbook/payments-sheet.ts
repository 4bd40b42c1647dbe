import type { DerivedAs } from "../../domain/distribution/derived-payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { REVERSAL_LIST_HEADER } from "../../domain/sheet/result-mark.ts";
import { newWorkbook } from "./exceljs-workbook.ts";
import { spelt } from "./spelt-text.ts";
import { HEADER_STYLE, NUMBER_STYLE, TEXT_STYLE } from "./styles.ts";

/** Named in Korean whatever the language: the check knows these headers, and marketers do. */
const COLUMNS = [
  { header: "회원ID", width: 28, style: TEXT_STYLE },
  { header: "포인트", width: 16, style: NUMBER_STYLE },
  { header: "사유", width: 40, style: TEXT_STYLE },
];
/** A header alone: by it no check pays from a reversal's list, wherever it was copied to. */
const REVERSAL_MARK = { header: REVERSAL_LIST_HEADER.ko, width: 24, style: TEXT_STYLE };
const SHEET_NAMES = { retry: "재지급 명단", reversal: "회수 명단" } as const;

/**
 * A workbook (.xlsx) of payments, each in its row, that is read back as exactly these: user ids are
 * text, whatever they look like.
 */
export async function writePaymentsWorkbook(
  payments: readonly Payment[],
  as: DerivedAs = "retry",
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const sheet = workbook.addWorksheet(SHEET_NAMES[as], { views: [{ state: "frozen", ySplit: 1 }] });
  // A header may say a column's own name, whatever others it has.
  const extras = [...new Set(payments.flatMap(({ extras = {} }) => Object.keys(extras)))];
  sheet.columns = [
    ...COLUMNS,
    ...extras.map((header) => ({ header, width: 24, style: TEXT_STYLE })),
    ...(as === "reversal" ? [REVERSAL_MARK] : []),
  ];
  sheet.getRow(1).eachCell((cell) => {
    cell.style = HEADER_STYLE;
  });
  for (const { row, userId, points, reason, extras: values = {} } of payments) {
    const texts = [reason, ...extras.map((name) => values[name])];
    // Nothing in place of an empty text: a cell with one would not be empty.
    sheet.getRow(row).values = [
      spelt(userId),
      points,
      ...texts.map((text) => (text === undefined ? null : spelt(text))),
    ];
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
