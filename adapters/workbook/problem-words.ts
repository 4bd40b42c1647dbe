import type { Language } from "../../presentation/workbook/result-workbook-layout.ts";

interface ProblemWords {
  /** Name of the tab that lists the problems. */
  readonly listSheet: string;
  /** Name of the tab of a file without tabs. */
  readonly onlySheet: string;
  readonly title: (problems: number, warnings: number) => string;
  readonly cut: (listed: number) => string;
  readonly howTo: readonly string[];
  readonly columns: {
    readonly place: string;
    readonly kind: string;
    readonly value: string;
    readonly message: string;
  };
  readonly problem: string;
  readonly warning: string;
}

const amount = (value: number) => value.toLocaleString("en-US");

export const PROBLEM_WORDS: Readonly<Record<Language, ProblemWords>> = {
  ko: {
    listSheet: "Paysheet 오류 목록",
    onlySheet: "지급 목록",
    title: (problems, warnings) => `오류 ${amount(problems)}건, 주의 ${amount(warnings)}건`,
    cut: (listed) =>
      `앞의 ${amount(listed)}건씩만 표시했습니다. 고친 뒤 다시 올리면 나머지가 나옵니다.`,
    howTo: [
      "빨간 칸은 고쳐야 하는 오류, 노란 칸은 확인할 주의입니다. 칸에 마우스를 올리면 이유와 고치는 방법이 나옵니다.",
      "칸을 고친 뒤 이 파일을 그대로 저장해 다시 올려 주세요. 색과 메모, 이 시트는 지우지 않아도 됩니다.",
      "수식은 계산된 값으로 바뀌어 있고, 그림·차트·글꼴·색은 옮기지 않았습니다.",
    ],
    columns: { place: "위치", kind: "구분", value: "칸의 내용", message: "이유와 고치는 방법" },
    problem: "오류",
    warning: "주의",
  },
  en: {
    listSheet: "Paysheet problems",
    onlySheet: "Payments",
    title: (problems, warnings) => `${amount(problems)} problems, ${amount(warnings)} warnings`,
    cut: (listed) =>
      `Only the first ${amount(listed)} of each are shown. Mend them and upload again to see the rest.`,
    howTo: [
      "Red cells must be mended, yellow cells should be looked at. Point at a cell to see why and how.",
      "Mend the cells, save this file as it is, and upload it again. Colours, comments and this tab may stay.",
      "Formulas became their values; pictures, charts, fonts and colours were left out.",
    ],
    columns: {
      place: "Where",
      kind: "Kind",
      value: "What the cell holds",
      message: "What is wrong and how to mend it",
    },
    problem: "Problem",
    warning: "Warning",
  },
};
