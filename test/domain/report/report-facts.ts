import type { ReportFacts } from "../../../domain/report/payout-message.ts";

type CompletedFacts = Extract<ReportFacts, { outcome: "completed" }>;

/** A finished payout of 200 with three failures, changed as a test wants it. */
export function completedFacts(changes: Partial<CompletedFacts> = {}): CompletedFacts {
  return {
    outcome: "completed",
    title: "11월 출석 이벤트",
    payoutId: "01KAGX4Z6W0Q9V3T7M2N5P8R1S",
    counts: { payments: 200, paid: 197, rejected: 3, unknown: 0, pending: 0 },
    points: { total: 2_000_000, paid: 1_970_000 },
    uploadedBy: "Marketer",
    scheduledFor: { localTime: "2026-12-01T10:00:00", timeZone: "Asia/Seoul" },
    durationMs: 83_000,
    failures: [
      {
        row: 24,
        userId: "missing-1",
        points: 10_000,
        state: "rejected",
        code: "http_404",
        detail: "There is no user missing-1.",
      },
      { row: 1088, userId: "user_88_12", points: 15_000, state: "rejected", code: "http_422" },
      { row: 1190, userId: "u-9", points: 5_000, state: "rejected", code: "http_451" },
    ],
    link: "https://pay.example.com/payouts/1",
    ...changes,
  };
}
