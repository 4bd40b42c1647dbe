export interface DurationUnits {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly underASecond: string;
}

/** A duration in its two largest units, e.g. `1분 23초` or `2 h 3 min`; seconds are rounded. */
export function formatDuration(durationMs: number, units: DurationUnits): string {
  const seconds = Math.round(durationMs / 1000);
  if (!(seconds >= 1)) return units.underASecond;
  const parts = [
    { amount: Math.floor(seconds / 86_400), unit: units.day },
    { amount: Math.floor(seconds / 3600) % 24, unit: units.hour },
    { amount: Math.floor(seconds / 60) % 60, unit: units.minute },
    { amount: seconds % 60, unit: units.second },
  ];
  const largest = parts.findIndex(({ amount }) => amount > 0);
  return parts
    .slice(largest, largest + 2)
    .filter(({ amount }) => amount > 0)
    .map(({ amount, unit }) => `${amount}${unit}`)
    .join(" ");
}
