import type { PayoutIn } from "../payout/payout.ts";
import type { SheetStore } from "../payout/sheet-store.ts";
import type { ExtraColumn } from "../sheet/extra-column.ts";
import type { Payment } from "../sheet/payment.ts";
import type { SheetCheck, SheetReader } from "../sheet/sheet-check.ts";
import { MOST_ROWS_NAMED } from "./pre-flight.ts";

export interface SheetUsersDeps {
  readonly sheets: Pick<SheetStore, "withLocalCopy">;
  readonly reader: SheetReader;
  /** What the points API takes beside user, points and reason. */
  readonly columns?: readonly ExtraColumn[] | undefined;
}

/** A user of a sheet, with the first of their payments and the rows of the first ones. */
export interface SheetUser {
  readonly payment: Payment;
  readonly rows: readonly number[];
}

export interface SheetUsers {
  /** In the order of the sheet. */
  readonly users: readonly SheetUser[];
  /** The sheet names more. */
  readonly isPart: boolean;
  readonly check: SheetCheck;
}

/**
 * The first different users that a sheet names, at most `most`.
 * @throws {SheetMissingError} when its file is gone
 */
export async function readSheetUsers(
  { sheets, reader, columns }: SheetUsersDeps,
  { sheet, fileName }: Pick<PayoutIn<"ready">, "sheet" | "fileName">,
  most: number,
): Promise<SheetUsers> {
  const byId = new Map<string, { readonly payment: Payment; readonly rows: number[] }>();
  let isPart = false;
  const onPayment = (payment: Payment): void => {
    const known = byId.get(payment.userId);
    if (known !== undefined) {
      if (known.rows.length < MOST_ROWS_NAMED) known.rows.push(payment.row);
    } else if (byId.size < most) {
      byId.set(payment.userId, { payment, rows: [payment.row] });
    } else isPart = true;
  };
  const check = await sheets.withLocalCopy(sheet, (path) =>
    reader.read({ path, fileName, columns, onPayment }),
  );
  return { users: [...byId.values()], isPart, check };
}
