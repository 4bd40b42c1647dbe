import { cpus, loadavg, totalmem } from "node:os";

/** What a bench ran on, as far as it bears on the figures. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
  /** Processes that wanted a core over the last minute: above `cores`, others slowed the bench. */
  readonly loadAverage: number;
}

export function describeMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? "unknown",
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function showMachine(machine: Machine): string {
  const { cpu, cores, memoryGb, platform, node, loadAverage } = machine;
  return `${cores} cores (${cpu}), ${memoryGb} GB, ${platform}, Node ${node}; load ${loadAverage} at the start`;
}
