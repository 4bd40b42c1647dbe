import type { Language } from "../domain/language.ts";

/** The terminal's language, from the environment as POSIX orders it; English unless Korean. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale.startsWith("ko") ? "ko" : "en";
}
