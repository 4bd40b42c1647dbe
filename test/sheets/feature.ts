import type { Payment } from "../../domain/sheet/payment.ts";
import { numberCell } from "./workbook-xml.ts";

/** A workbook with one feature, and what must be read from it. */
export interface Feature {
  readonly name: string;
  readonly bytes: Buffer;
  readonly payments?: readonly Payment[];
  readonly problems?: readonly string[];
  readonly warnings?: readonly string[];
}

/** The one payment of a sheet, in row 2. */
export const one = (userId: string, points = 100, reason?: string): Payment[] => [
  reason === undefined ? { row: 2, userId, points } : { row: 2, userId, points, reason },
];
/** The points cell of that payment. */
export const B2 = numberCell("B2", 100);
