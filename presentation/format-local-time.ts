/** A local time taken apart. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** `HH:mm`, or `HH:mm:ss` where the seconds are not zero. */
  readonly time: string;
}

/** Reads `YYYY-MM-DDTHH:mm[:ss]`; undefined when it is anything else. */
export function readLocalTime(localTime: string): LocalTime | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2})(:\d{2})?$/.exec(localTime);
  if (match === null) return undefined;
  const [, year, month, day, minutes = "", seconds = ""] = match;
  const noon = Date.UTC(Number(year), Number(month) - 1, Number(day), 12);
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    weekday: new Date(noon).getUTCDay(),
    time: seconds === ":00" ? minutes : `${minutes}${seconds}`,
  };
}
