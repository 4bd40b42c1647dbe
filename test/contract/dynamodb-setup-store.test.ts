import { expect, it } from "vitest";
import {
  createDynamoDbSetupStore,
  type SetupStore,
} from "../../adapters/dynamodb/dynamodb-setup-store.ts";
import { shareTable } from "../adapters/dynamodb/table-under-test.ts";

let setup: SetupStore;
shareTable((opened) => {
  setup = createDynamoDbSetupStore(opened);
});

it("keeps every role that was seen, and the smoke test that passed last", async () => {
  expect(await setup.get()).toEqual({ smokeTest: undefined, seenRoles: [] });
  await setup.noteRoles(["marketer"]);
  await setup.noteRoles(["admin", "marketer"]);
  const first = {
    deployment: "d-1",
    payoutId: "p-1",
    passedAt: "2026-11-30T00:00:00.000Z",
    by: { id: "m-1", name: "마케터" },
  };
  await setup.recordSmokeTest(first);
  await setup.recordSmokeTest({ ...first, deployment: "d-2" });
  const { smokeTest, seenRoles } = await setup.get();
  expect(smokeTest).toEqual({ ...first, deployment: "d-2" });
  expect([...seenRoles].sort()).toEqual(["admin", "marketer"]);
});
