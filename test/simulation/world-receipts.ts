import * as z from "zod";
import { createDynamoDbReceiptStore } from "../../adapters/dynamodb/dynamodb-receipt-store.ts";
import type { ReceiptStore } from "../../domain/receipt/receipt.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import { snapshotOf } from "./snapshot.ts";
import type { WorldTable } from "./world-table.ts";

const sumSchema = z.object({ payments: z.int(), points: z.int() });

/** What the invariants read of the item of a receipt. */
const itemSchema = z.object({
  receipt: z.object({
    payoutId: z.string(),
    run: z.int(),
    scope: z.enum(["sample", "all"]),
    samplePayments: z.int().optional(),
    state: z.enum(["running", "done", "stopped"]),
    revision: z.int(),
    updatedAt: z.string(),
    next: z.object({ chunk: z.int(), afterRow: z.int() }),
    counted: z.object({ compared: sumSchema, inBooks: sumSchema, sheet: sumSchema }),
    findings: z.array(
      z.object({
        code: z.string(),
        row: z.int().optional(),
        inBooks: z.string().optional(),
        of: z.string().optional(),
      }),
    ),
    findingCount: z.int(),
  }),
});
export type StoredReceipt = z.output<typeof itemSchema>["receipt"];

export interface WorldReceipts {
  get(payoutId: string): StoredReceipt | undefined;
  /** Remembers what the invariants have read; called, the result brings that back. */
  snapshot(): () => void;
  portOf(process: SimProcess): ReceiptStore;
}

/** The receipts of adapters/dynamodb, as each process has them. */
export function createWorldReceipts(
  { plan, invariants }: Pick<Setup, "plan" | "invariants">,
  table: WorldTable,
): WorldReceipts {
  const receipts = new Map<string, StoredReceipt>();
  const listen = plan.receipts === undefined ? () => undefined : table.onChange;
  listen("", ({ after, writer }) => {
    if (writer?.process.execution?.receipt !== undefined) invariants.writesWhileComparing(after);
    if (after["sk"] !== "RECEIPT") return;
    const { receipt } = itemSchema.parse(after);
    invariants.receiptChanges(receipts.get(receipt.payoutId), receipt);
    receipts.set(receipt.payoutId, receipt);
  });
  return {
    get: (payoutId) => receipts.get(payoutId),
    snapshot: () => snapshotOf(receipts),
    portOf: (process) => createDynamoDbReceiptStore(table.tableOf({ process })),
  };
}
