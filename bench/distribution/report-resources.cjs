/**
 * For `--require`: writes what this process took, from its start to its end, to the file that
 * BENCH_RESOURCES names. CommonJS, for programs of older runtimes that are measured alongside.
 */
const { writeFileSync } = require("node:fs");

process.on("exit", (exitCode) => {
  const { BENCH_RESOURCES: path } = process.env;
  if (path === undefined) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    path,
    JSON.stringify({
      exitCode,
      wallMs: process.uptime() * 1000,
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
      peakRssMb: maxRSS / 1024,
    }),
  );
});
