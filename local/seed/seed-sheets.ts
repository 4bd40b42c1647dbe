import exceljs from "exceljs";

export type SheetRow = readonly [userId: string, points: number | string, reason?: string];

const REASONS = ["출석 이벤트", "리뷰 작성", "친구 초대"];
const AMOUNTS = [500, 1_000, 1_500, 2_000, 3_000];

function userId(number: number): string {
  return `U${String(number).padStart(6, "0")}`;
}

/** `count` users as a shop numbers them, from `first` on, with everyday amounts. */
export function everydayRows(count: number, first: number): SheetRow[] {
  return Array.from({ length: count }, (_, index) => [
    userId(first + index),
    AMOUNTS[(index * 7) % AMOUNTS.length] ?? 500,
    REASONS[index % REASONS.length] ?? "",
  ]);
}

/** The rows with some of them replaced, by their place from 0. */
export function withRows(
  rows: readonly SheetRow[],
  replaced: Readonly<Record<number, SheetRow>>,
): SheetRow[] {
  return rows.map((row, index) => replaced[index] ?? row);
}

/** What goes wrong in everyday sheets, of users from `first` on. */
export function withProblems(first: number): SheetRow[] {
  return withRows(everydayRows(60, first), {
    3: [userId(first + 3), -500, "출석 이벤트"],
    11: ["", 1_000, "리뷰 작성"],
    24: [userId(first + 24), "천 포인트", "친구 초대"],
    33: [userId(first + 33), 1_500.5, "출석 이벤트"],
    47: ["1.23457E+11", 2_000, "<b>굵게</b>"],
    59: ["합계", 98_500],
  });
}

/** Nearly the rows of the month before, two users twice, and a zero too many. */
export function withWarnings(before: readonly SheetRow[]): SheetRow[] {
  const twice = before.slice(0, 2).map(([user]): SheetRow => [user, 1_000, "리뷰 작성"]);
  const [inflated = ""] = before[7] ?? [];
  return [...withRows(before, { 7: [inflated, 300_000, "리뷰 작성"] }), ...twice];
}

/** More than one person may let through alone. */
export function vipRows(first: number): SheetRow[] {
  return everydayRows(120, first).map(([user], index) => [
    user,
    100_000 + (index % 3) * 10_000,
    "VIP 감사",
  ]);
}

/** A workbook as a marketer would make it. */
export async function workbookOf(rows: readonly SheetRow[]): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("지급 대상");
  sheet.addRow(["회원ID", "지급포인트", "사유"]);
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
