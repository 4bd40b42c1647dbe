import * as z from "zod";

const numberSchema = z.string().regex(/^\d+$/).transform(Number);
/** How often each mode is killed its way through a payout, each time under the next seed. */
const ROUNDS = numberSchema.default(1).parse(process.env["KILL_ROUNDS"]);
const FIRST_SEED = numberSchema.default(1).parse(process.env["KILL_SEED"]);

/** Among all the other tests it has to be over sooner: nobody would wait for it. */
const isRunAlone = process.env["npm_lifecycle_event"] === "test:kill";
export const SIZE = isRunAlone ? { payments: 2_000, kills: 20 } : { payments: 500, kills: 5 };

export const SEEDS = Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round);
