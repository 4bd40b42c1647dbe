const DAY_S = 86_400;
const EPOCH_MS = Date.UTC(1899, 11, 30);
/** The leap day of 1900 that never was, kept by Excel for the sake of Lotus. */
const FALSE_LEAP_DAY = 60;

const DATE = /^(-?\d{4,6}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/;
const TIME = /^\d{2}:\d{2}:\d{2}$/;

export interface DateSerial {
  /** Days since Excel's epoch of 1900. */
  readonly serial: number;
  readonly format: string;
}

/** A date as our reader spells it (`2026-11-21 09:00:00`), as the number that Excel keeps. */
export function dateSerial(text: string): DateSerial | undefined {
  if (TIME.test(text)) return { serial: dayPart(text), format: "hh:mm:ss" };
  const [, date, time] = DATE.exec(text) ?? [];
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - EPOCH_MS) / (DAY_S * 1000));
  if (!Number.isFinite(days)) return undefined;
  const serial = days + (time === undefined ? 0 : dayPart(time));
  return {
    serial: serial <= FALSE_LEAP_DAY ? serial - 1 : serial,
    format: time === undefined ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm:ss",
  };
}

function dayPart(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return (hours * 3600 + minutes * 60 + seconds) / DAY_S;
}
