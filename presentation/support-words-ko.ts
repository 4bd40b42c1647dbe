import type { LocalTime } from "./formats.ts";

/** What support says to a customer: polite, complete, and without words that only the company knows. */
export interface AnswerWords {
  readonly points: (amount: string) => string;
  readonly time: (time: LocalTime, zone: string) => string;
  readonly paid: (time: string, points: string) => string;
  readonly transaction: (id: string) => string;
  readonly request: (key: string) => string;
  readonly rejected: (time: string, points: string, why: string) => string;
  readonly withdrawn: (points: string) => string;
  readonly unknown: (time: string, points: string) => string;
  readonly asked: (time: string, points: string) => string;
  readonly scheduled: (time: string, points: string) => string;
  readonly prepared: (points: string) => string;
  readonly soon: (points: string) => string;
  readonly delayed: (points: string) => string;
  readonly takenBack: (time: string) => string;
  readonly toBeTakenBack: string;
  /** Of what was not paid: what becomes of it. */
  readonly again: {
    readonly prepared: string;
    readonly paid: string;
    readonly tried: string;
    readonly dropped: undefined;
  };
  readonly reversal: {
    readonly planned: (points: string) => string;
    readonly done: (time: string, points: string) => string;
    readonly open: (time: string, points: string) => string;
    readonly not: (points: string) => string;
  };
}

export const ANSWER_WORDS_KO: AnswerWords = {
  points: (amount) => `${amount}포인트`,
  time: ({ year, month, day, time }, zone) => `${year}년 ${month}월 ${day}일 ${time}(${zone})`,
  paid: (time, points) => `${time}에 ${points}를 지급했습니다.`,
  transaction: (id) => `거래번호는 ${id}입니다.`,
  request: (key) => `요청 번호는 ${key}입니다.`,
  rejected: (time, points, why) =>
    `${time}에 ${points}를 지급하려 했으나 지급하지 못했습니다. 사유: ${why}.`,
  withdrawn: (points) => `${points} 지급이 도중에 중단되어 아직 지급하지 않았습니다.`,
  unknown: (time, points) =>
    `${time}에 ${points} 지급을 요청했고, 지급됐는지 확인하고 있습니다. 확인되는 대로 알려 드리겠습니다.`,
  asked: (time, points) => `${time}에 ${points} 지급을 요청했고, 결과를 기다리고 있습니다.`,
  scheduled: (time, points) => `${time}에 ${points}를 지급할 예정입니다.`,
  prepared: (points) => `${points} 지급을 준비하고 있습니다. 지급 시각은 아직 확정되지 않았습니다.`,
  soon: (points) => `${points}를 곧 지급합니다. 지금 순서대로 지급하고 있습니다.`,
  delayed: (points) => `${points} 지급이 늦어지고 있습니다. 아직 지급하지 않았습니다.`,
  takenBack: (time) => `이 포인트는 ${time}에 회수했습니다.`,
  toBeTakenBack: "이 포인트는 회수할 예정입니다.",
  again: {
    prepared: "다시 지급하려고 준비하고 있습니다.",
    paid: "그 뒤 다시 지급했습니다.",
    tried: "그 뒤 다시 지급을 시도했습니다.",
    dropped: undefined,
  },
  reversal: {
    planned: (points) => `${points}를 회수할 예정입니다.`,
    done: (time, points) => `${time}에 ${points}를 회수했습니다.`,
    open: (time, points) => `${time}에 ${points} 회수를 요청했고, 결과를 확인하고 있습니다.`,
    not: (points) => `${points}를 회수하지 않았습니다.`,
  },
};
