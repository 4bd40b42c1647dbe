import { afterAll, beforeAll, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { scheduleSoonest } from "../../cli/smoke/schedule-soonest.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { type AdminApiWorld, startAdminApiWorld } from "../admin-api/admin-api-world.ts";
import { createChecked, csvOf } from "../admin-api/payouts-in-states.ts";

const TIME_REFUSED = {
  type: "about:blank",
  code: "time_refused",
  status: 422,
  title: "The scheduler refuses the time",
  detail: "It is past.",
  instance: "",
  message: { ko: "", en: "" },
};

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld({ policy: policySchema.parse({ minLeadTimeMs: 60_000 }) });
});
afterAll(() => world.close());

async function setup() {
  const { payoutId } = await createChecked(world, csvOf([100, 200]));
  const client = await world.clientOf("marketer");
  return (leadSeconds?: number, totalPoints = 300) =>
    scheduleSoonest(
      client,
      { payoutId, totalPoints, acknowledgedWarnings: ["paid_lately_same"] },
      { leadSeconds, nowMs: Date.now },
    );
}

it("finds the shortest lead time that the deployment allows", async () => {
  const schedule = await setup();
  const startedMs = Date.now();

  const payout = await schedule();

  expect(payout.state).toBe("scheduled");
  const leadMs = Date.parse(payout.schedule?.instant ?? "") - startedMs;
  expect(leadMs).toBeGreaterThanOrEqual(60_000);
  expect(leadMs).toBeLessThan(300_000);
});

it("takes a later time where a busy API let the first one pass", async () => {
  const { payoutId } = await createChecked(world, csvOf([100, 200]));
  const client = await world.clientOf("marketer");
  let asked = 0;
  const busy: typeof client.schedule = async (...schedule) => {
    asked += 1;
    if (asked === 1) throw new ApiProblemError(TIME_REFUSED);
    return await client.schedule(...schedule);
  };

  const payout = await scheduleSoonest(
    { schedule: busy },
    { payoutId, totalPoints: 300, acknowledgedWarnings: ["paid_lately_same"] },
    { leadSeconds: undefined, nowMs: Date.now },
  );

  expect(payout.state).toBe("scheduled");
});

it("takes a lead time that is given, and no other", async () => {
  const schedule = await setup();

  await expect(schedule(5)).rejects.toMatchObject({ problem: { code: "time_too_soon" } });

  const startedMs = Date.now();
  const payout = await schedule(1_000);
  expect(Date.parse(payout.schedule?.instant ?? "") - startedMs).toBeGreaterThanOrEqual(1_000_000);
});

it("passes on what is refused for another reason", async () => {
  const schedule = await setup();
  await expect(schedule(undefined, 301)).rejects.toMatchObject({
    problem: { code: "total_mismatch" },
  });
});
