import type { Language } from "../../domain/language.ts";
import type { LocalTime } from "../formats.ts";

/** What the channel is told the evening before. */
interface TomorrowWords {
  date(day: Pick<LocalTime, "month" | "day" | "weekday">): string;
  /** `date` as above; without payouts that none is left. */
  headline(date: string, count: number): string;
  readonly summary: string;
  /** Where some of them are not approved. */
  readonly asked: string;
  /** All that were told of are not to be paid any more. */
  readonly none: string;
  readonly heading: string;
  more(count: string): string;
  readonly awaitsApproval: string;
  readonly reversal: string;
}

const WEEKDAYS = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
} as const;
const MONTHS = [
  ...["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
  ...["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

export const TOMORROW_WORDS: Readonly<Record<Language, TomorrowWords>> = {
  ko: {
    date: ({ month, day, weekday }) => `${month}월 ${day}일(${WEEKDAYS.ko[weekday]})`,
    headline: (date, count) =>
      count === 0 ? `📅 내일 ${date} 예정 없음` : `📅 내일 ${date} 예정 ${count}건`,
    summary:
      "내일 지급할 포인트를 미리 알려 드립니다. 문제가 있으면 시작 전에 여기서, 또는 그 지급의 메시지나 화면에서 보류해 주세요.",
    asked: "‘승인 대기’인 건은 예약 시각까지 승인하지 않으면 지급되지 않습니다.",
    none: "알려 드렸던 건이 모두 취소되거나 보류되거나 다른 날로 옮겨졌습니다.",
    heading: "예정된 건",
    more: (count) => `외 ${count}건은 지급 목록 화면에서 볼 수 있습니다.`,
    awaitsApproval: "✋ 승인 대기",
    reversal: "회수",
  },
  en: {
    date: ({ month, day, weekday }) => `${WEEKDAYS.en[weekday]}, ${day} ${MONTHS[month - 1]}`,
    headline(date, count) {
      if (count === 0) return `📅 Nothing to be paid tomorrow, ${date}`;
      return `📅 Tomorrow, ${date}: ${count === 1 ? "1 payout" : `${count} payouts`}`;
    },
    summary:
      "This is to be paid tomorrow. If something is wrong with one of them, choose “Hold” here, in its message or on its page before it begins.",
    asked: "Those that await approval are not paid unless they are approved before their time.",
    none: "What was told of here was cancelled, put on hold or moved to another day.",
    heading: "To be paid",
    more: (count) => `And ${count} more in the list of payouts.`,
    awaitsApproval: "✋ awaits approval",
    reversal: "taken back",
  },
};
