import exceljs from "exceljs";

/** What each row of the sheet would pay. */
const POINTS = [1, 2, 3] as const;
export const SMOKE_PAYMENTS = POINTS.length;
export const SMOKE_TOTAL_POINTS = POINTS.reduce<number>((sum, points) => sum + points, 0);

/** A workbook (.xlsx) of three rows, one for each user. */
export async function smokeSheet(users: readonly string[]): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("Smoke test");
  sheet.addRow(["User ID", "Points", "Reason"]);
  for (const [index, points] of POINTS.entries()) {
    sheet.addRow([users[index] ?? "", points, "Smoke test: a dry run, nobody is paid"]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
