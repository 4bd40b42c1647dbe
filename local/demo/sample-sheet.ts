import exceljs from "exceljs";

const REASONS = ["11월 출석 이벤트", "친구 초대 이벤트", "리뷰 작성 이벤트"];
const AMOUNTS = [500, 1_000, 1_500, 2_000, 3_000, 5_000];
/** Rows, from the first payment, whose users the local points API does not know. */
const MISSING = new Set([37, 112, 180]);

export interface SampleSheet {
  readonly bytes: Uint8Array;
  readonly payments: number;
  readonly totalPoints: number;
  readonly missing: number;
}

/** A sheet as marketers make them: a title, Korean headers, a column of their own, three slips. */
export async function createSampleSheet(payments = 200): Promise<SampleSheet> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("11월 이벤트", { views: [{ state: "frozen", ySplit: 3 }] });
  sheet.columns = [{ width: 16 }, { width: 12 }, { width: 24 }, { width: 16 }];
  sheet.getColumn(1).numFmt = "@";
  sheet.getColumn(2).numFmt = "#,##0";
  sheet.addRow(["11월 이벤트 포인트 지급 대상"]).font = { bold: true, size: 14 };
  sheet.addRow([]);
  sheet.addRow(["회원ID", "지급포인트", "사유", "담당 부서"]).font = { bold: true };
  let totalPoints = 0;
  let missing = 0;
  for (let index = 1; index <= payments; index += 1) {
    const isMissing = MISSING.has(index);
    const number = String(index).padStart(5, "0");
    const points = AMOUNTS[(index * 7) % AMOUNTS.length] ?? 500;
    const reason = REASONS[index % REASONS.length] ?? "이벤트";
    sheet.addRow([isMissing ? `missing-${number}` : number, points, reason, "마케팅팀"]);
    totalPoints += points;
    if (isMissing) missing += 1;
  }
  return {
    bytes: new Uint8Array(await workbook.xlsx.writeBuffer()),
    payments,
    totalPoints,
    missing,
  };
}
