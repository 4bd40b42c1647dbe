import type { Language } from "../domain/language.ts";
import { formatAmount } from "./formats.ts";

/**
 * A large amount as people say it, `4억 8천만` or `480 million`, to stand beside its digits: a thousandfold
 * is one more word, and three digits that nobody counts. Undefined where digits are as easily read.
 */
export function amountInWords(amount: number, language: Language): string | undefined {
  return language === "ko" ? inKorean(amount) : inEnglish(amount);
}

const KOREAN_UNITS = [
  [1_000_000_000_000, "조"],
  [100_000_000, "억"],
  [10_000, "만"],
  [1, ""],
] as const;
const FIRST_IN_KOREAN = 10_000;

/** From 억 on to whole 만, and from 조 on to whole 억. */
function inKorean(amount: number): string | undefined {
  if (amount < FIRST_IN_KOREAN) return undefined;
  const step = amount >= 1_000_000_000_000 ? 100_000_000 : amount >= 100_000_000 ? 10_000 : 1;
  const said = Math.round(amount / step) * step;
  const parts = KOREAN_UNITS.flatMap(([unit, name]) => {
    const of = Math.floor(said / unit);
    const digits = name === "조" ? of : of % 10_000;
    if (digits === 0) return [];
    return [
      digits % 1_000 === 0 && digits < 10_000
        ? `${digits / 1_000}천${name}`
        : `${formatAmount(digits)}${name}`,
    ];
  });
  return `${said === amount ? "" : "약 "}${parts.join(" ")}`;
}

const FIRST_IN_ENGLISH = 1_000_000;
/** The largest word; more than that are thousands of it. */
const TRILLION = 4;
const ENGLISH = new Intl.NumberFormat("en-US", {
  notation: "compact",
  compactDisplay: "long",
  maximumFractionDigits: 2,
});

function inEnglish(amount: number): string | undefined {
  if (amount < FIRST_IN_ENGLISH) return undefined;
  const unit = 1_000 ** Math.min(Math.floor(Math.log10(amount) / 3), TRILLION);
  const isExact = amount % (unit / 100) === 0;
  return `${isExact ? "" : "about "}${ENGLISH.format(amount)}`;
}
