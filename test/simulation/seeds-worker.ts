import { runRange } from "./run-range.ts";
import { seedRangeSchema } from "./seeds-message.ts";

/** A process of its own that runs the seeds it is sent; see seed-workers.ts. */
process.on("message", async (message) => {
  process.send?.(await runRange(seedRangeSchema.parse(message)));
});
