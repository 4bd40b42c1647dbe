import { useLanguage, useTexts } from "../texts/language.ts";
import { amountInWords } from "./amount-in-words.ts";

/** A total that decides something: its digits, and how people say it. */
export function TotalPoints({ points }: { readonly points: number }) {
  const { figures } = useTexts();
  const { language } = useLanguage();
  const words = amountInWords(points, language);
  return (
    <>
      {figures.points(points)}
      {words !== undefined && <span className="fact-help">{words}</span>}
    </>
  );
}

/** The same within a sentence. */
export function useTotalInWords(): (points: number) => string {
  const { points: digits } = useTexts();
  const { language } = useLanguage();
  return (points) => {
    const words = amountInWords(points, language);
    if (words === undefined) return digits(points);
    return language === "ko" ? `${digits(points)}(${words})` : `${digits(points)} (${words})`;
  };
}
