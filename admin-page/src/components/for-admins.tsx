import type { Texts } from "../texts/ko.ts";
import { useTexts } from "../texts/language.ts";

/** What a system said of itself, for those who mend it; its codes in words. */
export function ForAdmins({ said }: { readonly said: string | undefined }) {
  const texts = useTexts();
  if (said === undefined) return null;
  return <span className="detail">{texts.paying.forAdmins(inWords(said, texts))}</span>;
}

/** The code that stands first, as people call it; a system's own words as they are. */
function inWords(said: string, { paying }: Texts): string {
  const known: Readonly<Record<string, string>> = paying.codes;
  return said.replace(/^[a-z]+(?:_[a-z\d]+)*(?=$|:)/, (code) => {
    const status = /^http_(\d{3})$/.exec(code)?.[1];
    return status === undefined ? (known[code] ?? code) : `HTTP ${status}`;
  });
}
