import { readFile } from "node:fs/promises";
import type { Payment } from "../../domain/sheet/payment.ts";

/** A file that another program saved, kept as it is, and what must be read from it. */
export interface Fixture {
  readonly file: string;
  readonly savedBy: string;
  readonly payments: readonly Payment[];
  readonly problems: readonly string[];
}

const LIBREOFFICE = "LibreOffice 7.4";
const WINNERS: readonly Payment[] = [
  { row: 5, userId: "0012345", points: 5000, reason: "1등" },
  { row: 6, userId: "0023456", points: 3000, reason: "2등" },
  { row: 7, userId: "0034567", points: 1000, reason: "3등" },
];

function saved(file: string, payments: readonly Payment[], problems: readonly string[] = []) {
  return { file, savedBy: LIBREOFFICE, payments, problems };
}

export const FIXTURES: readonly Fixture[] = [
  saved("libreoffice-event.xlsx", WINNERS),
  saved("libreoffice-formulas.xlsx", [
    { row: 2, userId: "000070", points: 1000 },
    { row: 3, userId: "000071", points: 2500 },
    { row: 4, userId: "000072", points: 9999 },
  ]),
  saved("libreoffice-dates-1904.xlsx", [
    { row: 2, userId: "00123", points: 1000, reason: "2026-11-21" },
    { row: 3, userId: 'u<2>&"3"', points: 25, reason: "1904-01-02" },
  ]),
  saved("libreoffice-event-utf-8-commas.csv", WINNERS),
  saved("libreoffice-event-euc-kr-semicolons.csv", WINNERS),
  saved("libreoffice-event-utf-16-tabs.tsv", WINNERS),
  saved("libreoffice-event.ods", [], ["open_document"]),
];

export function readFixture({ file }: Fixture): Promise<Buffer> {
  return readFile(new URL(`fixtures/${file}`, import.meta.url));
}
