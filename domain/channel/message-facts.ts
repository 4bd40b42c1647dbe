import type { ApprovalReason } from "../payout/approval-reason.ts";
import type { CanaryFinding } from "../payout/canary.ts";
import type { PointsApiTitle } from "../payout/named-points-api.ts";
import type {
  Brake,
  Counts,
  Failure,
  Halt,
  PaidTwice,
  Pause,
  PointsTotals,
  ReasonCount,
} from "../payout/payout.ts";
import type { Bilingual } from "../sheet/problem.ts";
import type { ChannelMessage } from "./channel.ts";
import type { ActingKind } from "./delivery-state.ts";

/** A local time `YYYY-MM-DDTHH:mm[:ss]` and its IANA zone. */
export interface ScheduledTime {
  readonly localTime: string;
  readonly timeZone: string;
}

/** When a payout is to be paid. */
export interface PlannedTime extends ScheduledTime {
  /** After which nobody is paid any more, in the same zone. */
  readonly latest?: { readonly localTime: string } | undefined;
}

/** What a payout is, at any stage; people's data as it is, neither cut nor escaped. */
export interface PayoutFacts {
  readonly payoutId: string;
  readonly title: string;
  readonly uploadedBy: string;
  readonly approvedBy?: string | undefined;
  /** The payout's page. */
  readonly link: string;
  readonly payments: number;
  readonly totalPoints: number;
  /** The payout whose failed payments this one pays again. */
  readonly retryOf?: string | undefined;
  /** The payout whose payments this one takes back, and why. */
  readonly reversalOf?: string | undefined;
  readonly reversalReason?: string | undefined;
  /** A dry run: everything happens except that nobody is paid. */
  readonly dryRun?: boolean | undefined;
  /** Who had the payout closed before everybody was paid, and why. */
  readonly ended?: { readonly by: string; readonly reason: string } | undefined;
  /** By which of several points APIs it is paid. */
  readonly pointsApi?: PointsApiTitle | undefined;
  /** Who had it stopped, held or declined, having the right to decide on it. */
  readonly brake?: BrakeFacts | undefined;
  /** Whose it is now, where that is not its uploader any more. */
  readonly handedOver?: HandedOverFacts | undefined;
}

export interface HandedOverFacts {
  readonly to: string;
  readonly by: string;
  readonly reason?: string | undefined;
}

export interface BrakeFacts {
  readonly kind: Brake["kind"];
  readonly by: string;
  readonly reason?: string | undefined;
}

/** What whoever decides on a payout must know of its sheet. */
export interface SheetFacts {
  /** Points of one payment. */
  readonly averagePoints: number;
  readonly medianPoints?: number | undefined;
  readonly largestPoints?: number | undefined;
  /** What may be a slip, by the check and by comparison, the serious ones first. */
  readonly warnings: readonly ToldWarning[];
  /** Warnings that were counted and not kept. */
  readonly moreWarnings: number;
}

export interface ToldWarning {
  readonly message: Bilingual;
  /** A1 reference, where one cell is meant. */
  readonly cell?: string | undefined;
  /** Whether whoever asks for approval says that they have looked at it. */
  readonly isTicked: boolean;
}

/** What the last look-up of a payout's users came to. */
export interface UsersLookedUpFacts {
  readonly at: ScheduledTime;
  readonly looked: number;
  readonly missing: number;
}

/** An outage of the points API. */
export interface OutageFacts {
  /** As the company's clock shows it. */
  readonly since: ScheduledTime;
  /** The last answer of the points API, or why there was none. */
  readonly code: string;
  /** Until when it asked us to wait. */
  readonly until?: ScheduledTime | undefined;
}

/** Why the points API refused so many payments that paying paused. */
export interface RefusalFacts {
  readonly code: string;
  /** Its own words. */
  readonly detail?: string | undefined;
  /** Of the payment that it refused last. */
  readonly row?: number | undefined;
}

/** Why paying paused. */
interface PauseFacts {
  readonly reason: Pause["reason"];
  /** The points API's own words, where they are no {@link RefusalFacts}. */
  readonly detail?: string | undefined;
  /** Of `many_refused`. */
  readonly refusal?: RefusalFacts | undefined;
  /** Of `canary`: with the ids of users as the channel may read them. */
  readonly canary?: CanaryFinding | undefined;
  readonly stoppedBy?: string | undefined;
  /** Why they stopped it, in their words. */
  readonly stoppedFor?: string | undefined;
}

/** How many payments are paid so far. */
export interface PaidSoFar {
  readonly counts: Counts;
  readonly points: PointsTotals;
}

/** Those who were not paid, and why. */
export interface Unpaid {
  readonly counts: Counts;
  readonly reasons: readonly ReasonCount[];
  /** The first payments that were not paid; the reasons message names at most ten. */
  readonly failures: readonly Failure[];
}

/** The result of a payout, or its counts when it stopped short. */
interface Ending extends PaidSoFar, Unpaid {
  readonly durationMs: number;
  /** Slack mentions of who is to act, see `isMention`; shown only where somebody has to. */
  readonly mentions: readonly string[];
}

/** What the one message of a payout says at a stage of its life. */
export type StatusFacts = PayoutFacts &
  (
    | {
        readonly stage: "awaiting_approval";
        readonly scheduledFor: PlannedTime;
        /** Why it needs approval; payouts of earlier versions lack it. */
        readonly approvalReasons?: readonly ApprovalReason[] | undefined;
        readonly requestedBy: string;
        /** What they say to whoever is to approve it. */
        readonly note?: string | undefined;
        /** When paying really begins, where its time is in quiet hours. */
        readonly beginsAt?: ScheduledTime | undefined;
        /** It is paid as soon as it is approved, until then; absent where it has a time. */
        readonly soonestUntil?: ScheduledTime | undefined;
        /** Its time is over, and it can't be approved any more. */
        readonly isExpired?: boolean | undefined;
        /** Of the payout as the message shows it: what a decision is about. */
        readonly revision: number;
        readonly sheet: SheetFacts;
      }
    | {
        readonly stage: "ready";
        readonly scheduledFor?: PlannedTime | undefined;
        /**
         * `held`: a person took it out of its schedule. `sent_back`: its time came, and it may not be
         * paid as it is.
         */
        readonly because: "declined" | "held" | "sent_back";
        /** Of `sent_back`. */
        readonly reasons?: readonly ApprovalReason[] | undefined;
        readonly by?: string | undefined;
        readonly reason?: string | undefined;
      }
    | {
        readonly stage: "scheduled";
        readonly scheduledFor: PlannedTime;
        /** When paying really begins, where its time is in quiet hours. */
        readonly beginsAt?: ScheduledTime | undefined;
        /** When it was found that its time had passed without a start. */
        readonly overdueSince?: string | undefined;
        readonly usersLookedUp?: UsersLookedUpFacts | undefined;
      }
    | ({
        readonly stage: "distributing";
        readonly scheduledFor: PlannedTime;
        readonly progress?:
          | { readonly ratePerSecond: number; readonly secondsLeft?: number | undefined }
          | undefined;
        /** The points API is down, and the payout waits for it. */
        readonly outage?: OutageFacts | undefined;
        /** How many payments are paid and looked at before any other. */
        readonly canaryOf?: number | undefined;
        /** When it began; absent where none of them was missing. */
        readonly usersLookedUp?: UsersLookedUpFacts | undefined;
      } & PaidSoFar)
    | ({
        readonly stage: "paused";
        readonly scheduledFor: PlannedTime;
        /** Of the payout as the message shows it: what going on is about. */
        readonly revision: number;
        /** When it paused, as the company's clock shows it. */
        readonly since: ScheduledTime;
      } & PauseFacts &
        PaidSoFar)
    | {
        readonly stage: "cancelled";
        readonly scheduledFor?: PlannedTime | undefined;
        readonly by?: string | undefined;
      }
    | ({
        readonly stage: "halted";
        readonly scheduledFor: PlannedTime;
        /** The same. */
        readonly revision: number;
        readonly haltReason: Halt["reason"];
      } & Ending)
    | ({
        readonly stage: "completed";
        readonly scheduledFor: PlannedTime;
        /** What the payout that this one repeats had paid as well. */
        readonly paidTwice?: PaidTwice | undefined;
      } & Ending)
  );

type StatusStage = StatusFacts["stage"];
export type StatusAt<S extends StatusStage> = Extract<StatusFacts, { readonly stage: S }>;

/** Posted once, in the thread and in the channel: Slack notifies nobody of an updated message. */
export type Notification = PayoutFacts & {
  /** The channel's mentions of the people whom it concerns, as far as the channel knows them. */
  readonly called?: readonly string[] | undefined;
} & (
    | {
        readonly kind: "reminder";
        readonly scheduledFor: PlannedTime;
        readonly beginsAt?: ScheduledTime | undefined;
        /** Whole minutes until it fires; less than one reads as "soon". */
        readonly minutesLeft: number;
        /** Why it would not be paid as things are. */
        readonly obstacles?: readonly ApprovalReason[] | undefined;
        readonly usersLookedUp?: UsersLookedUpFacts | undefined;
      }
    | {
        readonly kind: "approval_needed";
        readonly scheduledFor: PlannedTime;
        readonly requestedBy: string;
        readonly note?: string | undefined;
        /** It was asked for before. */
        readonly isAgain?: boolean | undefined;
      }
    | {
        /** Nobody has approved it, and its time is near. */
        readonly kind: "approval_reminder";
        readonly scheduledFor: PlannedTime;
        readonly requestedBy: string;
        readonly note?: string | undefined;
        /** Whole minutes until it expires. */
        readonly minutesLeft: number;
      }
    | {
        /** Nobody approved it until its time. */
        readonly kind: "expired";
        readonly scheduledFor: PlannedTime;
        readonly requestedBy: string;
      }
    | {
        /** What a person decided on it. */
        readonly kind: "decided";
        readonly decision: Decision;
        readonly by: string;
        readonly reason?: string | undefined;
        /** When it is paid, where it is. */
        readonly scheduledFor?: PlannedTime | undefined;
      }
    | {
        readonly kind: "sent_back";
        readonly scheduledFor: PlannedTime;
        readonly reasons: readonly ApprovalReason[];
        readonly requestedBy: string;
      }
    | ({ readonly kind: "paused" } & PauseFacts & PaidSoFar)
    | ({ readonly kind: "outage"; readonly outage?: OutageFacts | undefined } & PaidSoFar)
    | ({ readonly kind: "going_on" } & PaidSoFar)
    | ({
        readonly kind: "report";
        readonly reasons: readonly ReasonCount[];
        readonly paidTwice?: PaidTwice | undefined;
      } & PaidSoFar)
    | {
        /** The books of the points API, or the sheet, say other than the ledger. */
        readonly kind: "receipt";
        readonly differences: number;
        /** The first rows that differ; none where only the totals do. */
        readonly rows: readonly number[];
        /** Of so many payments the points API was asked. */
        readonly compared: number;
      }
    | ({ readonly kind: "halted"; readonly haltReason: Halt["reason"] } & PaidSoFar)
    | { readonly kind: "overdue"; readonly scheduledFor: PlannedTime }
    | { readonly kind: "handed_over"; readonly handedOver: HandedOverFacts }
  );

/** `scheduled`: once more, after it was taken out of its schedule or declined. */
export type Decision = "approved" | "declined" | "held" | "moved" | "scheduled";

export type NotificationKind = Notification["kind"];
export type NotificationOf<K extends NotificationKind> = Extract<
  Notification,
  { readonly kind: K }
>;

/** What is to be paid on a day, as it is told the evening before. */
export interface TomorrowFacts {
  /** `YYYY-MM-DD` in the company's zone. */
  readonly day: string;
  /** By their time, as the company's clock shows it. */
  readonly payouts: readonly (PayoutFacts & {
    readonly scheduledFor: ScheduledTime;
    /** Nobody has approved it yet, or not everybody who must. */
    readonly isAsked: boolean;
  })[];
  /** How many there are besides. */
  readonly more: number;
}

/** The sheet of an event that comes every month is due. */
export interface SheetDueFacts {
  /** `YYYY-MM-DD` in the company's zone. */
  readonly day: string;
  /** As the reminder has it: that day, or the last one of a shorter month. */
  readonly dayOfMonth: number;
  /** Of the payout that is to be made. */
  readonly title: string;
  /** Whose reminder it is. */
  readonly by: string;
  readonly pointsApi?: Bilingual | undefined;
  /** Where the payout is made. */
  readonly link: string;
  /** Mentions of whose reminder it is. */
  readonly called: readonly string[];
}

/** Words the facts of a message and lays them out for the channel. */
export interface MessageWriter {
  /** The payout's one message, as it reads at a stage of its life. */
  status(facts: StatusFacts): ChannelMessage;
  /** A notification, as a reply in the message's thread. */
  notification(notification: Notification): ChannelMessage;
  /** What takes the place of a notification whose button would do nothing any more. */
  over(kind: ActingKind, facts: PayoutFacts): ChannelMessage;
  /** What is to be paid on the next day: a message of its own, of no payout. */
  tomorrow(facts: TomorrowFacts): ChannelMessage;
  /** That a sheet is due: a message of its own, of no payout. */
  sheetDue(facts: SheetDueFacts): ChannelMessage;
  /** What the thread of a report says of those who were not paid. */
  reasons(facts: ReasonsFacts): ChannelMessage;
}

/** Those who were not paid. */
export interface ReasonsFacts extends Unpaid, Pick<PayoutFacts, "link" | "dryRun" | "reversalOf"> {
  readonly workbook: WorkbookPlace;
}

/** Where the workbook with all results is: in this thread, on the payout's page, or nowhere. */
export type WorkbookPlace = "attached" | "on_page" | "none";
