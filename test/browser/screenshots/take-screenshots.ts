import { join } from "node:path";
import { parseArgs } from "node:util";
import { startBrowserWorld } from "../browser-world.ts";
import { takeAll } from "./take-all.ts";
import { takeForReadme } from "./take-for-readme.ts";

const ROOT = join(import.meta.dirname, "../../..");

const { values } = parseArgs({ options: { readme: { type: "boolean", default: false } } });
const folder = join(ROOT, values.readme ? "docs/pictures" : "screenshots");

// Without keys and look-ups a lost answer leaves a payment unknown, which is to be seen too.
const world = await startBrowserWorld({ POINTS_IDEMPOTENCY: "none" });
try {
  await (values.readme ? takeForReadme(world, folder) : takeAll(world, folder));
} finally {
  await world.close();
}
console.log(`Written: ${folder}`);
