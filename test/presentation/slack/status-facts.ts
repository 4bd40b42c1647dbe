import type {
  Notification,
  NotificationKind,
  PayoutFacts,
  StatusAt,
  StatusFacts,
} from "../../../domain/channel/message-facts.ts";

const PAYOUT: PayoutFacts = {
  payoutId: "01KAGX4Z6W0Q9V3T7M2N5P8R1S",
  title: "11월 출석 이벤트",
  uploadedBy: "홍길동",
  link: "https://pay.example.com/payouts/1",
  payments: 200,
  totalPoints: 2_000_000,
};
const SCHEDULED_FOR = { localTime: "2026-12-01T10:00:00", timeZone: "Asia/Seoul" };
const TIMED = { ...PAYOUT, scheduledFor: SCHEDULED_FOR };
const HALFWAY = {
  counts: {
    payments: 200,
    paid: 120,
    rejected: 3,
    unknown: 1,
    accepted: 0,
    withdrawn: 0,
    pending: 76,
  },
  points: { total: 2_000_000, paid: 1_200_000 },
};
export const USERS_LOOKED_UP = {
  at: { localTime: "2026-11-30T13:50", timeZone: "Asia/Seoul" },
  looked: 12_000,
  missing: 12,
};
const MENTIONS = ["<@U012>", "<!subteam^S01>"];

/** Two hundred payments of which three failed, changed as a test wants it. */
export function completedFacts(
  changes: Partial<StatusAt<"completed">> = {},
): StatusAt<"completed"> {
  return {
    ...TIMED,
    stage: "completed",
    counts: {
      payments: 200,
      paid: 197,
      rejected: 3,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    },
    points: { total: 2_000_000, paid: 1_970_000 },
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
    reasons: [
      { state: "rejected", code: "http_404", count: 1 },
      { state: "rejected", code: "http_422", count: 1 },
      { state: "rejected", code: "http_451", count: 1 },
    ],
    mentions: MENTIONS,
    ...changes,
  };
}

/** A payout's message at every stage. */
export const STATUSES = {
  awaiting_approval: {
    ...TIMED,
    stage: "awaiting_approval",
    requestedBy: "홍길동",
    revision: 4,
    sheet: {
      averagePoints: 10_000,
      medianPoints: 9_000,
      largestPoints: 300_000,
      warnings: [
        {
          message: { ko: "다른 지급보다 훨씬 큽니다.", en: "Far above the others." },
          cell: "B7",
          isTicked: true,
        },
        {
          message: { ko: "같은 사용자가 두 번 있습니다.", en: "A user stands twice." },
          isTicked: false,
        },
      ],
      moreWarnings: 0,
    },
  },
  ready: {
    ...PAYOUT,
    stage: "ready",
    because: "declined",
    by: "김승인",
    reason: "총액이 계획과 다릅니다",
  },
  scheduled: { ...TIMED, stage: "scheduled", approvedBy: "김승인" },
  distributing: {
    ...TIMED,
    ...HALFWAY,
    stage: "distributing",
    progress: { ratePerSecond: 12.5, secondsLeft: 187 },
  },
  paused: {
    ...TIMED,
    ...HALFWAY,
    stage: "paused",
    revision: 7,
    reason: "points_api_unavailable",
    detail: "http_503",
    since: { localTime: "2026-12-01T10:03", timeZone: "Asia/Seoul" },
  },
  cancelled: { ...TIMED, stage: "cancelled", by: "홍길동" },
  halted: {
    ...TIMED,
    ...HALFWAY,
    stage: "halted",
    revision: 7,
    haltReason: "execution_died",
    durationMs: 83_000,
    failures: [],
    reasons: [],
    mentions: MENTIONS,
  },
  completed: completedFacts(),
} as const satisfies { readonly [S in StatusFacts["stage"]]: StatusAt<S> };

/** Every moment that is told once. */
export const MOMENTS = {
  reminder: { ...TIMED, kind: "reminder", minutesLeft: 10 },
  approval_needed: { ...TIMED, kind: "approval_needed", requestedBy: "홍길동" },
  approval_reminder: {
    ...{ ...TIMED, kind: "approval_reminder" },
    ...{ requestedBy: "홍길동", minutesLeft: 120 },
  },
  expired: { ...TIMED, kind: "expired", requestedBy: "홍길동" },
  decided: {
    ...{ ...PAYOUT, kind: "decided", decision: "declined", by: "김승인" },
    reason: "총액이 계획과 다릅니다",
  },
  sent_back: {
    ...TIMED,
    kind: "sent_back",
    requestedBy: "홍길동",
    reasons: [
      { code: "no_history", amount: 2_500_000, limit: 1_000_000 },
      {
        code: "recipient_day_points",
        amount: 1_200_000,
        limit: 1_000_000,
        period: "2026-12-01",
        rows: [2, 7],
      },
    ],
  },
  paused: { ...PAYOUT, ...HALFWAY, kind: "paused", reason: "points_api_unavailable" },
  outage: {
    ...{ ...PAYOUT, ...HALFWAY, kind: "outage" },
    outage: {
      since: { localTime: "2026-12-01T10:03", timeZone: "Asia/Seoul" },
      code: "http_503",
    },
  },
  going_on: { ...PAYOUT, ...HALFWAY, kind: "going_on" },
  report: { ...completedFacts(), kind: "report" },
  halted: { ...PAYOUT, ...HALFWAY, kind: "halted", haltReason: "execution_died" },
  receipt: { ...PAYOUT, kind: "receipt", differences: 3, rows: [3, 7], compared: 20 },
  overdue: { ...TIMED, kind: "overdue" },
  handed_over: {
    ...{ ...PAYOUT, kind: "handed_over" },
    handedOver: { to: "김담당", by: "이관리", reason: "홍길동 님이 다른 팀으로 옮깁니다." },
  },
} as const satisfies {
  readonly [K in NotificationKind]: Extract<Notification, { readonly kind: K }>;
};
