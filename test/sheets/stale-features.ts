import { B2, type Feature, one } from "./feature.ts";
import { buildWorkbook, HEADER, numberCell, oneRow, textCell } from "./workbook-xml.ts";

const STALE = '<calcPr calcId="124519" fullCalcOnLoad="1"/>';
const user = textCell("A2", "u1");
const pointsFormula = (value: number) => `<c r="B2"><f>SUM(D2:E2)</f><v>${value}</v></c>`;

/** Two rows, of which the first holds a formula that fills both. */
function array(formula: string, afterSheets: string): Buffer {
  const first = `${user}<c r="B2">${formula}<v>500</v></c>`;
  const second = textCell("A3", "u2") + numberCell("B3", 600);
  const rows = `${HEADER}<row r="2">${first}</row><row r="3">${second}</row>`;
  return buildWorkbook({ tabs: [{ rows }], afterSheets });
}

const twoPaid = [
  { row: 2, userId: "u1", points: 500 },
  { row: 3, userId: "u2", points: 600 },
];
const bothWithoutValue = ["points_formula_without_value@B2", "points_formula_without_value@B3"];

/** Workbooks that say their formulas are to be calculated when they are opened. */
export const STALE_FEATURES: readonly Feature[] = [
  {
    name: "points by a formula, to be calculated on opening",
    bytes: oneRow(user + pointsFormula(500), { afterSheets: STALE }),
    problems: ["points_formula_without_value@B2"],
  },
  {
    name: "points by a formula that a program wrote 0 for",
    bytes: oneRow(user + pointsFormula(0), { afterSheets: STALE.replace('"1"', '"true"') }),
    problems: ["points_formula_without_value@B2"],
  },
  {
    name: "a user by a formula, to be calculated on opening",
    bytes: oneRow(`<c r="A2" t="str"><f>D2</f><v>u1</v></c>${B2}`, { afterSheets: STALE }),
    problems: ["user_id_formula_without_value@A2"],
  },
  {
    name: "a calculation that was not completed",
    bytes: oneRow(user + pointsFormula(500), { afterSheets: '<calcPr calcCompleted="0"/>' }),
    problems: ["points_formula_without_value@B2"],
  },
  {
    name: "points that a stale array formula fills",
    bytes: array('<f t="array" ref="B2:B3">D2:D3*10</f>', STALE),
    problems: bothWithoutValue,
  },
  {
    name: "points that a stale array formula fills, spelled unusually",
    bytes: array('<f ref="B2:B3" t="array"><![CDATA[D2:D3*10]]></f>', STALE),
    problems: bothWithoutValue,
  },
  {
    name: "points that an array formula fills, as calculated",
    bytes: array('<f t="array" ref="B2:B3">D2:D3*10</f>', '<calcPr calcId="191029"/>'),
    payments: twoPaid,
  },
  {
    name: "numbers of a workbook to be calculated on opening",
    bytes: oneRow(`${user + B2}<c r="D2"><f>B2*2</f><v>0</v></c>`, { afterSheets: STALE }),
    payments: one("u1"),
  },
];
