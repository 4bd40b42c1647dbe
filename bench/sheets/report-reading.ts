import { performance } from "node:perf_hooks";

/** What a reader found in a file, for the bench to hold against what was written into it. */
export interface Found {
  readonly rows: number;
  readonly points: number;
}

/**
 * Runs one reading of the file named on the command line and prints what it took, as one line of
 * JSON: what every reader program ends with. Loading of the program itself is not counted.
 */
export async function reportReading(read: (path: string) => Promise<Found>): Promise<void> {
  const path = process.argv[2];
  if (path === undefined) throw new TypeError("Name the file to read.");
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const found = await read(path);
  const wallMs = performance.now() - startMs;
  const cpu = process.cpuUsage(cpuBefore);
  const report = {
    ...found,
    wallMs,
    userCpuMs: cpu.user / 1000,
    // Kilobytes of the process at its largest, the runtime itself included.
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
