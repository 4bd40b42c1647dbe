import type { EmulatorLimit } from "./emulator-limits.ts";

/** What the emulators take, in one line, for above a table. */
export function showEmulatorLimits(limits: readonly EmulatorLimit[]): string {
  const told = limits.map(
    ({ emulator, requestsPerSecond }) =>
      `${emulator} ${Math.round(requestsPerSecond).toLocaleString("en-US")}/s`,
  );
  return `What the emulators take: ${told.join("; ")}.`;
}
