const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The leap day of 1900 that never was, kept by Excel for the sake of Lotus. */
const FALSE_LEAP_DAY = 60;

/** A date as people write it (`2026-11-21`, `2026-11-21 09:00:00`), from days since the epoch. */
export function formatSerialDate(source: string, uses1904: boolean): string {
  const serial = Number(source);
  if (!Number.isFinite(serial) || Math.abs(serial) > 3_000_000) return source;
  const epoch = uses1904 ? EPOCH_1904 : EPOCH_1900;
  const shift = !uses1904 && serial < FALSE_LEAP_DAY ? 1 : 0;
  const iso = new Date(epoch + Math.round((serial + shift) * 86_400) * 1000).toISOString();
  const [date = source, time = ""] = iso.split(/[TZ.]/);
  if (serial >= 0 && serial < 1) return time;
  return (serial * DAY_MS) % DAY_MS === 0 ? date : `${date} ${time}`;
}
