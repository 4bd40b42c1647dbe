import { performance } from "node:perf_hooks";

/**
 * Does the work that this process is for, with the arguments of its command line, and prints what
 * was found and what it took as one line of JSON. Loading of the program itself is not counted in
 * the times, but is in the memory.
 */
export async function reportCost(
  work: (...args: readonly string[]) => Promise<object>,
): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const found = await work(...process.argv.slice(2));
  const wallMs = performance.now() - startMs;
  const cpu = process.cpuUsage(cpuBefore);
  const report = {
    ...found,
    wallMs,
    userCpuMs: cpu.user / 1000,
    systemCpuMs: cpu.system / 1000,
    // Kilobytes of the process at its largest, the runtime itself included.
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
