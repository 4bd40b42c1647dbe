/** Who a page of help is for, and what it answers, in the order in which it comes up. */
export const HELP_TOPICS = {
  marketer: [
    "overview",
    "sheet",
    "mend",
    "schedule",
    "watch",
    "paused",
    "failed",
    "unknown",
    "undo",
  ],
  approver: ["decide", "stop", "receipt"],
  support: ["answer", "words"],
  admin: ["first-day", "points-system", "people"],
} as const;

export type HelpReader = keyof typeof HELP_TOPICS;
export type HelpTopic = { [R in HelpReader]: (typeof HELP_TOPICS)[R][number] }[HelpReader];

export const HELP_READERS = Object.keys(HELP_TOPICS) as readonly HelpReader[];

/** Where the page answers a question: a topic has its name as its anchor. */
export function helpPath(topic: HelpTopic): string {
  const reader = HELP_READERS.find((one) => topicsOf(one).includes(topic));
  return `/help/${reader}#${topic}`;
}

export function topicsOf(reader: HelpReader): readonly HelpTopic[] {
  return HELP_TOPICS[reader];
}
