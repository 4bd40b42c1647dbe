import type { Language } from "../../presentation/workbook/result-workbook-layout.ts";
import type { SlackAction } from "./actions.ts";
import { englishWords } from "./words-en.ts";
import { koreanWords } from "./words-ko.ts";

/** What a click in Slack is answered with. Titles are escaped already. */
export interface SlackWords {
  readonly done: Readonly<Record<SlackAction, (title: string) => string>>;
  readonly notDone: Readonly<Record<SlackAction, string>>;
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

export const SLACK_WORDS: Readonly<Record<Language, SlackWords>> = {
  ko: koreanWords,
  en: englishWords,
};
