import type { BenchRow } from "./workbook-forms.ts";

export const HEADERS = ["회원ID", "포인트", "사유"] as const;

const REASONS = ["11월 이벤트 참여", "후기 작성 감사", "친구 초대", "출석 체크", "생일 축하"];
/** Large and odd, so that ids come in no order and never twice. */
const STRIDE = 2_654_435_761;

/** The same list for the same count, every user once. */
export function* benchRows(count: number): Generator<BenchRow> {
  for (let index = 0; index < count; index += 1) {
    const id = ((index + 1) * STRIDE) % 2 ** 32;
    yield {
      userId: `user-${id.toString(36).padStart(7, "0")}`,
      points: 100 + (id % 900) * 100,
      reason: REASONS[id % REASONS.length] ?? "",
    };
  }
}

/** What a reader that reads every row finds. */
export function benchTotals(count: number): { readonly rows: number; readonly points: number } {
  let points = 0;
  for (const row of benchRows(count)) points += row.points;
  return { rows: count, points };
}
