import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat";

dayjs.extend(customParseFormat);

/** As times are shown, and other ways of writing date and time that can be read in one way only. */
export const TIME_FORMATS = [
  "YYYY-MM-DD HH:mm",
  "YYYY-MM-DD HH:mm:ss",
  "YYYY-MM-DDTHH:mm",
  "YYYY-MM-DDTHH:mm:ss",
  "YYYY-M-D H:mm",
  "YYYY/MM/DD HH:mm",
  "YYYY/M/D H:mm",
  "YYYY.MM.DD HH:mm",
  "YYYY.M.D H:mm",
  "YYYY. M. D. H:mm",
];

/** Whether what was typed is a date and a time, with its year: others would have to be guessed. */
export function isReadableTime(typed: string): boolean {
  return dayjs(typed.trim(), TIME_FORMATS, true).isValid();
}
