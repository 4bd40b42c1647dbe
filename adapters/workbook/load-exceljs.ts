/**
 * Loaded when a workbook is written, and not before: it takes as long to load as all else that a
 * function holds, and most invocations write none.
 */
export async function loadExcelJs() {
  return (await import("exceljs")).default;
}
