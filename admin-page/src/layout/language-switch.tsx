import { LANGUAGE_NAMES, LANGUAGES, useLanguage, useTexts } from "../texts/language.ts";

/** Each language under its own name. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const texts = useTexts();
  return (
    <fieldset className="language-switch">
      <legend className="unseen">{texts.language}</legend>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => choose(each)}
        >
          {LANGUAGE_NAMES[each]}
        </button>
      ))}
    </fieldset>
  );
}
