import { LANGUAGES, type Language } from "../domain/language.ts";

/** The first of a header `Accept-Language` that there are words in, as browsers order them. */
export function preferredLanguage(header = ""): Language | undefined {
  const wanted = header.split(",").map((range) => range.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((each) => LANGUAGES.filter((language) => language === each))[0];
}
