import { describe, expect, it } from "vitest";
import {
  listSheetRows,
  MAX_PARTS_PER_PAGE,
  type SheetRowsQuery,
} from "../../../domain/payout/list-sheet-rows.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { createContentsWriter, ROWS_A_PART } from "../../../domain/payout/sheet-contents.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createMemorySheetContents } from "../../doubles/memory-sheet-contents.ts";
import { payoutIn } from "./payouts.ts";

const READY = { ...payoutIn("ready"), check: { ...payoutIn("ready").check, problemCount: 0 } };

function rowsOf(count: number, change: (row: Payment) => Partial<Payment> = () => ({})): Payment[] {
  return Array.from({ length: count }, (_, index) => {
    const row = { row: index + 2, userId: `user-${index}`, points: 100, reason: "Event" };
    return { ...row, ...change(row) };
  });
}

async function setup(rows: readonly Payment[]) {
  const memory = createMemorySheetContents();
  const writer = createContentsWriter(memory.store, READY.sheet);
  for (const row of rows) await writer.add(row);
  await writer.end();
  const list = (query: Partial<SheetRowsQuery> = {}, payout: Payout = READY) =>
    listSheetRows({ contents: memory.store }, payout, { limit: 50, ...query });
  async function listAll(query: Partial<SheetRowsQuery>) {
    const found: Payment[] = [];
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await list({ ...query, cursor });
      found.push(...page.items);
      pages += 1;
      cursor = page.cursor;
    } while (cursor !== undefined);
    return { found, pages };
  }
  return { ...memory, list, listAll };
}

describe("the rows of a sheet that nobody was paid by yet", () => {
  it("come in their order, page by page, whatever parts they are kept in", async () => {
    const rows = rowsOf(2 * ROWS_A_PART + 7);
    const { listAll } = await setup(rows);
    expect((await listAll({ limit: 199 })).found).toEqual(rows);
  });

  it("are found by a part of the user's id, of the reason, or of what a row says besides", async () => {
    const { list } = await setup([
      { row: 2, userId: "Kim-007", points: 1 },
      { row: 3, userId: "lee", points: 1, reason: "봄 이벤트" },
      { row: 4, userId: "park", points: 1, extras: { campaign: "Autumn" } },
    ]);
    const found = async (search: string) => (await list({ search })).items.map(({ row }) => row);
    expect(await found("kim-0")).toEqual([2]);
    expect(await found("봄".normalize("NFD"))).toEqual([3]);
    expect(await found("autumn")).toEqual([4]);
    expect(await found("nobody")).toEqual([]);
  });

  it("read a bounded number of parts for a page, and still find the last of a large sheet", async () => {
    const parts = 2 * MAX_PARTS_PER_PAGE + 1;
    const rows = rowsOf(parts * ROWS_A_PART);
    const { list, listAll, work } = await setup(rows);

    const first = await list({ search: `user-${rows.length - 1}` });
    expect(first.items).toEqual([]);
    expect(work.partsRead).toBe(MAX_PARTS_PER_PAGE);
    expect(await listAll({ search: `user-${rows.length - 1}` })).toEqual({
      found: [rows.at(-1)],
      pages: 3,
    });
  });

  it("of an amount are found without reading what has none", async () => {
    const parts = 2 * MAX_PARTS_PER_PAGE;
    const slip = parts * ROWS_A_PART - 5;
    const rows = rowsOf(parts * ROWS_A_PART, ({ row }) =>
      row === slip ? { points: 100_000 } : {},
    );
    const { list, work } = await setup(rows);

    expect(await list({ least: 50_000, most: 199_999 })).toEqual({
      items: [rows[slip - 2]],
    });
    expect(work.partsRead).toBe(1);
  });

  it("are refused before the check, of a sheet with problems, and where none are kept", async () => {
    const { list, kept } = await setup(rowsOf(1));
    await expect(list({}, payoutIn("checking"))).rejects.toThrow("not possible");
    const bad = payoutIn("invalid");
    const invalid = { ...bad, check: { ...bad.check, problemCount: 1 } };
    await expect(list({}, invalid)).rejects.toThrow("not possible");
    kept.clear();
    await expect(list()).rejects.toMatchObject({ code: "contents_not_kept" });
  });

  it("refuse a cursor that is none of theirs", async () => {
    const { list } = await setup(rowsOf(1));
    await expect(list({ cursor: "9.0" })).rejects.toThrow("cursor");
  });

  it("are none of an empty sheet", async () => {
    const { list } = await setup([]);
    expect(await list()).toEqual({ items: [] });
  });

  it("fail the check where they can't be kept", async () => {
    const { store } = createMemorySheetContents();
    const saveRows = async () => {
      throw new Error("S3 is down");
    };
    const writer = createContentsWriter({ ...store, saveRows }, READY.sheet);
    await writer.add({ row: 2, userId: "a", points: 1 });
    await expect(writer.end()).rejects.toThrow("S3 is down");
  });
});
