import type { ChannelMessage } from "./channel.ts";
import type { Notification } from "./notification.ts";
import type { PayoutFacts, StatusFacts, Unpaid } from "./status-facts.ts";

/** Puts into words what there is to tell, and lays it out for the channel. */
export interface MessageWriter {
  /** The payout's one message, as it reads at a stage of its life. */
  status(facts: StatusFacts): ChannelMessage;
  /** What is told once besides, as a reply in the message's thread. */
  notification(notification: Notification): ChannelMessage;
  /** What the thread of a report says of those who were not paid. */
  reasons(facts: ReasonsFacts): ChannelMessage;
}

/** Those who were not paid. */
export interface ReasonsFacts extends Unpaid, Pick<PayoutFacts, "link" | "dryRun"> {
  readonly workbook: WorkbookPlace;
}

/** Where the workbook with all results is: in this thread, on the payout's page, or nowhere. */
export type WorkbookPlace = "attached" | "on_page" | "none";
