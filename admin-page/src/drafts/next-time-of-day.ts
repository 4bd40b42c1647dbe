const DAY_MS = 86_400_000;

/** The next time that the clocks of a zone show that time of day, `09:30`, as `YYYY-MM-DDTHH:mm:00`. */
export function nextTimeOfDay(timeOfDay: string, timeZone: string, nowMs: number): string {
  // A minute is what scheduling takes at least.
  const [day = "", time = ""] = wallClock(nowMs + 60_000, timeZone);
  if (time <= timeOfDay) return `${day}T${timeOfDay}:00`;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const next = new Date(Date.UTC(year, month - 1, date) + DAY_MS);
  return `${next.toISOString().slice(0, day.length)}T${timeOfDay}:00`;
}

/** `2026-12-01` and `09:30`; Swedes write both so. */
function wallClock(ms: number, timeZone: string): readonly string[] {
  return new Date(ms).toLocaleString("sv-SE", { timeZone }).slice(0, 16).split(" ");
}
