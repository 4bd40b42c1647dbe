/** Headlines and sentences of what is told once. `what` is how many and how much. */
export interface NotificationWords {
  /** Without `duration`: soon. */
  reminder(duration: string | undefined): string;
  reminderSummary(what: string, when: string): string;
  readonly reminderToDo: string;
  readonly approvalNeeded: string;
  approvalSummary(what: string, when: string, who: string): string;
  readonly approvalToDo: string;
  readonly outage: string;
  readonly paused: string;
  readonly goingOn: string;
  readonly goingOnSummary: string;
  readonly halted: string;
}
