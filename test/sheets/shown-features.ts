import { B2, type Feature, one } from "./feature.ts";
import { numberCell, oneRow, textCell } from "./workbook-xml.ts";

const MISLEADING = ["points_format_misleading@B2"];

function points(stored: string | number, code: string, shown: string, paid?: number): Feature {
  const bytes = oneRow(textCell("A2", "u1") + numberCell("B2", stored, 1), { formats: [code] });
  const name = `points of ${stored} under ${code}, shown as “${shown}”`;
  return paid === undefined
    ? { name, bytes, problems: MISLEADING }
    : { name, bytes, payments: one("u1", paid) };
}

/** Of a format that the file names by its number only. */
function builtIn(numFmtId: number): Buffer {
  const stylesheet = `<cellXfs><xf numFmtId="0"/><xf numFmtId="${numFmtId}"/></cellXfs>`;
  const cells = textCell("A2", "u1") + numberCell("B2", 1_000, 1);
  return oneRow(cells, { formats: [], stylesheet });
}

function id(cell: string, code: string, problems: readonly string[]): Feature {
  return { name: `id under ${code}`, bytes: oneRow(cell + B2, { formats: [code] }), problems };
}

const styledText = (ref: string, text: string) => textCell(ref, text).replace("<c ", '<c s="1" ');

/** Cells that show another amount or id than they store, and such as only look as if they did. */
export const SHOWN_FEATURES: readonly Feature[] = [
  points(5, '0"만"', "5만"),
  points(3, '0"천원"', "3천원"),
  points(3, '#,##0"백만"', "3백만"),
  points(5, '0"K"', "5K"),
  points(1_000, '"-"#,##0', "-1,000"),
  points(1_000, '"△"#,##0', "△1,000"),
  points(1_000, "(#,##0)", "(1,000)"),
  points(1_000, "*-#,##0", "-----1,000"),
  points(10, "[$$-409]#,##0.00", "$10.00"),
  points(10, "[$€-2]#,##0", "€10"),
  points(10, '"¥"0', "¥10"),
  points(5_000, '[>=1000]0.0,"K";0', "5.0K"),
  points(123, "[DBNum4][$-412]General", "일이삼"),
  points(1_234, "0.00E+00", "1.23E+03"),
  points(1_000, "0.00E+00", "1.00E+03", 1_000),
  points(500, '[>=1000]0.0,"K";0', "500", 500),
  points(5, '"5"', "5", 5),
  points(1_000, "#,##0 [$₩-412]", "1,000 ₩", 1_000),
  points(1_000, '"P "#,##0', "P 1,000", 1_000),
  points(1_000, '_ "₩"* #,##0_ ;_ "₩"* \\-#,##0_ ;_ "₩"* "-"_ ;_ @_ ', "₩1,000", 1_000),
  points(1_000, '[빨강]G/표준"점"', "1000점", 1_000),
  points("1243.0000000000002", "General", "1243", 1_243),
  points("1242.9999999999998", "#,##0", "1,243", 1_243),
  ...[5, 8, 42, 44].map((id) => ({
    name: `points under format ${id}, whose currency the file leaves open`,
    bytes: builtIn(id),
    problems: MISLEADING,
  })),
  ...[1, 3, 4, 37, 41, 43].map((id) => ({
    name: `points under format ${id}`,
    bytes: builtIn(id),
    payments: one("u1", 1_000),
  })),
  {
    name: "points as text that the format makes ten thousands",
    bytes: oneRow(textCell("A2", "u1") + styledText("B2", "5"), { formats: ['@"만"'] }),
    problems: MISLEADING,
  },
  {
    name: "points as text that the format hides",
    bytes: oneRow(textCell("A2", "u1") + styledText("B2", "5"), { formats: [";;;"] }),
    problems: MISLEADING,
  },
  {
    name: "points as text of a format that shows them as they are",
    bytes: oneRow(textCell("A2", "u1") + styledText("B2", "5"), { formats: ["0;-0;0;_-@_-"] }),
    payments: one("u1", 5),
  },
  id(numberCell("A2", 123, 1), '0"번"', ["user_id_format_unclear@A2"]),
  id(numberCell("A2", 123, 1), "[DBNum1]0", ["user_id_format_unclear@A2"]),
  id(styledText("A2", "1"), '"user-"@', ["user_id_format_unclear@A2"]),
  {
    name: "numeric id with the noise of a float",
    bytes: oneRow(numberCell("A2", "1243.0000000000002") + B2),
    payments: one("1243"),
  },
];
