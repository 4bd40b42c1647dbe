import exceljs from "exceljs";

export type SetupRow = readonly [userId: string, points: number | string, reason?: string];

const REASONS = ["출석 이벤트", "리뷰 작성", "친구 초대"];
const AMOUNTS = [500, 1_000, 1_500, 2_000, 3_000];

/** `count` users as a shop numbers them, from `first` on, with everyday amounts. */
export function everydayRows(count: number, first: number): SetupRow[] {
  return Array.from({ length: count }, (_, index) => [
    `U${String(first + index).padStart(6, "0")}`,
    AMOUNTS[(index * 7) % AMOUNTS.length] ?? 500,
    REASONS[index % REASONS.length] ?? "",
  ]);
}

/** The rows with some of them replaced, by their place from 0. */
export function withRows(
  rows: readonly SetupRow[],
  replaced: Readonly<Record<number, SetupRow>>,
): SetupRow[] {
  return rows.map((row, index) => replaced[index] ?? row);
}

/** A workbook as a marketer would make it. */
export async function setupWorkbook(rows: readonly SetupRow[]): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("지급 대상");
  sheet.addRow(["회원ID", "지급포인트", "사유"]);
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
