import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { replaceSection } from "../markdown-table.ts";
import { readDeployment } from "./deployed.ts";
import { idleLines, payoutLines } from "./lines.ts";
import { countDurableOperations, playLook, playPayout } from "./play.ts";
import { startCountingStack } from "./run-stack.ts";
import { describeBill } from "./tables.ts";

const DOCUMENT = join(import.meta.dirname, "..", "..", "docs", "deploy.md");

const { values } = parseArgs({
  options: {
    payments: { type: "string", default: "10000" },
    /** Puts the tables in their place in docs/deploy.md. */
    write: { type: "boolean", default: false },
  },
});
const payments = Number(values.payments);
if (!Number.isInteger(payments) || payments < 1) {
  throw new TypeError(`--payments must be a whole number above 0, not ${values.payments}.`);
}

const deployment = readDeployment();
const counting = await startCountingStack();
try {
  process.stdout.write(`Paying ${payments.toLocaleString("en-US")} on the local stack …\n`);
  await playPayout(counting.stack, payments);
  const counted = counting.take();
  const durableOperations = await countDurableOperations(counting.stack);
  // The first look warms the sweeper up, as the one five minutes before does.
  await playLook(counting.stack);
  counting.take();
  await playLook(counting.stack);
  const look = counting.take();
  const text = describeBill({
    payments,
    payout: payoutLines(counted, { payments, durableOperations }, deployment),
    idle: idleLines(look, deployment),
  });
  const command = `npm run cost -- --payments ${payments}`;
  const section = `\`${command}\`, ${new Date().toISOString().slice(0, 10)}.\n\n${text}`;
  process.stdout.write(`\n${section}\n`);
  if (values.write) {
    const document = await readFile(DOCUMENT, "utf8");
    await writeFile(DOCUMENT, replaceSection(document, "cost", section));
  }
} finally {
  await counting.close();
}
