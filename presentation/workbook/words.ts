import type { Language } from "../../domain/language.ts";
import type { Counts, PointsTotals } from "../../domain/payout/payout.ts";
import { englishOfReversals, koreanOfReversals } from "./reversal-words.ts";
import { english } from "./words-en.ts";
import { korean } from "./words-ko.ts";

/** All words of a language that a workbook of ours holds. */
export interface WorkbookWords {
  readonly summary: SummaryWords;
  readonly receipt: ReceiptWords;
  readonly line: LineWords;
  readonly problems: ProblemWords;
  readonly template: TemplateWords;
  /** The list of users that a pre-flight did not find. */
  readonly missingUsers: {
    readonly sheet: string;
    readonly row: string;
    readonly userId: string;
    readonly why: string;
  };
}

const WORDS: Readonly<Record<Language, WorkbookWords>> = { ko: korean, en: english };

/** The same of payouts that take points back. */
const OF_REVERSALS: Readonly<Record<Language, WorkbookWords>> = {
  ko: koreanOfReversals,
  en: englishOfReversals,
};

export function workbookWordsOf(language: Language, isReversal = false): WorkbookWords {
  return (isReversal ? OF_REVERSALS : WORDS)[language];
}

/** The summary of a result workbook. No row of it names a user and a points column. */
interface SummaryWords {
  lead(counts: Counts, points: PointsTotals): string;
  /** Above the title of a dry run, in its lead, and what to do about what would fail. */
  readonly dryRun: {
    readonly mark: string;
    lead(counts: Counts, points: PointsTotals): string;
    readonly whyNot: string;
    readonly failed: string;
  };
  readonly state: string;
  readonly payments: string;
  readonly points: string;
  readonly total: string;
  readonly whyNot: string;
  readonly code: string;
  readonly reason: string;
  readonly otherReasons: string;
  readonly whatNow: string;
  readonly about: string;
  readonly notes: Readonly<
    Record<
      | "unknown"
      | "failed"
      | "withdrawn"
      | "withdrawnInDryRun"
      | "defaults"
      | "pending"
      | "noSheetColumns",
      string
    >
  >;
  readonly facts: Readonly<
    Record<
      | "payoutId"
      | "fileName"
      | "reversalOf"
      | "reversalReason"
      | "pointsApi"
      | "forAllRows"
      | "uploadedBy"
      | "scheduledBy"
      | "approvedBy"
      | "scheduledFor"
      | "startedAt"
      | "lastSettledAt"
      | "brakedAt"
      | "brakeReason"
      | "endedBy"
      | "endedAt"
      | "endReason"
      | "writtenAt"
      | "timeZone"
      | "rowsTimeZone",
      string
    >
  >;
}

/** The receipt in a result workbook. */
interface ReceiptWords {
  readonly title: string;
  /** Of a payout that takes points back. */
  readonly reversalOf: string;
  readonly reversalReason: string;
  readonly digest: string;
  readonly firstApproval: string;
  readonly noApproval: string;
  readonly uploadedAt: string;
  readonly approvedAt: string;
  readonly of: string;
  readonly sheet: string;
  readonly asked: string;
  readonly compared: string;
  readonly inBooks: string;
  readonly comparison: string;
  readonly agree: string;
  differ(findings: number): string;
  /** The books were not asked by the time that the workbook was written. */
  readonly notAskedYet: string;
  readonly noBooks: string;
  readonly sample: string;
  readonly all: string;
  readonly comparedAt: string;
  readonly row: string;
  readonly whole: string;
  readonly evidence: string;
  readonly whatAndToDo: string;
  more(findings: number): string;
  readonly signOff: string;
  readonly notSigned: string;
  readonly signedBy: string;
  readonly signedAt: string;
  readonly signNote: string;
  /** Of a receipt that is not any more what was signed. */
  readonly changedSinceSigned: string;
}

/** What stands beside one payment. */
export interface LineWords {
  readonly lookItUp: string;
  readonly accepted: string;
  readonly withdrawn: string;
  readonly inFlight: string;
  readonly notAsked: string;
  foundPaid(name: string, note: string): string;
  by(name: string, note: string): string;
  retried(payoutId: string): string;
  reversed(payoutId: string): string;
}

/** What a sheet with problems is handed back with. */
interface ProblemWords {
  /** Name of the tab that lists the problems. */
  readonly listSheet: string;
  /** Name of the tab of a file without tabs. */
  readonly onlySheet: string;
  readonly title: (problems: number, warnings: number) => string;
  readonly cut: (listed: number) => string;
  readonly howTo: readonly string[];
  readonly columns: {
    readonly place: string;
    readonly kind: string;
    readonly value: string;
    readonly message: string;
  };
  readonly problem: string;
  readonly warning: string;
}

/** The empty sheet to fill in. */
interface TemplateWords {
  readonly sheet: string;
  readonly notesSheet: string;
  readonly userId: string;
  readonly points: string;
  readonly reason: string;
  readonly userIdPrompt: string;
  readonly pointsPrompt: string;
  readonly pointsErrorTitle: string;
  readonly pointsError: string;
  readonly notes: { readonly title: string; readonly notes: readonly string[] };
}
