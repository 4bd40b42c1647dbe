import { createContext, useContext } from "react";
import { en } from "./en.ts";
import { ko, type Texts } from "./ko.ts";
import { reversalEn } from "./reversal-en.ts";
import { reversalKo } from "./reversal-ko.ts";

export const LANGUAGES = ["ko", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const TEXTS: Readonly<Record<Language, Texts>> = { ko, en };
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { ko: "한국어", en: "English" };

/** The same where they are about a payout that takes points back. */
const REVERSAL_TEXTS: Readonly<Record<Language, Texts>> = { ko: reversalKo, en: reversalEn };

const STORAGE_KEY = "paysheet.language";

export interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export const LanguageContext = createContext<LanguageChoice>({
  language: "ko",
  choose: () => undefined,
});

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

const ReversalContext = createContext(false);

/** Everything within is about a payout that takes points back, or about one that pays. */
export const ReversalProvider = ReversalContext.Provider;

export function useTexts(): Texts {
  const texts = useContext(ReversalContext) ? REVERSAL_TEXTS : TEXTS;
  return texts[useLanguage().language];
}

/** What the reader chose before, else what their browser prefers, else the deployment's. */
export function readersLanguage(deployments: Language): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.split("-")[0]?.toLowerCase());
  const known = wanted.flatMap((tag) => LANGUAGES.filter((language) => language === tag));
  return known[0] ?? deployments;
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language);
}
