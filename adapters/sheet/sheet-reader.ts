import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import {
  type CheckSheetDeps,
  checkSheet,
  unreadableCheck,
} from "../../domain/sheet/check-sheet.ts";
import type { NewHash } from "../../domain/sheet/payment-digest.ts";
import type { SheetReader } from "../../domain/sheet/sheet-check.ts";
import { type SheetRules, sheetRulesSchema } from "../../domain/sheet/sheet-rules.ts";
import { SheetUnreadableError } from "../../domain/sheet/sheet-unreadable.ts";
import { withOpenSheet } from "./open-sheet.ts";
import { createTimeBudget } from "./read-limits.ts";

/** Longer than any sheet within the limits takes; shorter than the Lambda's time limit. */
const MAX_READ_MS = 120_000;

export interface SheetReaderOptions {
  readonly rules?: Partial<SheetRules>;
  readonly maxReadMs?: number;
}

/** Reads .xlsx, .xlsm, .csv and .tsv files, told apart by their content. */
export function createSheetReader(options: SheetReaderOptions = {}): SheetReader {
  const rules = sheetRulesSchema.parse(options.rules ?? {});
  const maxReadMs = options.maxReadMs ?? MAX_READ_MS;
  return {
    async read({ path, fileName, onPayment, columns, defaults, takesBack }) {
      const budget = createTimeBudget(maxReadMs, () => performance.now());
      const checkTime = budget.checkRow;
      const about = { onPayment, columns, defaults, takesBack };
      const deps: CheckSheetDeps = { rules, newHash: newSha256, checkTime, ...about };
      try {
        return await withOpenSheet({ path, fileName }, budget, (sheet) => checkSheet(deps, sheet));
      } catch (error) {
        if (error instanceof SheetUnreadableError) return unreadableCheck(deps, error.finding);
        throw error;
      }
    },
  };
}

const newSha256: NewHash = () => {
  const hash = createHash("sha256");
  return {
    update: (piece) => void hash.update(piece),
    hex: () => hash.digest("hex"),
  };
};
