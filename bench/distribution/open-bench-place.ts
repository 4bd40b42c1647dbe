import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { buildFiles } from "../sheets/build-files.ts";
import { WORKBOOK_FORMS } from "../sheets/workbook-forms.ts";
import { startBenchWorld } from "./bench-world.ts";
import { shareCores } from "./cores.ts";
import type { BenchPlace } from "./run-worker.ts";

/** The emulators, running, and workbooks to pay. */
export async function openBenchPlace(folder: string, cores = shareCores()) {
  const runs = join(folder, "runs");
  await mkdir(runs);
  const world = await startBenchWorld(folder, cores);
  const place: BenchPlace = { world, cores, folder: runs };
  return {
    ...place,

    /** Builds a workbook for each count of payments, in Excel's spelling. */
    async workbooks(counts: readonly number[]): Promise<(payments: number) => string> {
      const paths = new Map<number, string>();
      for (const payments of new Set(counts)) {
        const [path = ""] = (await buildFiles(runs, WORKBOOK_FORMS.slice(0, 1), payments)).values();
        paths.set(payments, path);
      }
      return (payments) => {
        const path = paths.get(payments);
        if (path === undefined) throw new RangeError(`No workbook of ${payments} was built.`);
        return path;
      };
    },

    close: () => world.close(),
  };
}
