import type { ProblemKind } from "./problem-kind.ts";

/** Why there is no problem workbook. */
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
} as const satisfies Record<string, ProblemKind>;
