import type { WorkbookPlace } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import type { CanaryFault, CanaryPayment } from "../../domain/payout/canary.ts";
import type { Counts, Halt, PaidTwice, Pause } from "../../domain/payout/payout.ts";
import type { DurationUnits, LocalTime } from "../formats.ts";
import type { OutageCause } from "../outage-cause.ts";
import type { DecisionWords } from "./decision-words.ts";
import { englishOfReversals } from "./reversal-words-en.ts";
import { koreanOfReversals } from "./reversal-words-ko.ts";
import { english } from "./words-en.ts";
import { korean } from "./words-ko.ts";

/** All words of a language that Slack shows. */
export interface Vocabulary {
  readonly words: MessageWords;
  readonly status: StatusWords;
  readonly notifications: NotificationWords;
  readonly decisions: DecisionWords;
  readonly unpaid: UnpaidWords;
  readonly buttons: ButtonWords;
  readonly answers: AnswerWords;
  readonly alarms: AlarmWords;
}

const VOCABULARIES: Readonly<Record<Language, Vocabulary>> = { ko: korean, en: english };

/** The same of payouts that take points back. */
const OF_REVERSALS: Readonly<Record<Language, Vocabulary>> = {
  ko: koreanOfReversals,
  en: englishOfReversals,
};

export function vocabularyOf(language: Language, isReversal = false): Vocabulary {
  return (isReversal ? OF_REVERSALS : VOCABULARIES)[language];
}

/** The words that all messages share, in one language. Values passed in are escaped already. */
export interface MessageWords {
  readonly language: Language;
  /** Whether they are about a payout that takes points back. */
  readonly isReversal?: true;
  counts(counts: Counts): string;
  readonly pointsPaid: string;
  pointsOf(paid: string, total: string): string;
  points(amount: string): string;
  readonly duration: string;
  readonly durationUnits: DurationUnits;
  readonly scheduledFor: string;
  localTime(time: LocalTime): string;
  readonly uploadedBy: string;
  /** Once it was handed over: its owner, and who uploaded it. */
  readonly owner: string;
  ownerOf(owner: string, uploadedBy: string): string;
  readonly approvedBy: string;
  row(row: number): string;
  readonly openPayout: string;
  payoutId(payoutId: string): string;
  readonly reasons: ReasonWords;
}

/** Why a payment was not paid, in plain language. */
export interface ReasonWords {
  readonly noSuchUser: string;
  readonly notAccepted: string;
  /** It conflicts with what the points API has. */
  readonly conflict: string;
  readonly tooBusy: string;
  /** Asked for as often as a payment may be, and never done. */
  readonly givenUp: string;
  /** No answer came. */
  readonly inDoubt: string;
  /** An answer came that tells nothing. */
  readonly provesNothing: string;
  readonly failedThere: string;
  /** The points API said to the last that such a call is being dealt with. */
  readonly inProgress: string;
  /** It refused to be asked again for what it may have paid. */
  readonly refusedRepeat: string;
  /** The points API took it, and did not say in time that it was paid. */
  readonly notConfirmed: string;
  /** Asked again now, it might be paid a second time. */
  readonly keyExpired: string;
  readonly noReason: string;
  /** A person looked it up, and it was not paid. */
  readonly resolvedNotPaid: string;
  /** The payout that it repeats had paid it. */
  readonly paidByOriginal: string;
  /** Of a reversal: what it was to take back is not paid, was erased, or is another reversal's. */
  readonly originalNotPaid: string;
  readonly originalErased: string;
  readonly reversedByAnother: string;
  refused(code: string | undefined): string;
}

/** What happened, and what to do where a person must do something. */
interface Happening {
  /** Plain sentences; names in them are cut but not escaped. */
  readonly summary: string;
  readonly toDo?: string;
}

/** The same under a headline, our own words and numbers. */
export interface Said extends Happening {
  readonly headline: string;
}

/** What messages say of a payout. `what` is how many and how much, `who` a person's name. */
export interface StatusWords {
  readonly toDo: string;
  /** Addresses the people who are mentioned. */
  call(mentions: string): string;
  /** What a message of a dry run says besides; `pointsPaid` stands for those it would pay. */
  readonly dryRun: {
    readonly mark: string;
    readonly summary: string;
    readonly pointsPaid: string;
    /** What approving it leads to. */
    approve(what: string): string;
    counts(counts: Counts): string;
    completed(counts: Counts): string;
  };
  /** Of the first payments, which are paid and looked at before any other. */
  readonly canary: {
    paying(percent: number, payments: number): Said;
    readonly wrong: string;
    readonly faults: Readonly<Record<CanaryFault, string>>;
    /** Heads what was asked and answered. */
    readonly asked: string;
    readonly states: Readonly<Record<CanaryPayment["state"], string>>;
    balance(before: string, after: string): string;
    more(count: number): string;
  };
  what(payments: number, totalPoints: number): string;
  readonly labels: {
    readonly latest: string;
    /** Where its time is in quiet hours. */
    readonly beginsAt: string;
    readonly what: string;
    readonly soFar: string;
    readonly rate: string;
    readonly timeLeft: string;
    readonly pausedSince: string;
    readonly outageSince: string;
    /** Until when the points API asked us to wait. */
    readonly outageUntil: string;
    /** Of an outage whose end is known. */
    readonly goesOnAt: string;
    /** Why the points API refuses so many, its own words, and the payment it refused last. */
    readonly refusedBecause: string;
    readonly apiSays: string;
    readonly refusedLast: string;
    readonly endReason: string;
    readonly reason: string;
    /** What whoever asks for approval says to whoever gives it. */
    readonly note: string;
    /** Of what rests: payments that were asked for, and nobody knows yet what became of them. */
    readonly asked: string;
    readonly askedOf: (count: string) => string;
    /** Of a payout that is paid as soon as it is approved: until when it can be. */
    readonly soonestUntil: string;
    readonly retryOf: string;
    readonly reversalOf: string;
    readonly reversalReason: string;
    /** Of what the payout is paid in, where there is more than one. */
    readonly pointsApi: string;
    /** Headings of lists of reasons. */
    readonly whyApproval: string;
    readonly whyNotPaid: string;
    /** Of what one payment comes to. */
    readonly perPayment: string;
    /** Of whether the users of the sheet exist. */
    readonly users: string;
  };
  /** How many of those that were looked up the points API did not know, and when. */
  usersMissing(missing: string, looked: string, when: string): string;
  usersFound(looked: string, when: string): string;
  readonly average: string;
  readonly median: string;
  readonly largest: string;
  /** Above all that may be a slip; what `who` has looked at is ticked. */
  warnings(count: string, who: string): string;
  moreWarnings(count: string): string;
  /** What of the payout the message shows. */
  revision(revision: string): string;
  /** What to do about a payout that was braked: before it is paid, and while it is. */
  readonly scheduleForApproval: string;
  readonly resumeByApprover: string;
  ratePerSecond(rate: string): string;
  about(duration: string): string;
  failedOf(payoutId: string): string;
  paidOf(payoutId: string): string;
  /** What only an admin needs. */
  forAdmin(detail: string): string;

  awaitingApproval(what: string, who: string): Said;
  declined(what: string, who: string | undefined): Said;
  held(what: string, who: string | undefined): Said;
  /** Its time came, and it was not paid. */
  sentBack(what: string): Said;
  scheduled(what: string): Said;
  overdue(): Said;
  cancelled(what: string, who: string | undefined): Said;
  distributing(percent: number, counts: Counts): Said;
  /** While what a person ended is found out as far as the points API tells. */
  ending(percent: number, who: string, counts: Counts): Said;
  /** While the points API is down: a headline, and what to do about it. */
  waiting(percent: number): string;
  outage(cause: OutageCause): Happening;
  /** A headline. */
  paused(percent: number): string;
  pause(reason: Pause["reason"], who: string | undefined): Happening;
  /** What to do about a payout that paused or halted while it was being ended. */
  readonly endAgain: string;
  completed(counts: Counts): string;
  /** The report of a payout that a person ended: before its counts, and as a sentence. */
  readonly ended: string;
  endedBy(who: string, counts: Counts): string;
  halted(counts: string): Said;
  /** Why it stopped; `untouched` when not one payment may have been paid. */
  halt(reason: Halt["reason"], untouched: boolean): Happening;
}

/** Headlines and sentences of notifications. `what` is how many and how much. */
export interface NotificationWords {
  /** Without `duration`: soon. */
  reminder(duration: string | undefined): string;
  reminderSummary(what: string, when: string): string;
  readonly reminderToDo: string;
  /** Where it would not be paid as things are. */
  readonly obstaclesToDo: string;
  readonly handedOver: string;
  handedOverSummary(what: string, to: string, by: string): string;

  readonly sentBack: string;
  sentBackSummary(what: string, when: string, who: string): string;
  readonly approvalNeeded: string;
  approvalSummary(what: string, when: string, who: string): string;
  readonly approvalToDo: string;
  outage(cause: OutageCause): string;
  readonly paused: string;
  readonly goingOn: string;
  readonly goingOnSummary: string;
  readonly halted: string;
  readonly receipt: string;
  /** @param compared of so many payments the points API was asked */
  receiptSummary(what: string, differences: number, compared: number): string;
  receiptToDo(rows: readonly number[]): string;
}

/** What a person must know and do. */
export interface AdviceWords {
  readonly heading: string;
  readonly text: string;
}

/** About payments that failed, or that may or may not have been paid. */
export interface UnpaidWords {
  /** `somebodyPaid`: or somebody may have been. */
  failed(count: number, somebodyPaid: boolean): AdviceWords;
  failedInDryRun(count: number): AdviceWords;
  /** What was not asked for any more, as a person ended the payout. */
  withdrawn(count: number): AdviceWords;
  withdrawnInDryRun(count: number): AdviceWords;
  unknown(count: number): AdviceWords;
  /** Payments of a retry that were not made: the payout that it repeats had made them. */
  paidBefore(count: number): AdviceWords;
  /** Payments of a retry that were made although the payout that it repeats had made them as well. */
  paidTwice(paid: PaidTwice): AdviceWords;
  headline(facts: { readonly unknown: boolean }): string;
  /** Above the reasons and how often each stands. */
  readonly why: string;
  names(facts: { readonly all: boolean; readonly unknown: boolean }): string;
  /** A reason and for how many payments it stands. */
  counted(count: number, reason: string): string;
  /** Payments whose reasons are not listed. */
  moreReasons(count: number): string;
  /** Payments that are not named. */
  moreNames(count: number): string;
  /** Where they are listed, as the message itself says it, and as its thread does. */
  readonly inThread: string;
  readonly inThisThread: string;
  readonly workbook: Readonly<Record<WorkbookPlace, string>>;
}

export type ActId =
  | "approve_payout"
  | "decline_payout"
  | "hold_payout"
  | "stop_payout"
  | "resume_payout";

/** What a button says, and what its dialog asks. */
export interface ActWords {
  /** At most 30 characters. */
  readonly label: string;
  /** At most 100 characters. */
  readonly question: string;
  /** What happens then, at most 200 characters; `what` is how many and how much. */
  consequence(what: string): string;
  /** At most 30 characters. */
  readonly goBack: string;
}

export type ButtonWords = Readonly<Record<ActId, ActWords>>;

/** What a click in Slack is answered with. Titles are escaped already. */
export interface AnswerWords {
  readonly done: Readonly<Record<ActId, (title: string) => string>>;
  readonly notDone: Readonly<Record<ActId, string>>;
  /** Slack waits no longer. */
  readonly late: string;
  readonly noEmail: string;
  notSignedIn(email: string, days: number): string;
  slackFailed(code: string): string;
  readonly rolesOfSignIn: string;
  readonly stopInstead: string;
  requestId(id: string): string;
  page(url: string): string;
  readonly dialog: {
    /** At most 24 characters, as are the buttons. */
    readonly title: string;
    readonly submit: string;
    readonly close: string;
    readonly label: string;
    readonly hint: string;
    readonly reasonMissing: string;
  };
}

/** Headlines of alarms, and what stands around them. */
export interface AlarmWords {
  readonly ALARM: string;
  readonly OK: string;
  readonly runbook: string;
  readonly alarm: string;
}
