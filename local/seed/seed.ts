import { readStackSettings } from "../stack/stack-settings.ts";
import { connectToStack, NoLocalStackError } from "./connect-stack.ts";
import { seedPastMonths } from "./seed-past-months.ts";
import { type SeededPayout, seedPayouts } from "./seed-payouts.ts";

/** Users have six digits, and a run is about fewer than this many. */
const USERS_OF_RUN = 12_000;
const RUNS = 80;

function tableOf(seeded: readonly SeededPayout[], origin: string): string {
  const rows = seeded.map(({ payout, about }) => [
    payout.state,
    countsOf(payout.counts),
    about,
    `${origin}/payouts/${payout.payoutId}`,
  ]);
  const all = [["STATE", "PAYMENTS", "WHAT IT SHOWS", "PAGE"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .join("\n");
}

function countsOf(counts: SeededPayout["payout"]["counts"]): string {
  if (counts === undefined) return "";
  const { payments: _, ...states } = counts;
  const parts = Object.entries(states).filter(([, n = 0]) => n > 0);
  return parts.map(([name, count]) => `${count} ${name}`).join(", ");
}

try {
  const stack = await connectToStack(`http://localhost:${readStackSettings(process.env).port}`);
  console.log(`Filling the stack at ${stack.origin}; this takes less than a minute.\n`);
  const run = Math.floor(Date.now() / 1_000) % RUNS;
  const seeded = await seedPayouts(stack, 1 + run * USERS_OF_RUN)
    .then(async (made) => {
      await seedPastMonths(stack.payouts, Date.now());
      return made;
    })
    .finally(stack.close);
  console.log(tableOf(seeded, stack.origin));
  console.log(`
The eleven months before have payouts as well, whose payments are deleted as after the retention period.
No payout stays in checking: that takes a moment. The points API goes on being slow for users that begin
with slow-, and down for those that begin with down-, until the stack is restarted.`);
} catch (error) {
  if (!(error instanceof NoLocalStackError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
