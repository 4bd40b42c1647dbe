import type { ButtonWords } from "./message-buttons.ts";
import { englishButtons } from "./message-buttons-en.ts";
import { koreanButtons } from "./message-buttons-ko.ts";
import type { UnpaidWords } from "./message-unpaid.ts";
import { englishUnpaid } from "./message-unpaid-en.ts";
import { koreanUnpaid } from "./message-unpaid-ko.ts";
import type { MessageLanguage, MessageWords } from "./message-words.ts";
import { englishWords } from "./message-words-en.ts";
import { koreanWords } from "./message-words-ko.ts";
import type { NotificationWords } from "./notification-words.ts";
import { englishNotifications } from "./notification-words-en.ts";
import { koreanNotifications } from "./notification-words-ko.ts";
import type { StatusWords } from "./status-words.ts";
import { englishStatus } from "./status-words-en.ts";
import { koreanStatus } from "./status-words-ko.ts";

/** All words of a language. */
export interface Vocabulary {
  readonly words: MessageWords;
  readonly status: StatusWords;
  readonly notifications: NotificationWords;
  readonly unpaid: UnpaidWords;
  readonly buttons: ButtonWords;
}

const VOCABULARIES: Readonly<Record<MessageLanguage, Vocabulary>> = {
  ko: {
    words: koreanWords,
    status: koreanStatus,
    notifications: koreanNotifications,
    unpaid: koreanUnpaid,
    buttons: koreanButtons,
  },
  en: {
    words: englishWords,
    status: englishStatus,
    notifications: englishNotifications,
    unpaid: englishUnpaid,
    buttons: englishButtons,
  },
};

export function vocabularyOf(language: MessageLanguage): Vocabulary {
  return VOCABULARIES[language];
}
