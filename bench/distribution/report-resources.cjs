/**
 * For `--require`: writes what this process took, from its start to its end, to the file that
 * BENCH_RESOURCES names; with BENCH_RESOURCES_EVERY_MS also meanwhile, for one that is killed.
 * CommonJS, for programs of older runtimes that are measured alongside.
 */
const { renameSync, writeFileSync } = require("node:fs");

const { BENCH_RESOURCES: path, BENCH_RESOURCES_EVERY_MS: everyMs } = process.env;

function report(exitCode) {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const resources = {
    pid: process.pid,
    exitCode,
    wallMs: process.uptime() * 1000,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakRssMb: maxRSS / 1024,
  };
  // Whoever reads it, or kills this process, finds it whole.
  const written = `${path}.${process.pid}`;
  writeFileSync(written, JSON.stringify(resources));
  renameSync(written, path);
}

if (path !== undefined) {
  process.on("exit", report);
  if (everyMs !== undefined) {
    report();
    setInterval(report, Number(everyMs)).unref();
  }
}
