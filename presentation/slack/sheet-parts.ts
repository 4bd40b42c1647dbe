import type { SheetFacts, StatusAt, ToldWarning } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import { formatAmount } from "../formats.ts";
import type { Fact } from "./message-blocks.ts";
import type { BoundedList } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import { NAME_LENGTH, nameOf } from "./status-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Escapes included; the sheet's own words are shorter. */
const WARNING_LENGTH = 600;
const CELL_LENGTH = 20;

/** What a person gets by this sheet: a column in another unit shows in nothing else. */
export function perPaymentFact(
  { averagePoints, medianPoints, largestPoints }: SheetFacts,
  { words, status }: Vocabulary,
): Fact {
  const parts = [
    [status.average, averagePoints],
    [status.median, medianPoints],
    [status.largest, largestPoints],
  ] as const;
  const shown = parts.flatMap(([name, points]) =>
    points === undefined ? [] : [`${name} ${words.points(formatAmount(points))}`],
  );
  return { label: status.labels.perPayment, value: shown.join(" · ") };
}

/** Everything that may be a slip, as the page shows it to whoever decides. */
export function warningList(
  { requestedBy, sheet }: StatusAt<"awaiting_approval">,
  { words, status }: Vocabulary,
): BoundedList | undefined {
  const { warnings, moreWarnings } = sheet;
  const count = warnings.length + moreWarnings;
  if (count === 0) return undefined;
  return {
    heading: status.warnings(formatAmount(count), escapeData(nameOf(requestedBy), NAME_LENGTH)),
    lines: warnings.map((warning) => warningLine(warning, words.language)),
    hidden: moreWarnings,
    more: (hidden) => status.moreWarnings(formatAmount(hidden)),
  };
}

function warningLine({ message, cell, isTicked }: ToldWarning, language: Language): string {
  const place = cell === undefined ? "" : `${escapeData(cell, CELL_LENGTH)} `;
  return `${isTicked ? "✓" : "•"} ${place}${escapeData(message[language], WARNING_LENGTH)}`;
}
