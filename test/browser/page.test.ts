import { afterAll, beforeAll, describe } from "vitest";
import { type BrowserWorld, startBrowserWorld } from "./browser-world.ts";
import { describeCare } from "./care.ts";
import { describeDrafts } from "./drafts.ts";
import { describeDryRun } from "./dry-run.ts";
import { describeOverview } from "./overview.ts";
import { describePayoutLife } from "./payout-life.ts";
import { describeReceipt } from "./receipt.ts";
import { describeRoles } from "./roles.ts";
import { describeSlips } from "./slips.ts";
import { describeSupport } from "./support.ts";

// One stack and one browser for all: starting them takes longer than most of what is tested here.
// They share it side by side, so each takes longer than it would alone.
let world: BrowserWorld;
beforeAll(async () => {
  // Slow enough that nobody who looks once a second misses that it is being paid.
  world = await startBrowserWorld({ POINTS_RATE_PER_SECOND: "20", DEPLOYMENT: "first-day" });
});
afterAll(() => world.close());

describe("a marketer in the browser", () => describePayoutLife(() => world));
describe("what each role sees and may do", () => describeRoles(() => world));
describe("drafts", () => describeDrafts(() => world));
describe("the overview", () => describeOverview(() => world));
describe("a dry run", () => describeDryRun(() => world));
describe("a receipt", () => describeReceipt(() => world));
describe("support", () => describeSupport(() => world));
describe("likely slips", () => describeSlips(() => world));
describe("care", () => describeCare(() => world));
