import * as z from "zod";
import { cleanText } from "./clean-text.ts";
import { type ExtraColumn, readExtraValue } from "./extra-column.ts";
import { extrasSchema, type Payment } from "./payment.ts";
import type { Problem } from "./problem.ts";
import { toProblem } from "./problem-table.ts";

/** What every row of a sheet gets that says nothing else itself. */
export const rowDefaultsSchema = z.object({
  /** Shown to users as the reason of a row is, where the points API shows it. */
  reason: z.string().min(1).optional(),
  /** By the names of the points API's columns. */
  extras: extrasSchema.optional(),
});
export type RowDefaults = z.infer<typeof rowDefaultsSchema>;

export type RowDefaultsReading =
  | { readonly kind: "read"; readonly defaults: RowDefaults | undefined }
  | { readonly kind: "unknown_column"; readonly name: string }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Reads what a person gave for all rows as it would be read in a sheet; nothing where all is empty. */
export function readRowDefaults(
  { reason = "", extras = {} }: RowDefaults,
  columns: readonly ExtraColumn[],
): RowDefaultsReading {
  const values: [string, string][] = [];
  const problems: Problem[] = [];
  for (const [name, text] of Object.entries(extras)) {
    const column = columns.find((one) => one.name === name);
    if (column === undefined) return { kind: "unknown_column", name };
    const reading = readExtraValue({ kind: "text", text }, { ...column, required: false });
    if (!reading.ok) problems.push(toProblem(reading.problem));
    else if (reading.value !== undefined) values.push([name, reading.value]);
  }
  if (problems.length > 0) return { kind: "refused", problems };
  const words = cleanText(reason).trim();
  const defaults = {
    ...(words === "" ? {} : { reason: words }),
    ...(values.length === 0 ? {} : { extras: Object.fromEntries(values) }),
  };
  return { kind: "read", defaults: Object.keys(defaults).length === 0 ? undefined : defaults };
}

/** The columns as a sheet must have them: not those of which every row has a value already. */
export function columnsWithDefaults(
  columns: readonly ExtraColumn[] = [],
  { extras = {} }: RowDefaults = {},
): readonly ExtraColumn[] {
  return columns.map((column) =>
    Object.hasOwn(extras, column.name) ? { ...column, required: false } : column,
  );
}

export function withRowDefaults(payment: Payment, defaults: RowDefaults | undefined): Payment {
  if (defaults === undefined) return payment;
  const { reason = payment.reason } = payment.reason === undefined ? defaults : {};
  const extras = { ...defaults.extras, ...payment.extras };
  return {
    ...payment,
    ...(reason === undefined ? {} : { reason }),
    ...(Object.keys(extras).length === 0 ? {} : { extras }),
  };
}
