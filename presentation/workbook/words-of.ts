import type { Language } from "../../domain/language.ts";
import type { WorkbookWords } from "./words.ts";
import { english } from "./words-en.ts";
import { korean } from "./words-ko.ts";

const WORDS: Readonly<Record<Language, WorkbookWords>> = { ko: korean, en: english };

export function workbookWordsOf(language: Language): WorkbookWords {
  return WORDS[language];
}
