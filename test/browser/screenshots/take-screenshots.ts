import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildFunctions } from "../../../infra/build-functions.ts";
import { startBrowserWorld } from "../browser-world.ts";
import { takeAll } from "./take-all.ts";
import { takeChannelForDocs, takeForReadme } from "./take-for-readme.ts";
import { takeSlack } from "./take-slack.ts";

const ROOT = join(import.meta.dirname, "../../..");

const { values } = parseArgs({ options: { readme: { type: "boolean", default: false } } });
const folder = join(ROOT, values.readme ? "docs/pictures" : "screenshots");

buildFunctions();
// Without keys and look-ups a lost answer leaves a payment unknown, which is to be seen too.
// A company that has paid with it for a while: its everyday payouts need no approval.
const world = await startBrowserWorld(
  { POINTS_IDEMPOTENCY: "none" },
  { limits: { payoutPointsWithoutHistory: { approvalAbove: 10_000_000 } } },
);
try {
  await (values.readme ? takeForReadme(world, folder) : takeAll(world, folder));
} finally {
  await world.close();
}
if (values.readme) await takeChannelForDocs(folder);
else {
  for (const language of ["ko", "en"] as const) {
    await takeSlack(language, async (page, name) => {
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    });
  }
}
console.log(`Written: ${folder}`);
