import type { Language } from "../../presentation/workbook/result-workbook-layout.ts";

interface TemplateWords {
  readonly sheet: string;
  readonly notesSheet: string;
  readonly userId: string;
  readonly points: string;
  readonly reason: string;
  readonly userIdPrompt: string;
  readonly pointsPrompt: string;
  readonly pointsErrorTitle: string;
  readonly pointsError: string;
}

export const TEMPLATE_WORDS: Readonly<Record<Language, TemplateWords>> = {
  ko: {
    sheet: "지급 명단",
    notesSheet: "작성 방법",
    userId: "회원ID",
    points: "포인트",
    reason: "사유",
    userIdPrompt: "회원ID를 그대로 적습니다. 앞자리 0도 지워지지 않습니다.",
    pointsPrompt: "1 이상의 정수만 적습니다.",
    pointsErrorTitle: "포인트를 확인해 주세요",
    pointsError:
      "포인트는 1 이상의 정수여야 합니다. 예: 1000 (소수, 글자, 0, 음수는 쓸 수 없습니다.)",
  },
  en: {
    sheet: "Payments",
    notesSheet: "How to fill it in",
    userId: "User ID",
    points: "Points",
    reason: "Reason",
    userIdPrompt: "The user's id exactly as it is. Leading zeros are kept.",
    pointsPrompt: "A whole number, 1 or more.",
    pointsErrorTitle: "Check the points",
    pointsError:
      "Points must be a whole number, 1 or more, like 1000. No fractions, text, 0 or less.",
  },
};

export const NOTES: Readonly<
  Record<Language, { readonly title: string; readonly notes: readonly string[] }>
> = {
  ko: {
    title: "작성 방법",
    notes: [
      "1. '지급 명단' 시트의 둘째 줄부터 한 줄에 한 명씩 적습니다. 첫 줄의 제목은 지우지 마세요.",
      "2. 회원ID: 시스템에 있는 그대로 적습니다. 이 칸은 텍스트 형식이라 00123처럼 0으로 시작해도 그대로 남습니다. 다른 파일에서 가져올 때는 '값만 붙여넣기'를 쓰세요.",
      "3. 포인트: 1 이상의 정수만 적습니다. 예: 1000. 수식은 값으로 바꿔 주세요.",
      "4. 사유: 비워 두어도 됩니다. 포인트 내역에 함께 남습니다.",
      "5. 합계 줄이나 소계 줄을 넣지 마세요. 빈 줄은 건너뜁니다.",
      "6. 한 줄이라도 잘못되면 아무에게도 지급되지 않습니다. 올리면 잘못된 칸과 고치는 방법을 모두 알려 드립니다.",
      "예: 회원ID 00123에게 포인트 1000을 사유 '가을 이벤트'로 지급하려면 세 칸에 차례로 00123, 1000, 가을 이벤트라고 적습니다.",
    ],
  },
  en: {
    title: "How to fill it in",
    notes: [
      "1. From the second row of the first sheet on, write one user a row. Leave the header row as it is.",
      "2. User ID: exactly as in your system. The column is formatted as text, so that ids such as 00123 keep their zeros. When you bring ids from another file, paste values only.",
      "3. Points: a whole number, 1 or more, such as 1000. Turn formulas into values first.",
      "4. Reason: may stay empty. It is shown with the points.",
      "5. Add no totals row. Blank rows are passed over.",
      "6. If one row is wrong, nobody is paid. After the upload you see every wrong cell and how to mend it.",
      "Example: to pay 1000 points to user 00123 for 'Autumn event', write 00123, 1000 and Autumn event in the three cells of a row.",
    ],
  },
};
