import * as z from "zod";
import { optional } from "../optional.ts";
import { cleanText } from "./clean-text.ts";
import { knownName, normaliseHeader } from "./header-names.ts";
import type { Finding } from "./problem-table.ts";
import type { RawValue } from "./raw-sheet.ts";

/** What a points API takes of a row besides user, points and reason. */
export const extraColumnSchema = z
  .strictObject({
    /** By which the payment holds its value, e.g. `expiresOn`; a header may say it as well. */
    name: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, "a name such as expiresOn"),
    /** What its header says, in any letter case and spacing; the first is suggested to people. */
    headers: z.array(z.string().trim().min(1).max(60)).min(1).max(10),
    /** `date`: a day of the calendar, `2026-12-31` however the sheet shows it. */
    kind: z.enum(["text", "date"]).default("text"),
    /** Whether every payment has to have one. */
    required: z.boolean().default(false),
    /** The longest text, in UTF-16 code units. */
    maxLength: z.int().positive().max(500).default(200),
  })
  .superRefine((column, context) => {
    for (const name of headerNamesOf(column)) {
      if (knownName(name) === undefined) continue;
      context.addIssue(
        `"${name}" is the name of a column that every sheet may have: user, points or reason`,
      );
    }
  });
export type ExtraColumn = z.output<typeof extraColumnSchema>;
export type ExtraColumnInput = z.input<typeof extraColumnSchema>;

/** The extra columns of one points API. Values of a payment take at most some 5 KB of its item. */
export const extraColumnsSchema = z
  .array(extraColumnSchema)
  .max(10)
  .superRefine((columns, context) => {
    const names = columns.flatMap((column) => [...headerNamesOf(column)]);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) context.addIssue(`"${twice}" stands for two columns`);
  });

/** The headers that mean the column, as {@link normaliseHeader} spells them, each once. */
export function headerNamesOf({ name, headers }: ExtraColumn): ReadonlySet<string> {
  return new Set([name, ...headers].map((header) => normaliseHeader(header).name));
}

type ValueReading =
  | { readonly ok: true; readonly value?: string }
  | { readonly ok: false; readonly problem: Finding };

/** Reads a cell of the column; no value where it is empty. */
export function readExtraValue(cell: RawValue | undefined, column: ExtraColumn): ValueReading {
  if (cell === undefined) return readText("", column);
  switch (cell.kind) {
    case "formula_without_value":
      return failed("extra_formula_without_value", column);
    case "unreadable":
      return { ok: false, problem: { code: "cell_unreadable", details: { why: cell.why } } };
    case "error":
      return failed("extra_is_error", column, cell.text);
    case "number":
      // Excel has changed the last digits of a longer one, and decimals are spelled in many ways.
      return column.kind === "date" || /^-?\d{1,15}$/.test(cell.source)
        ? readText(cell.source, column)
        : failed("extra_no_text", column, cell.source);
    default:
      return readText(cleanText(cell.text), column);
  }
}

function readText(value: string, column: ExtraColumn): ValueReading {
  if (value === "") return column.required ? failed("extra_missing", column) : { ok: true };
  if (column.kind === "date") {
    const day = dayOf(value);
    return day === undefined ? failed("extra_no_date", column, value) : { ok: true, value: day };
  }
  if (value.length <= column.maxLength) return { ok: true, value };
  return failed("extra_too_long", column, value);
}

function failed(code: Finding["code"], column: ExtraColumn, value?: string): ValueReading {
  const { name, headers, maxLength: limit } = column;
  const details = { header: headers[0] ?? name, limit };
  return { ok: false, problem: { code, details, ...optional("value", value) } };
}

const DAY =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\. ?(\d{1,2})\. ?(\d{1,2})\.?|년 ?(\d{1,2})월 ?(\d{1,2})일)(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/;

/** `2026-12-31` of a text with the year first: of `01/02/2026` nobody knows which is the month. */
function dayOf(text: string): string | undefined {
  const [, year, ...parts] = DAY.exec(text) ?? [];
  const [month, day] = parts.filter((part) => part !== undefined);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return exists ? iso : undefined;
}
