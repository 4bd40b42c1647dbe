import type { ExtraColumn } from "../domain/sheet/extra-column.ts";
import type { RowDefaults } from "../domain/sheet/row-defaults.ts";

/** What a payout gives rows that say nothing themselves, in one line, each value under its column's header. */
export function rowDefaultsText(
  { reason, extras = {} }: RowDefaults,
  columns: readonly ExtraColumn[],
): string {
  const nameOf = (name: string) =>
    columns.find((column) => column.name === name)?.headers[0] ?? name;
  const values = Object.entries(extras).map(([name, value]) => `${nameOf(name)}: ${value}`);
  return [...(reason === undefined ? [] : [reason]), ...values].join(" · ");
}
