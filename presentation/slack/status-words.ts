import type { Counts, Halt, Pause } from "../../domain/payout/payout.ts";

/** What happened, and what to do where a person must do something. */
export interface Happening {
  /** Plain sentences; names in them are cut but not escaped. */
  readonly summary: string;
  readonly toDo?: string;
}

/** The same under a headline, our own words and numbers. */
export interface Said extends Happening {
  readonly headline: string;
}

/** What messages say of a payout's life. `what` is how many and how much, `who` a person's name. */
export interface StatusWords {
  readonly toDo: string;
  /** Calls those who are mentioned. */
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
  what(payments: number, totalPoints: number): string;
  readonly labels: {
    readonly what: string;
    readonly soFar: string;
    readonly rate: string;
    readonly timeLeft: string;
    readonly pausedSince: string;
    readonly outageSince: string;
    readonly reason: string;
    readonly retryOf: string;
  };
  ratePerSecond(rate: string): string;
  about(duration: string): string;
  failedOf(payoutId: string): string;
  /** What only an admin can make something of. */
  forAdmin(detail: string): string;

  awaitingApproval(what: string, who: string): Said;
  declined(what: string, who: string | undefined): Said;
  held(what: string, who: string | undefined): Said;
  scheduled(what: string): Said;
  overdue(): Said;
  cancelled(what: string, who: string | undefined): Said;
  distributing(percent: number, counts: Counts): Said;
  /** While the points API is gone: a headline, and what to do about it. */
  waiting(percent: number): string;
  readonly outage: Happening;
  /** A headline. */
  paused(percent: number): string;
  pause(reason: Pause["reason"], who: string | undefined): Happening;
  completed(counts: Counts): string;
  halted(counts: string): Said;
  /** Why it stopped; `untouched` when not one payment may have been paid. */
  halt(reason: Halt["reason"], untouched: boolean): Happening;
}
