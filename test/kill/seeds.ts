import * as z from "zod";

const numberSchema = z.string().regex(/^\d+$/).transform(Number);
/** How often each mode is killed its way through a payout, each time under the next seed. */
const ROUNDS = numberSchema.default(1).parse(process.env["KILL_ROUNDS"]);
const FIRST_SEED = numberSchema.default(1).parse(process.env["KILL_SEED"]);

export const SEEDS = Array.from({ length: ROUNDS }, (_, round) => FIRST_SEED + round);
