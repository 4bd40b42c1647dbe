import type { ButtonWords } from "./message-buttons.ts";
import { englishButtons } from "./message-buttons-en.ts";
import { koreanButtons } from "./message-buttons-ko.ts";
import type { UnpaidWords } from "./message-unpaid.ts";
import { englishUnpaid } from "./message-unpaid-en.ts";
import { koreanUnpaid } from "./message-unpaid-ko.ts";
import type { MessageLanguage, MessageWords } from "./message-words.ts";
import { englishWords } from "./message-words-en.ts";
import { koreanWords } from "./message-words-ko.ts";
import type { MomentWords } from "./moment-words.ts";
import { englishMoments } from "./moment-words-en.ts";
import { koreanMoments } from "./moment-words-ko.ts";
import type { StoryWords } from "./story-words.ts";
import { englishStory } from "./story-words-en.ts";
import { koreanStory } from "./story-words-ko.ts";

/** All words of a language. */
export interface Vocabulary {
  readonly words: MessageWords;
  readonly story: StoryWords;
  readonly moments: MomentWords;
  readonly unpaid: UnpaidWords;
  readonly buttons: ButtonWords;
}

const VOCABULARIES: Readonly<Record<MessageLanguage, Vocabulary>> = {
  ko: {
    words: koreanWords,
    story: koreanStory,
    moments: koreanMoments,
    unpaid: koreanUnpaid,
    buttons: koreanButtons,
  },
  en: {
    words: englishWords,
    story: englishStory,
    moments: englishMoments,
    unpaid: englishUnpaid,
    buttons: englishButtons,
  },
};

export function vocabularyOf(language: MessageLanguage): Vocabulary {
  return VOCABULARIES[language];
}
