import type { SheetObject } from "../../domain/payout/payout.ts";
import type { SheetContents, SheetContentsStore } from "../../domain/payout/sheet-contents.ts";
import type { Payment } from "../../domain/sheet/payment.ts";

/** Keeps contents in memory, and counts how many parts were read. */
export function createMemorySheetContents() {
  const rows = new Map<string, readonly Payment[]>();
  const kept = new Map<string, SheetContents>();
  const work = { partsRead: 0 };
  const nameOf = ({ key, versionId }: SheetObject) => `${key}@${versionId}`;
  const store: SheetContentsStore = {
    async saveRows(sheet, part, of) {
      rows.set(`${nameOf(sheet)} ${part}`, [...of]);
    },
    async rows(sheet, part) {
      work.partsRead += 1;
      return rows.get(`${nameOf(sheet)} ${part}`);
    },
    async save(sheet, contents) {
      kept.set(nameOf(sheet), contents);
    },
    async get(sheet) {
      return kept.get(nameOf(sheet));
    },
  };
  return { store, rows, kept, work };
}
