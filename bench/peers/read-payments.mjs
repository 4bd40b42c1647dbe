import xlsx from "xlsx";

/**
 * The payments of a workbook, read as a script does it.
 * @param {string} path
 * @returns {{ userId: string, points: number, reason: string, key: string }[]}
 */
export function readPayments(path) {
  const workbook = xlsx.readFile(path);
  const rows = xlsx.utils.sheet_to_json(workbook.Sheets[workbook.SheetNames[0]]);
  return rows.map((row, index) => ({
    userId: row["회원ID"],
    points: row["포인트"],
    reason: row["사유"],
    key: `script-${index + 2}`,
  }));
}
