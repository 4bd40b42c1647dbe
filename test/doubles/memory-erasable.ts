import { createMemoryDynamoDb } from "@paysheet/aws-emulator/memory-dynamodb";
import { memoryClientOf } from "@paysheet/aws-emulator/memory-dynamodb/document-client";
import { createDynamoDbErasureStore } from "../../adapters/dynamodb/dynamodb-erasure-store.ts";
import { createDynamoDbReceiptStore } from "../../adapters/dynamodb/dynamodb-receipt-store.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { ChunkMissingError, type ChunkStore } from "../../domain/distribution/chunk-store.ts";
import { SheetMissingError, type SheetStore } from "../../domain/payout/sheet-store.ts";
import type { ErasableFiles, SheetSearch } from "../../domain/personal-data/erasable-files.ts";
import type { Payment } from "../../domain/sheet/payment.ts";

/** The cells of a sheet, or that nobody can read it. */
type Cells = readonly string[] | "unreadable";

/** The files of payouts in memory: each version of a sheet by its cells, and chunks. */
export function createMemoryErasable() {
  const sheetsOf = new Map<string, Cells[]>();
  const chunksOf = new Map<string, readonly Payment[]>();
  const deleted: string[] = [];
  const chunks: Pick<ChunkStore, "read"> = {
    async read(payoutId, chunk) {
      const payments = chunksOf.get(`${payoutId}/${chunk}`);
      if (payments === undefined) throw new ChunkMissingError(payoutId, chunk);
      return payments;
    },
  };
  const files: ErasableFiles = {
    async sheets(payoutId) {
      return (sheetsOf.get(payoutId) ?? []).map((_, index) => ({
        key: payoutId,
        versionId: `${index}`,
        sizeBytes: 1,
      }));
    },
    async deleteAll(payoutId) {
      deleted.push(payoutId);
      const versions = sheetsOf.get(payoutId)?.length ?? 0;
      sheetsOf.delete(payoutId);
      return versions;
    },
    async replaceChunk(payoutId, chunk, payments) {
      chunksOf.set(`${payoutId}/${chunk}`, payments);
      return 1;
    },
  };
  const sheets: Pick<SheetStore, "withLocalCopy"> = {
    withLocalCopy: async ({ key, versionId }, use) => await use(`${key} ${versionId}`),
  };
  const sheetSearch: SheetSearch = {
    async holds({ path }, isWanted) {
      const [payoutId = "", version] = path.split(" ");
      const cells = sheetsOf.get(payoutId)?.[Number(version)];
      if (cells === undefined) {
        throw new SheetMissingError({ key: payoutId, versionId: "", sizeBytes: 1 });
      }
      return cells === "unreadable" ? undefined : cells.some(isWanted);
    },
  };
  const dynamoDb = createMemoryDynamoDb();
  dynamoDb.CreateTable(tableDefinition("erasures"));
  const table = { client: memoryClientOf(dynamoDb), tableName: "erasures" };
  const erasures = createDynamoDbErasureStore(table);
  const receipts = createDynamoDbReceiptStore(table);
  return { sheetsOf, chunksOf, deleted, chunks, files, sheets, sheetSearch, erasures, receipts };
}
