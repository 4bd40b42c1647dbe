import { type Bench, runBench } from "../bench-run.ts";
import { openBenchPlace } from "./open-bench-place.ts";

type OpenPlace = Awaited<ReturnType<typeof openBenchPlace>>;

/** Runs a bench that pays, with the emulators open around it. */
export function runPayingBench({
  measure,
  ...bench
}: Pick<Bench, "name" | "quick"> & {
  measure(place: OpenPlace, tell: (line: string) => void): Promise<string>;
}): Promise<void> {
  return runBench({
    ...bench,
    async measure(folder, tell) {
      const place = await openBenchPlace(folder);
      try {
        return await measure(place, tell);
      } finally {
        await place.close();
      }
    },
  });
}
