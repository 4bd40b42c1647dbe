import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { SetupStore, SmokeTest } from "../../adapters/dynamodb/dynamodb-setup-store.ts";
import { readSetup } from "../../admin-api/read-setup.ts";
import type { Role } from "../../domain/payout/person.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, csvOf } from "./payouts-in-states.ts";

const put = new Set<string>();
const seen = new Set<Role>();
const state: { smokeTest: SmokeTest | undefined } = { smokeTest: undefined };
const store: SetupStore = {
  get: async () => ({ ...state, seenRoles: [...seen] }),
  async recordSmokeTest(test) {
    state.smokeTest = test;
  },
  async noteRoles(roles) {
    for (const role of roles) seen.add(role);
  },
};
const setup = {
  deployment: "d-2",
  store,
  secrets: { isPut: async (id: string) => put.has(id) },
  secretIds: { slack: "slack", pointsApis: ["points", "store-credit"] },
};

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld({ setup });
});
afterAll(() => world.close());
beforeEach(() => {
  put.clear();
  seen.clear();
  state.smokeTest = undefined;
});

it("says what is left to do, less and less of it", async () => {
  const admin = await world.clientOf("admin");
  expect(await admin.setup()).toEqual({
    deployment: "d-2",
    open: ["slack_secret", "points_api_secret", "marketers", "approvers", "smoke_test"],
  });
  put.add("slack").add("points").add("store-credit");
  await (await world.clientOf("marketer")).payouts();
  await (await world.clientOf("approver")).payouts();
  expect((await admin.setup()).open).toEqual(["smoke_test"]);
});

it("has nothing left once a smoke test of this deployment has passed, and not of one before", async () => {
  const smokeTest = {
    deployment: "d-2",
    payoutId: "p-1",
    passedAt: "2026-11-30T00:00:00.000Z",
    by: { id: "m-1", name: "Marketer" },
  };
  put.add("points").add("store-credit");
  await store.recordSmokeTest(smokeTest);
  expect(await readSetup(setup)).toEqual({ deployment: "d-2", open: [], smokeTest });
  const next = { ...setup, deployment: "d-3", secretIds: { slack: "slack", pointsApis: [] } };
  put.add("slack");
  expect((await readSetup(next)).open).toEqual(["marketers", "approvers", "smoke_test"]);
});

it("goes on asking for the points API's credentials, without which a dry run comes through as well", async () => {
  await store.recordSmokeTest({
    deployment: "d-2",
    payoutId: "p-1",
    passedAt: "2026-11-30T00:00:00.000Z",
    by: { id: "m-1", name: "Marketer" },
  });
  expect((await readSetup(setup)).open).toEqual(["points_api_secret"]);
  put.add("points");
  expect((await readSetup(setup)).open).toEqual(["points_api_secret"]);
  put.add("store-credit");
  expect((await readSetup(setup)).open).toEqual([]);
});

it("has nothing to say of a deployment without a name", async () => {
  expect(await readSetup(undefined)).toEqual({ open: [] });
});

it("shows it to admins alone", async () => {
  for (const user of ["viewer", "marketer", "approver"]) {
    await expect((await world.clientOf(user)).setup()).rejects.toThrow("wrong_role");
  }
});

it("records no payout that proves nothing: a real one, or one that has not come to its end", async () => {
  const marketer = await world.clientOf("marketer");
  for (const dryRun of [true, false]) {
    const { payoutId } = await createChecked(world, csvOf([1, 2]), "marketer", { dryRun });
    await expect(marketer.recordSmokeTest(payoutId)).rejects.toThrow("proves_nothing");
  }
  await expect(marketer.recordSmokeTest("nothing-here")).rejects.toThrow("payout_not_found");
  const viewer = await world.clientOf("viewer");
  await expect(viewer.recordSmokeTest("nothing-here")).rejects.toThrow("wrong_role");
  expect(state.smokeTest).toBeUndefined();
});
