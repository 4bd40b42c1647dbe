import type { ButtonWords } from "./message-buttons.ts";

const GO_BACK = "Go back";

export const englishButtons: ButtonWords = {
  approve_payout: {
    label: "Approve",
    question: "Approve this payout?",
    consequence: (what) => `${what} will be paid at the time it is scheduled for.`,
    goBack: GO_BACK,
  },
  decline_payout: {
    label: "Decline",
    question: "Decline this payout?",
    consequence: () => "Nobody is paid, and it goes back to whoever uploaded it.",
    goBack: GO_BACK,
  },
  hold_payout: {
    label: "Hold",
    question: "Put this payout on hold?",
    consequence: () =>
      "It is taken out of the schedule, and nobody is paid. To pay it after all, schedule it again.",
    goBack: GO_BACK,
  },
  stop_payout: {
    label: "Stop paying",
    question: "Stop paying?",
    consequence: () =>
      "The payments that are left are not made. What was paid stays paid, and you can resume later.",
    goBack: GO_BACK,
  },
};
