import type { LedgerStore } from "../../domain/distribution/ledger-store.ts";
import type { Statement } from "./gathered-writes.ts";
import type { ClaimItem } from "./ledger-claim.ts";
import { entryKey } from "./table.ts";

type SettleRequest = Parameters<LedgerStore["settle"]>[0];

/** Writes an entry where nothing stands: INSERT is refused where an item does. */
export function insertOf(tableName: string, item: ClaimItem): Statement {
  const { names, values } = placeholdersOf(item);
  const fields = names.map((name) => `'${name}': ?`);
  return {
    text: `INSERT INTO "${tableName}" VALUE {${fields.join(", ")}}`,
    parameters: values,
  };
}

/**
 * Records an outcome over `sending` of this very fence. No older outcome has left anything behind:
 * the payment was claimed under this fence, and not settled since.
 */
export function settlementOf(
  tableName: string,
  { ref, settlement, fence, at }: SettleRequest,
): Statement {
  const set = placeholdersOf({ ...settlement, settledAt: at });
  const where = placeholdersOf({ ...entryKey(ref), state: "sending", fence });
  const sets = set.names.map((name) => `SET "${name}"=?`);
  const wheres = where.names.map((name) => `"${name}"=?`);
  return {
    text: `UPDATE "${tableName}" ${sets.join(" ")} WHERE ${wheres.join(" AND ")}`,
    parameters: [...set.values, ...where.values],
  };
}

/** The fields that have a value. */
function placeholdersOf(fields: Readonly<Record<string, string | number | undefined>>) {
  const names: string[] = [];
  const values: (string | number)[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    names.push(name);
    values.push(value);
  }
  return { names, values };
}
