import { type Feature, one } from "./feature.ts";
import { buildWorkbook, HEADER, numberCell, textCell } from "./workbook-xml.ts";

/** A line of cells, a header below it, one payment; more cells in these rows. */
function sheet(above: string, { header = "", payment = "", below = "" } = {}): Buffer {
  const moved = HEADER.replaceAll(/(r="[A-C]?)1"/g, '$12"').replace("</row>", `${header}</row>`);
  return buildWorkbook({
    tabs: [
      {
        rows: `<row r="1">${above}</row>${moved}<row r="3">${textCell("A3", "u1")}${numberCell("B3", 100)}${payment}</row>${below}`,
      },
    ],
  });
}

const paid = one("u1").map((payment) => ({ ...payment, row: 3 }));
const above = (text: string, isProblem: boolean): Feature => ({
  name: `${JSON.stringify(text)} above the table`,
  bytes: sheet(textCell("A1", text)),
  ...(isProblem ? { problems: ["unit_outside_column@A1"] } : { payments: paid }),
});

export const UNIT_FEATURES: readonly Feature[] = [
  ...[
    ...[
      "(단위: 천원)",
      "단위 : 만 포인트",
      "[단위:천P]",
      "11월 이벤트 (단위: 백만원)",
      "천원 단위",
    ],
    ...["(천원)", "금액은 천원 단위입니다", "단위: 1,000원", "(단위: 원, 천P)", "(단위：ＵＳＤ)"],
    ...["(unit: thousand)", "in thousands", "Amounts in thousands of won", "Unit: USD"],
  ].map((text) => above(text, true)),
  ...[
    ...[
      "(단위: 원)",
      "단위: P",
      "단위: 점, 명",
      "천원 단위 절사",
      "11월 천원 이벤트",
      "unit: points",
    ],
    ...["부서 단위 이벤트", "총 1,000,000P", "담당 | 팀장 | 본부장", "작성일: 2026-11-30"],
  ].map((text) => above(text, false)),
  {
    name: "a unit beside the header",
    bytes: sheet("", { header: textCell("E2", "단위: 천원") }),
    problems: ["unit_outside_column@E2"],
  },
  {
    name: "a unit beside the payments",
    bytes: sheet("", { payment: textCell("F3", "(단위: 천원)") }),
    problems: ["unit_outside_column@F3"],
  },
  {
    name: "a unit below the table",
    bytes: sheet("", { below: `<row r="5">${textCell("D5", "※ 단위: 천원")}</row>` }),
    problems: ["unit_outside_column@D5"],
    warnings: ["row_passed_over@D5"],
  },
  {
    name: "a column of units",
    bytes: sheet("", { header: textCell("D2", "단위"), payment: textCell("D3", "천P") }),
    problems: ["unit_outside_column@D3"],
  },
  {
    name: "a column of harmless units",
    bytes: sheet("", { header: textCell("D2", "단위"), payment: textCell("D3", "P") }),
    payments: paid,
  },
  {
    name: "the unit of another column, above it",
    bytes: sheet(textCell("D1", "매출 (단위: 천원)"), {
      header: textCell("D2", "11월"),
      payment: numberCell("D3", 5),
    }),
    payments: paid,
  },
  {
    name: "the unit of another column, in its header",
    bytes: sheet("", { header: textCell("D2", "매출(천원)"), payment: numberCell("D3", 5) }),
    payments: paid,
  },
  {
    name: "points, and points of another kind",
    bytes: sheet("", { header: textCell("D2", "추가 포인트"), payment: numberCell("D3", 5) }),
    payments: paid,
    warnings: ["other_points_columns@D2"],
  },
  {
    name: "points, and points that users have",
    bytes: sheet("", { header: textCell("D2", "보유 포인트"), payment: numberCell("D3", 5) }),
    payments: paid,
  },
  {
    name: "points, and later points",
    bytes: sheet("", { header: textCell("D2", "최종 포인트"), payment: numberCell("D3", 5) }),
    problems: ["header_ambiguous@A2"],
  },
];
