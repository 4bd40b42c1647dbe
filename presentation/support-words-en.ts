import type { AnswerWords } from "./support-words-ko.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export const ANSWER_WORDS_EN: AnswerWords = {
  points: (amount) => `${amount} points`,
  time: ({ year, month, day, time }, zone) =>
    `${day} ${MONTHS[month - 1]} ${year} at ${time} (${zone})`,
  paid: (time, points) => `We paid you ${points} on ${time}.`,
  transaction: (id) => `The transaction number is ${id}.`,
  request: (key) => `The request number is ${key}.`,
  rejected: (time, points, why) =>
    `We tried to pay you ${points} on ${time}, and could not. Reason: ${why}.`,
  withdrawn: (points) => `Paying ${points} was broken off, so they have not been paid yet.`,
  unknown: (time, points) =>
    `We asked for ${points} to be paid on ${time} and are finding out whether they were. We will tell you as soon as we know.`,
  asked: (time, points) =>
    `We asked for ${points} to be paid on ${time} and are waiting for the outcome.`,
  scheduled: (time, points) => `${points} are to be paid to you on ${time}.`,
  prepared: (points) => `We are preparing to pay you ${points}. The time is not fixed yet.`,
  soon: (points) => `${points} will be paid to you shortly: payments are being made one by one.`,
  delayed: (points) => `Paying you ${points} is delayed. They have not been paid yet.`,
  takenBack: (time) => `These points were taken back on ${time}.`,
  toBeTakenBack: "These points are to be taken back.",
  again: {
    prepared: "We are preparing to pay them again.",
    paid: "We have paid them since.",
    tried: "We have tried to pay them again since.",
    dropped: undefined,
  },
  reversal: {
    planned: (points) => `${points} are to be taken back.`,
    done: (time, points) => `${points} were taken back on ${time}.`,
    open: (time, points) =>
      `We asked for ${points} to be taken back on ${time} and are finding out whether they were.`,
    not: (points) => `${points} were not taken back.`,
  },
};
