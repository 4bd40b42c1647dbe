/** What was typed beside each row, by its number. */
export type NewIds = ReadonlyMap<number, string>;

/**
 * Several lines that were copied from a spreadsheet, in the fields from a row on; of each line the first
 * cell. Undefined where it is one line, which is pasted like any text.
 */
export function fillDown(
  newIds: NewIds,
  payments: readonly { readonly row: number }[],
  from: number,
  text: string,
): NewIds | undefined {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length < 2) return undefined;
  const filled = new Map(newIds);
  const first = payments.findIndex(({ row }) => row === from);
  for (const [index, line] of lines.entries()) {
    const payment = payments[first + index];
    if (payment === undefined) break;
    filled.set(payment.row, line.split("\t")[0]?.trim() ?? "");
  }
  return filled;
}
