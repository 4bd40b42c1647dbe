import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Brake } from "../../domain/payout/payout.ts";
import type { RefusedError } from "../../domain/payout/payout-errors.ts";
import type { Actor } from "../../domain/payout/person.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";

/** What is done to a payout, as a sentence's end. */
const CHANGES: Readonly<Partial<Record<AuditEvent["action"], Bilingual>>> = {
  approval_requested: { ko: "승인 요청", en: "asked for approval" },
  first_approved: { ko: "첫 승인", en: "approved it first" },
  approved: { ko: "승인", en: "approved it" },
  declined: { ko: "반려", en: "declined it" },
  scheduled: { ko: "예약", en: "scheduled it" },
  moved: { ko: "예약 변경", en: "moved it" },
  held: { ko: "보류", en: "held it" },
  renamed: { ko: "제목 변경", en: "renamed it" },
  sheet_replaced: { ko: "파일 교체", en: "gave it another file" },
  deleted: { ko: "삭제", en: "deleted it" },
  handed_over: { ko: "담당자 변경", en: "handed it over" },
  sent_back: { ko: "지급하지 않고 되돌림", en: "sent it back" },
  found_overdue: { ko: "시작되지 않음", en: "found it not started" },
  paused: { ko: "멈춤", en: "paused it" },
  halted: { ko: "중단", en: "halted it" },
  resumed: { ko: "이어서 지급", en: "resumed it" },
  payment_resolved: { ko: "결과 확정", en: "settled payments" },
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

/** As the page calls the parts of Paysheet in a payout's history. */
const SYSTEM: Readonly<Record<Extract<Actor, { kind: "system" }>["name"], Bilingual>> = {
  "check-sheet": { ko: "파일 검사", en: "the sheet check" },
  distribute: { ko: "지급 작업", en: "the payer" },
  watch: { ko: "감시 작업", en: "the watch" },
};

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
    const who = by.kind === "person" ? { ko: by.name, en: by.name } : SYSTEM[by.name];
    return { ko: `${who.ko} – ${ko}`, en: `${who.en} ${en}` };
  });
  const last = done.length === 0 ? [COMPARED] : done;
  return {
    changesKo: last.map(({ ko }) => ko).join(", "),
    changesEn: last.map(({ en }) => en).join(", "),
    ...(request && { time: `${request.localTime.replace("T", " ")} (${request.timeZone})` }),
  };
}
