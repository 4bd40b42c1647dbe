import { expect, it } from "vitest";
import { findPayment } from "../../../domain/distribution/find-payment.ts";
import { createMemoryChunks } from "../../doubles/memory-objects.ts";

/** Chunks of two payments in rows with gaps, the last chunk never written. */
async function setup() {
  const rows = [2, 3, 5, 8, 9, 20, 21, 22, 40];
  const chunks = createMemoryChunks();
  const payments = rows.map((row) => ({ row, userId: `user-${row}`, points: row }));
  for (let chunk = 0; chunk < 5; chunk += 1) {
    await chunks.write("p", chunk, payments.slice(chunk * 2, chunk * 2 + 2));
  }
  const find = (row: number) => findPayment(chunks, "p", { chunkSize: 2, chunkCount: 6 }, row);
  return { rows, payments, find };
}

it("finds every payment by its row, in the chunk it fell into", async () => {
  const { rows, payments, find } = await setup();
  expect(await Promise.all(rows.map(find))).toEqual(
    payments.map((payment, index) => ({ chunk: Math.floor(index / 2), payment })),
  );
});

it("finds nothing in rows without one", async () => {
  const { find } = await setup();
  const found = await Promise.all([1, 4, 6, 7, 19, 23, 39, 41, 9_999].map(find));
  expect(found).toEqual(found.map(() => undefined));
});
