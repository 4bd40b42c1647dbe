import { useTexts } from "../texts/language.ts";

/** The product's name with its sign. */
export function Mark() {
  const texts = useTexts();
  return (
    <span className="mark">
      <img src="/favicon.svg" width="28" height="28" alt="" />
      <span className="mark-name">{texts.product}</span>
      <span className="mark-says">{texts.productSays}</span>
    </span>
  );
}
