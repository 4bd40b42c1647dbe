import type { Halt, PaidTwice, Pause, ReasonCount } from "../payout/payout.ts";
import type { OutageFacts, PayoutFacts, ScheduledTime, Standing } from "./status-facts.ts";

/** What is told once, in the thread and in the channel: an updated message notifies nobody. */
export type Notification = PayoutFacts &
  (
    | {
        readonly kind: "reminder";
        readonly scheduledFor: ScheduledTime;
        /** Whole minutes until it fires; less than one reads as "soon". */
        readonly minutesLeft: number;
      }
    | {
        readonly kind: "approval_needed";
        readonly scheduledFor: ScheduledTime;
        readonly requestedBy: string;
      }
    | ({
        readonly kind: "paused";
        readonly reason: Pause["reason"];
        /** The points API's own words. */
        readonly detail?: string | undefined;
        readonly stoppedBy?: string | undefined;
      } & Standing)
    | ({ readonly kind: "outage"; readonly outage?: OutageFacts | undefined } & Standing)
    | ({ readonly kind: "going_on" } & Standing)
    | ({
        readonly kind: "report";
        readonly reasons: readonly ReasonCount[];
        readonly paidTwice?: PaidTwice | undefined;
      } & Standing)
    | ({ readonly kind: "halted"; readonly haltReason: Halt["reason"] } & Standing)
    | { readonly kind: "overdue"; readonly scheduledFor: ScheduledTime }
  );

export type NotificationKind = Notification["kind"];
export type NotificationOf<K extends NotificationKind> = Extract<
  Notification,
  { readonly kind: K }
>;
