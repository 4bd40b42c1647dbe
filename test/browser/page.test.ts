import { afterAll, beforeAll, describe } from "vitest";
import { type BrowserWorld, startBrowserWorld } from "./browser-world.ts";
import { describeCare } from "./care.ts";
import { describePayoutLife } from "./payout-life.ts";
import { describeRoles } from "./roles.ts";

// One stack and one browser for all: starting them takes longer than most of what is tested here.
let world: BrowserWorld;
beforeAll(async () => {
  world = await startBrowserWorld();
});
afterAll(() => world.close());

describe("a marketer in the browser", () => describePayoutLife(() => world));
describe("what each role sees and may do", () => describeRoles(() => world));
describe("care", () => describeCare(() => world));
