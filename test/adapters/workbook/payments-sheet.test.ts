import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createSheetReader } from "../../../adapters/sheet/sheet-reader.ts";
import { writePaymentsWorkbook } from "../../../adapters/workbook/payments-sheet.ts";
import { type ExtraColumnInput, extraColumnsSchema } from "../../../domain/sheet/extra-column.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";

async function readBack(
  workbook: Uint8Array,
  columns: readonly ExtraColumnInput[] = [],
  { takesBack = false } = {},
) {
  const directory = await mkdtemp(join(tmpdir(), "payments-sheet-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, "sheet.xlsx");
  await writeFile(path, workbook);
  const payments: Payment[] = [];
  const check = await createSheetReader().read({
    path,
    fileName: "sheet.xlsx",
    columns: extraColumnsSchema.parse(columns),
    takesBack,
    onPayment: async (payment) => {
      payments.push(payment);
    },
  });
  return { check, payments };
}

it("is read back by the check as exactly these payments", async () => {
  const users = ["00123", "123456789012345678", "1E5", "=1+1", "홍길동", "_x0041_", "a&<b>", "1-2"];
  const payments = users.map((userId, index) => ({
    row: index + 2,
    userId,
    points: index === 0 ? 100_000_000 : index,
    ...(index % 2 === 0 ? { reason: `사유 "${userId}"` } : {}),
  }));
  const { check, payments: read } = await readBack(await writePaymentsWorkbook(payments));
  expect(check).toMatchObject({
    problems: [],
    problemCount: 0,
    headers: { userId: "회원ID", points: "포인트", reason: "사유" },
  });
  expect(read).toEqual(payments);
});

it("keeps what the points API takes besides, of those that have it", async () => {
  const payments = [
    { row: 2, userId: "a", points: 1, extras: { expiresOn: "2026-12-31" } },
    { row: 3, userId: "b", points: 2, reason: "r", extras: { campaign: "007" } },
    { row: 4, userId: "c", points: 3 },
  ];
  const { check, payments: read } = await readBack(await writePaymentsWorkbook(payments), [
    { name: "campaign", headers: ["캠페인"] },
    { name: "expiresOn", headers: ["만료일"], kind: "date" },
  ]);
  expect(check.problems).toEqual([]);
  expect(read).toEqual(payments);
});

it("marks a reversal's list, so that nobody is paid from it", async () => {
  const workbook = await writePaymentsWorkbook(
    [{ row: 2, userId: "kim", points: 100 }],
    "reversal",
  );
  const { check, payments } = await readBack(workbook);
  expect([check.problems.map(({ code, cell }) => `${code}@${cell}`), payments]).toEqual([
    ["reversal_sheet@A1"],
    [],
  ]);
});

it("keeps each payment in its row, as those of a reversal stand in its original's", async () => {
  const payments = [7, 8, 31, 1_048_576].map((row) => ({
    row,
    userId: `user-${row}`,
    points: row,
  }));
  const workbook = await writePaymentsWorkbook(payments, "reversal");
  const { check, payments: read } = await readBack(workbook, [], { takesBack: true });
  expect([check.problems, check.warnings]).toEqual([[], []]);
  expect(check.sheetName).toBe("회수 명단");
  expect(read).toEqual(payments);
});

it("holds ten thousand, the most that one retry takes", async () => {
  const payments = Array.from({ length: 10_000 }, (_, index) => ({
    row: index + 2,
    userId: `user-${index}`,
    points: 1_000,
  }));
  const { check } = await readBack(await writePaymentsWorkbook(payments));
  expect([check.payments, check.problemCount]).toEqual([10_000, 0]);
});
