import type { Language } from "../texts/language.ts";

const FORMATS: Readonly<Record<Language, Intl.NumberFormat>> = {
  ko: new Intl.NumberFormat("ko-KR", { notation: "compact", maximumSignificantDigits: 3 }),
  en: new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 }),
};

/** A number in as few letters as its reader counts in: "4.8억", "480M". For where the whole one stands near. */
export function shortNumber(value: number, language: Language): string {
  return FORMATS[language].format(value);
}
