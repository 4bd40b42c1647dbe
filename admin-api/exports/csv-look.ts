import type { Language } from "../../domain/language.ts";

/** In whose words and by whose clocks a file is written. */
export interface CsvLook {
  readonly language: Language;
  readonly timeZone: string;
}
