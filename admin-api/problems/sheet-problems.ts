import type { ProblemKind } from "./problem-kind.ts";

/** What a sheet stands in the way of. */
export const SHEET_PROBLEMS = {
  no_problems: {
    status: 409,
    title: "The sheet has no problems",
    message: {
      ko: "고칠 오류가 없는 파일이라 오류를 표시한 파일이 없습니다.",
      en: "Nothing in the sheet has to be mended, so there is no copy with problems marked.",
    },
  },
  sheet_unreadable: {
    status: 409,
    title: "The sheet can't be opened",
    message: {
      ko: "올린 파일을 열 수 없어 오류를 표시한 파일을 만들지 못했습니다. 오류 목록의 안내대로 파일을 다시 저장해 올려 주세요.",
      en: "The file that was uploaded can't be opened, so nothing in it could be marked. Save it again as the list of problems says, and upload that.",
    },
  },
  warnings_not_acknowledged: {
    status: 422,
    title: "Warnings of the sheet must be looked at first",
    message: {
      ko: "예약하기 전에 확인했다고 표시해야 할 점이 있습니다. {warningsKo}",
      en: "Some warnings must be confirmed before this is scheduled. {warningsEn}",
    },
  },
} as const satisfies Record<string, ProblemKind>;
