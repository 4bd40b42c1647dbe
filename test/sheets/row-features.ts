import { B2, type Feature, one } from "./feature.ts";
import { buildWorkbook, escapeXml, HEADER, numberCell, textCell } from "./workbook-xml.ts";

const column = (...cells: string[]): Buffer =>
  buildWorkbook({
    tabs: [
      {
        rows: `${HEADER}<row r="2">${textCell("A2", "u1")}${B2}</row><row r="3">${cells.join("")}</row>`,
      },
    ],
  });

export const ROW_FEATURES: readonly Feature[] = [
  {
    name: "a totals row by its label",
    bytes: column(textCell("A3", "합 계"), numberCell("B3", 7)),
    problems: ["totals_row@A3"],
  },
  {
    name: "a totals row in English",
    bytes: column(textCell("A3", "Total:"), numberCell("B3", 7)),
    problems: ["totals_row@A3"],
  },
  {
    name: "a totals row with a head count",
    bytes: column(textCell("A3", "총 120명"), numberCell("B3", 7)),
    problems: ["totals_row@A3"],
  },
  {
    name: "a totals row labelled in another column",
    bytes: column(numberCell("A3", 1), numberCell("B3", 100), textCell("D3", "소계")),
    problems: ["totals_row@D3"],
  },
  {
    name: "a totals row without a label",
    bytes: column(numberCell("B3", 100)),
    problems: ["totals_row@B3"],
  },
  {
    name: "points without a user",
    bytes: column(numberCell("B3", 50)),
    problems: ["user_id_missing@A3"],
  },
  {
    name: "a user without points",
    bytes: column(textCell("A3", "u2")),
    problems: ["points_missing@B3"],
  },
  {
    name: "a repeated header",
    bytes: column(textCell("A3", "회원 ID"), textCell("B3", "포인트(P)")),
    problems: ["repeated_header@A3"],
  },
  {
    name: "a note below the table",
    bytes: column(textCell("A3", "※ 11월 이벤트 당첨자입니다")),
    problems: ["note_row@A3"],
  },
  ...["- 이하 여백 -", "끝."].map((text) => ({
    name: `a last line of ${JSON.stringify(text)}`,
    bytes: column(textCell("A3", text)),
    problems: ["note_row@A3"],
  })),
  {
    name: "a kind of payment that is called a total",
    bytes: column(textCell("A3", "u2"), numberCell("B3", 777), textCell("D3", "합계")),
    payments: [...one("u1"), { row: 3, userId: "u2", points: 777 }],
  },
  {
    name: "an example row",
    bytes: column(textCell("A3", "예) user-1"), numberCell("B3", 50)),
    problems: ["example_row@A3"],
  },
  {
    name: "a blank row of spaces",
    bytes: column(textCell("A3", "  "), textCell("B3", "\u00a0")),
    payments: one("u1"),
  },
  {
    name: "a row with other columns only",
    bytes: column(numberCell("D3", 5)),
    payments: one("u1"),
    warnings: ["row_passed_over@D3"],
  },
  {
    name: "a row with a problem tells what else is to be looked at",
    bytes: column(textCell("A3", "u1 "), textCell("B3", "1.5")),
    problems: ["points_not_whole@B3"],
    warnings: ["user_id_normalised@A3", "user_id_twice@A3"],
  },
  {
    name: "the same user twice",
    bytes: column(textCell("A3", "u1"), numberCell("B3", 5)),
    payments: [...one("u1"), { row: 3, userId: "u1", points: 5 }],
    warnings: ["user_id_twice@A3"],
  },
  {
    name: "a header and nothing below",
    bytes: buildWorkbook({ tabs: [{ rows: HEADER }] }),
    problems: ["no_payments"],
  },
  { name: "no content", bytes: buildWorkbook({ tabs: [{ rows: "" }] }), problems: ["sheet_empty"] },
  {
    name: "no header",
    bytes: buildWorkbook({ tabs: [{ rows: HEADER.replace("포인트", escapeXml("수량<>")) }] }),
    problems: ["header_missing"],
  },
  {
    name: "two points columns",
    bytes: buildWorkbook({ tabs: [{ rows: HEADER.replace("사유", "지급포인트") }] }),
    problems: ["header_ambiguous@A1"],
  },
  {
    name: "a unit that changes the number",
    bytes: buildWorkbook({ tabs: [{ rows: HEADER.replace("포인트", "포인트(천P)") }] }),
    problems: ["header_unclear@A1"],
  },
];
