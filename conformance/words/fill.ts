import type { Words } from "../../connectors/connector.ts";
import type { Language } from "../../domain/language.ts";
import type { Duration, Facts } from "../check-report.ts";

/**
 * Words with what they are filled with.
 * @throws {Error} when a fact that they speak of is not there
 */
export function fill(words: Words, facts: Facts, language: Language): string {
  return words[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`“${words.en}” has no ${name}.`);
    return typeof fact === "object" ? durationText(fact, language) : String(fact);
  });
}

const UNITS = [
  { ms: 3_600_000, en: " h", ko: "시간" },
  { ms: 60_000, en: " min", ko: "분" },
  { ms: 1_000, en: " s", ko: "초" },
] as const;

/** In the largest unit of which there are at least two, with one decimal at most. */
function durationText({ ms }: Duration, language: Language): string {
  if (ms === "forever") return language === "ko" ? "무기한" : "ever";
  const unit = UNITS.find((one) => ms >= 2 * one.ms) ?? UNITS[2];
  return `${Math.round((ms / unit.ms) * 10) / 10}${unit[language]}`;
}
