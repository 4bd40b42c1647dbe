import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Brake } from "../../domain/payout/payout.ts";
import type { RefusedError } from "../../domain/payout/payout-errors.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";

/** What people do to a payout, as a sentence's end. */
const CHANGES: Readonly<Partial<Record<AuditEvent["action"], Bilingual>>> = {
  approval_requested: { ko: "승인 요청", en: "asked for approval" },
  first_approved: { ko: "첫 승인", en: "approved it first" },
  approved: { ko: "승인", en: "approved it" },
  declined: { ko: "반려", en: "declined it" },
  scheduled: { ko: "예약", en: "scheduled it" },
  moved: { ko: "예약 변경", en: "moved it" },
  held: { ko: "보류", en: "held it" },
  handed_over: { ko: "담당자 변경", en: "handed it over" },
  paused: { ko: "멈춤", en: "paused it" },
  resumed: { ko: "이어서 지급", en: "resumed it" },
  recounted: { ko: "결과 확정", en: "settled payments" },
  settlement_proposed: { ko: "결과에 대한 의견", en: "said what became of payments" },
  retried: { ko: "다시 지급", en: "had payments paid again" },
  reversed: { ko: "회수 요청", en: "had points taken back" },
  user_erased: { ko: "한 사용자의 정보 삭제", en: "erased a user's data" },
};
const OTHER: Bilingual = { ko: "그 밖의 변경", en: "changed it otherwise" };
/** Where nothing was done to the payout itself. */
const COMPARED: Bilingual = { ko: "다시 대조", en: "it was compared again" };
/** The last ones say it. */
const MOST_NAMED = 3;

const BRAKES: Readonly<Record<Brake["kind"], Bilingual>> = {
  stopped: { ko: "멈춘", en: "stopped" },
  held: { ko: "보류한", en: "held" },
  declined: { ko: "반려한", en: "declined" },
};

/** Who braked a payout and why, for the problem's texts. */
export function brakeValues({ brake }: RefusedError): Record<string, string> {
  if (brake === undefined) return {};
  const { by, kind, reason } = brake;
  return {
    who: by.name,
    brakeKo: BRAKES[kind].ko,
    brakeEn: BRAKES[kind].en,
    reasonKo: reason === undefined ? "" : ` (사유: ${reason})`,
    reasonEn: reason === undefined ? "" : ` (reason: ${reason})`,
  };
}

/** What happened to a payout since somebody looked at it, for the problem's texts. */
export function changeValues({ changes, request }: RefusedError): Record<string, string> {
  if (changes === undefined) return {};
  const done = changes.slice(-MOST_NAMED).map(({ action, by }) => {
    const { ko, en } = CHANGES[action] ?? OTHER;
    return { ko: `${by.name} – ${ko}`, en: `${by.name} ${en}` };
  });
  const last = done.length === 0 ? [COMPARED] : done;
  return {
    changesKo: last.map(({ ko }) => ko).join(", "),
    changesEn: last.map(({ en }) => en).join(", "),
    ...(request && { time: `${request.localTime.replace("T", " ")} (${request.timeZone})` }),
  };
}
