import * as z from "zod";
import { createDynamoDbRateStore } from "../../adapters/dynamodb/dynamodb-rate-store.ts";
import type { RateStore } from "../../domain/distribution/rate-store.ts";
import type { Invariants } from "./invariants.ts";
import type { SimProcess } from "./sim-process.ts";
import type { WorldTable } from "./world-table.ts";

/** What the invariants read of the item of a day's quota. */
const dayItemSchema = z.object({
  sk: z.string().transform((sk) => /^DAY#(.+)$/.exec(sk)?.[1]),
  used: z.int().default(0),
});

/** The rates of adapters/dynamodb, as each process has them. */
export function createWorldRates(
  invariants: Pick<Invariants, "reserves" | "givesBack">,
  table: WorldTable,
): { portOf(process: SimProcess): RateStore } {
  table.onChange("RATE#", ({ after }) => {
    const { sk: day, used } = dayItemSchema.parse(after);
    if (day !== undefined) invariants.reserves(day, used);
  });
  return {
    portOf(process) {
      const rates = createDynamoDbRateStore(table.tableOf({ process }));
      return {
        ...rates,
        giveBack(quota, calls) {
          invariants.givesBack(quota.day, calls);
          return rates.giveBack(quota, calls);
        },
      };
    },
  };
}
