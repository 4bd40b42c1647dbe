import { type Feature, one } from "./feature.ts";
import { oneRow, textCell } from "./workbook-xml.ts";

const pointsText = (text: string): Buffer => oneRow(textCell("A2", "u1") + textCell("B2", text));
const readAs = (text: string, value: number, warnings: string[] = []): Feature => ({
  name: `points text ${JSON.stringify(text)}`,
  bytes: pointsText(text),
  payments: one("u1", value),
  warnings,
});
const refusedAs = (text: string, code: string): Feature => ({
  name: `points text ${JSON.stringify(text)}`,
  bytes: pointsText(text),
  problems: [`${code}@B2`],
});

export const POINTS_TEXT_FEATURES: readonly Feature[] = [
  readAs("1000", 1000),
  readAs("1,000", 1000),
  readAs("1,000P", 1000),
  readAs("1000점", 1000),
  readAs("1,234,567 포인트", 1234567),
  readAs("１，０００", 1000, ["points_normalised@B2"]),
  readAs(" 1000 ", 1000, ["points_normalised@B2"]),
  refusedAs("1.000", "points_unclear"),
  refusedAs("1,00", "points_unclear"),
  refusedAs("1,0000", "points_unclear"),
  refusedAs("0100", "points_unclear"),
  refusedAs("1 000", "points_unclear"),
  refusedAs("+100", "points_unclear"),
  refusedAs("1만", "points_unclear"),
  refusedAs("1E3", "points_unclear"),
  refusedAs("100.5", "points_not_whole"),
  refusedAs("-100", "points_not_positive"),
  refusedAs("△100", "points_not_positive"),
  refusedAs("(100)", "points_not_positive"),
  refusedAs("0", "points_not_positive"),
  refusedAs("#N/A", "points_is_error"),
  refusedAs("천", "points_not_a_number"),
  refusedAs("0x10", "points_not_a_number"),
  refusedAs("2026-11-21", "points_not_a_number"),
  refusedAs("99999999999999999999", "points_too_large"),
];
