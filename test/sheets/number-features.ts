import { B2, type Feature, one } from "./feature.ts";
import { numberCell, oneRow, textCell } from "./workbook-xml.ts";

const number = (digits: string | number, code?: string): Buffer =>
  oneRow(textCell("A2", "u1") + numberCell("B2", digits, code === undefined ? undefined : 1), {
    formats: code === undefined ? [] : [code],
  });
const id = (digits: string | number, code?: string): Buffer =>
  oneRow(numberCell("A2", digits, code === undefined ? undefined : 1) + B2, {
    formats: code === undefined ? [] : [code],
  });
const points = (attributes: string, content: string, more = {}): Buffer =>
  oneRow(`${textCell("A2", "u1")}<c r="B2" ${attributes}>${content}</c>`, more);

export const NUMBER_FEATURES: readonly Feature[] = [
  { name: "numeric id in General", bytes: id(12345678901), payments: one("12345678901") },
  {
    name: "numeric id with leading zeros shown",
    bytes: id(123, "0000000"),
    payments: one("0000123"),
  },
  { name: "numeric id with separators", bytes: id(1234567, "#,##0"), payments: one("1234567") },
  {
    name: "numeric id of 15 digits as digits",
    bytes: id("123456789012345", "0"),
    payments: one("123456789012345"),
  },
  {
    name: "numeric id of 16 digits",
    bytes: id("1234567890123456", "0"),
    problems: ["user_id_too_many_digits@A2"],
  },
  {
    name: "numeric id spelled 1.234567890123456E+21",
    bytes: id("1.234567890123456E+21"),
    problems: ["user_id_too_many_digits@A2"],
  },
  {
    name: "numeric id General shows in scientific notation",
    bytes: id("123456789012"),
    problems: ["user_id_scientific@A2"],
  },
  {
    name: "numeric id formatted as scientific",
    bytes: id("12345", "0.00E+00"),
    problems: ["user_id_scientific@A2"],
  },
  {
    name: "numeric id formatted like a phone number",
    bytes: id("1012345678", "000-0000-0000"),
    problems: ["user_id_format_unclear@A2"],
  },
  {
    name: "numeric id with a literal prefix",
    bytes: id("123", '"U"0000'),
    problems: ["user_id_format_unclear@A2"],
  },
  { name: "numeric id with decimals", bytes: id("12.5"), problems: ["user_id_not_whole@A2"] },
  {
    name: "id turned into a date",
    bytes: id("45000", "yyyy-mm-dd"),
    problems: ["user_id_is_date@A2"],
  },
  {
    name: "id pasted as 1.23457E+11",
    bytes: oneRow(textCell("A2", "1.23457E+11") + B2),
    problems: ["user_id_scientific@A2"],
  },
  {
    name: "boolean id",
    bytes: oneRow(`<c r="A2" t="b"><v>1</v></c>${B2}`),
    problems: ["user_id_is_boolean@A2"],
  },
  {
    name: "error id",
    bytes: oneRow(`<c r="A2" t="e"><f>X</f><v>#REF!</v></c>${B2}`),
    problems: ["user_id_is_error@A2"],
  },
  { name: "points spelled 1E+3", bytes: number("1E+3"), payments: one("u1", 1000) },
  { name: "points spelled 1000.0", bytes: number("1000.0"), payments: one("u1", 1000) },
  {
    name: "points in a Korean currency format",
    bytes: number(3000, '_-"₩"* #,##0_-;\\-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-'),
    payments: one("u1", 3000),
  },
  {
    name: "points with a unit in the format",
    bytes: number(3000, '#,##0"P"'),
    payments: one("u1", 3000),
  },
  {
    name: "points shown without their decimals",
    bytes: number("1000.4", "#,##0"),
    problems: ["points_not_whole@B2"],
  },
  { name: "points in per cent", bytes: number(1, "0%"), problems: ["points_format_misleading@B2"] },
  {
    name: "points shown in thousands",
    bytes: number(5000, "#,##0,"),
    problems: ["points_format_misleading@B2"],
  },
  {
    name: "points shown in ten thousands, the Korean way",
    bytes: number(50000, '0!.0,"만"'),
    problems: ["points_format_misleading@B2"],
  },
  {
    name: "points with zeros in the format",
    bytes: number(5, '0"00"'),
    problems: ["points_format_misleading@B2"],
  },
  {
    name: "points nobody sees",
    bytes: number(5000, ";;;"),
    problems: ["points_format_misleading@B2"],
  },
  { name: "points as a date", bytes: number(45000, "m/d/yy"), problems: ["points_is_date@B2"] },
  { name: "negative points", bytes: number(-5), problems: ["points_not_positive@B2"] },
  { name: "no points at all", bytes: number(0), problems: ["points_not_positive@B2"] },
  { name: "points over the limit", bytes: number(100_000_001), problems: ["points_too_large@B2"] },
  { name: "points of 1E+21", bytes: number("1E+21"), problems: ["points_too_large@B2"] },
  {
    name: "formula with its value",
    bytes: points("", "<f>10*10</f><v>100</v>"),
    payments: one("u1"),
  },
  {
    name: "formula without its value",
    bytes: points("", "<f>10*10</f>"),
    problems: ["points_formula_without_value@B2"],
  },
  {
    name: "formula with an empty value",
    bytes: points("", "<f>10*10</f><v/>"),
    problems: ["points_formula_without_value@B2"],
  },
  { name: "error points", bytes: points('t="e"', "<v>#N/A</v>"), problems: ["points_is_error@B2"] },
  {
    name: "boolean points",
    bytes: points('t="b"', "<v>1</v>"),
    problems: ["points_is_boolean@B2"],
  },
  {
    name: "ISO date points",
    bytes: points('t="d"', "<v>2026-11-21</v>"),
    problems: ["points_is_date@B2"],
  },
  {
    name: "a cell type nobody knows",
    bytes: points('t="zz"', "<v>1</v>"),
    problems: ["cell_unreadable@B2"],
  },
  {
    name: "a shared string that is not there",
    bytes: points('t="s"', "<v>7</v>"),
    problems: ["cell_unreadable@B2"],
  },
  {
    name: "a style that is not there",
    bytes: points('s="9"', "<v>7</v>"),
    problems: ["cell_unreadable@B2"],
  },
];
