import { B2, type Feature, one } from "./feature.ts";
import { buildWorkbook, HEADER, numberCell, relationships, textCell } from "./workbook-xml.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const FIRST = `${HEADER}<row r="2">${textCell("A2", "u1")}${B2}</row><row r="3">${textCell("A3", "u2")}${numberCell("B3", 200)}</row>`;
const PAID = [...one("u1"), { row: 3, userId: "u2", points: 200 }];

function formulaCell(ref: string, formula: string, value: string | number): string {
  return `<c r="${ref}"><f>${formula.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</f><v>${value}</v></c>`;
}

/** Two payments, and a row of a label and points. */
const labelled = (label: string, points = 777): Feature => ({
  name: `a totals row called ${JSON.stringify(label)}`,
  bytes: buildWorkbook({
    tabs: [
      { rows: `${FIRST}<row r="4">${textCell("A4", label)}${numberCell("B4", points)}</row>` },
    ],
  }),
  problems: ["totals_row@A4"],
});

const id = (userId: string): Feature => ({
  name: `${JSON.stringify(userId)} is an id`,
  bytes: buildWorkbook({
    tabs: [{ rows: `${FIRST}<row r="4">${textCell("A4", userId)}${numberCell("B4", 777)}</row>` }],
  }),
  payments: [...PAID, { row: 4, userId, points: 777 }],
});

/** Two payments, and a third row whose points come of a formula. */
const computed = (formula: string, isTotal: boolean, names = ""): Feature => ({
  name: `points by =${formula}`,
  bytes: buildWorkbook({
    tabs: [
      {
        name: "지급",
        rows: `${FIRST}<row r="4">${textCell("A4", "u3")}${formulaCell("B4", formula, 777)}${numberCell("D4", 5)}</row>`,
      },
    ],
    order: (entries) =>
      entries.map((entry) =>
        entry.name === "xl/workbook.xml"
          ? { ...entry, data: entry.data.toString().replace("</workbook>", `${names}</workbook>`) }
          : entry,
      ),
  }),
  ...(isTotal
    ? { problems: ["totals_row@A4"] }
    : { payments: [...PAID, { row: 4, userId: "u3", points: 777 }] }),
});

const NAMES =
  '<definedNames><definedName name="목록">\'지급\'!$B$2:$B$3</definedName><definedName name="목록" localSheetId="7">\'지급\'!$D$1</definedName><definedName name="단가">\'지급\'!$D$4</definedName></definedNames>';

/** A tab with a table over A1:C5, whose part says how many rows are for totals. */
function withTable(attributes: string, lastRow: string): Buffer {
  const table = `<table xmlns="${MAIN}" id="1" name="T" displayName="T" ref="A1:C4" ${attributes}><tableColumns count="3"/></table>`;
  return buildWorkbook({
    tabs: [
      {
        rows: `${FIRST}<row r="4">${lastRow}</row>`,
        after: '<tableParts count="1"><tablePart r:id="t1"/></tableParts>',
      },
    ],
    more: [
      { name: "xl/tables/table1.xml", data: table },
      {
        name: "xl/worksheets/_rels/sheet1.xml.rels",
        data: relationships([["t1", "table", "../tables/table1.xml"]]),
      },
    ],
  });
}

const COUNT_AND_AVERAGE =
  formulaCell("A4", "SUBTOTAL(103,[회원ID])", 2) + formulaCell("B4", "SUBTOTAL(101,[포인트])", 150);

export const TOTALS_FEATURES: readonly Feature[] = [
  ...[
    ...[
      "지급합계",
      "11월 합계",
      "11월합계",
      "합계(원)",
      "총 지급액",
      "총지급포인트",
      "계",
      "합   계",
    ],
    ...[
      "누계",
      "요약",
      "총합계",
      "2026년 11월 누계",
      "A팀 소계",
      "강남점합계",
      "합계 (A팀)",
      "계 (VAT 포함)",
    ],
    ...[
      "u1 요약",
      "u1 Total",
      "Grand Total",
      "Total (P)",
      "Sum of points",
      "Nov Subtotal",
      "지급 合計",
    ],
    ...["ＴＯＴＡＬ", "[합계]", "총 120명", "평균", "합계 3건", "sub-total", "Team A total:"],
  ].map((label) => labelled(label)),
  ...[
    "sum01",
    "totals1",
    "total_01",
    "sum-01",
    "합계짱",
    "summer",
    "계란",
    "총각네",
    "회계",
    "요약왕",
  ].map(id),
  ...[
    "SUM(B2:B3)",
    "SUBTOTAL(9,B2:B3)",
    "_xlfn.AGGREGATE(9,5,B$2:B$3)",
    "B2+B3",
    "+B2+(B3)",
    "IFERROR(ROUND(SUM(B2:B3),-1),0)",
    "SUM(지급!B2:B3)",
    "SUM('지급'!$B$2:$B$3)",
    "SUM(B:B)",
    "SUM(B2,B3)",
    "AVERAGE(B2:B3)",
    "SUM(B2:B3)/COUNT(B2:B3)",
    "SUMIF(A2:A3,A4,B2:B3)",
    "SUMPRODUCT(B2:B3*1)",
    "SUM(T[포인트])",
    '"합 "&SUM(B2:B3)',
  ].map((formula) => computed(formula, true)),
  computed("SUM(목록)", true, NAMES),
  ...[
    "D4*단가",
    "SUM(D4:F4)",
    "SUM(C4:D4)",
    "1000-SUM(B2:B3)",
    "SUM(B2:B3)*0.1",
    "ROUND(SUM(B2:B3)*D4,0)",
    "B3",
    "B3+100",
    "VLOOKUP(A4,A2:B3,2,0)",
    "SUM(다른시트!B2:B3)",
    "SUM([1]지급!B2:B3)",
    "SUMIF(기록!A:A,A4,기록!B:B)",
    "T[[#This Row],[포인트]]*2",
    "ROUND(D4/SUM(D$2:D$4)*1000,0)",
    "D4+SUM(",
    "'''[[B2:B3",
  ].map((formula) => computed(formula, false, NAMES)),
  {
    name: "a shared formula whose second cell sums up the points",
    bytes: buildWorkbook({
      tabs: [
        {
          rows: `${FIRST}<row r="4"><c r="A4"><f t="shared" ref="A4:B4" si="0">SUM(A2:A3)</f><v>3</v></c><c r="B4"><f t="shared" si="0"/><v>300</v></c></row>`,
        },
      ],
    }),
    problems: ["totals_row@A4"],
  },
  {
    name: "a shared formula of each row's own cells",
    bytes: buildWorkbook({
      tabs: [
        {
          rows: `${HEADER}<row r="2">${textCell("A2", "u1")}<c r="B2"><f t="shared" ref="B2:B3" si="0">SUM(D2:E2)</f><v>100</v></c></row><row r="3">${textCell("A3", "u2")}<c r="B3"><f t="shared" si="0"/><v>200</v></c></row>`,
        },
      ],
    }),
    payments: PAID,
  },
  {
    name: "a table's totals row of a count and an average",
    bytes: withTable('totalsRowCount="1"', COUNT_AND_AVERAGE),
    problems: ["totals_row@A4"],
  },
  {
    name: "a table's totals row saved as values",
    bytes: withTable('totalsRowCount="1"', numberCell("A4", 2) + numberCell("B4", 99)),
    problems: ["totals_row@A4"],
  },
  {
    name: "the last row of a table without totals",
    bytes: withTable("", textCell("A4", "u3") + numberCell("B4", 99)),
    payments: [...PAID, { row: 4, userId: "u3", points: 99 }],
  },
  {
    name: "a count and an average as values",
    bytes: buildWorkbook({
      tabs: [{ rows: `${FIRST}<row r="4">${numberCell("A4", 2)}${numberCell("B4", 150)}</row>` }],
    }),
    problems: ["totals_row@A4"],
  },
  {
    name: "an outline's group with its sum as a value",
    bytes: buildWorkbook({
      tabs: [
        {
          rows: `${FIRST.replaceAll(/<row r="([23])"/g, '<row r="$1" outlineLevel="2"')}<row r="4" outlineLevel="1">${textCell("A4", "x9")}${numberCell("B4", 300)}</row>`,
        },
      ],
    }),
    problems: ["totals_row@A4"],
  },
];
