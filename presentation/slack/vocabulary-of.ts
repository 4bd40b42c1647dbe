import type { Language } from "../../domain/language.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { english } from "./words-en.ts";
import { korean } from "./words-ko.ts";

const VOCABULARIES: Readonly<Record<Language, Vocabulary>> = { ko: korean, en: english };

export function vocabularyOf(language: Language): Vocabulary {
  return VOCABULARIES[language];
}
