import { afterAll, beforeAll, expect, it } from "vitest";
import { shownCells } from "../adapters/workbook/read-back.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const SHEET = Buffer.from("회원ID,포인트\nkim,500\nnobody,300\n");
const AT = "2026-11-23T00:00:00.000Z";

async function call(method: string, payoutId: string, path = "") {
  const response = await fetch(`${world.origin}/api/payouts/${payoutId}/preflight${path}`, {
    method,
    headers: { authorization: `Bearer ${await world.tokenOf("marketer")}` },
  });
  return response;
}

it("is begun by a person, and tells what was found so far", async () => {
  const { payoutId } = await createChecked(world, SHEET);
  expect(await (await call("GET", payoutId)).json()).toEqual({});

  const begun = await call("POST", payoutId);
  expect(begun.status).toBe(202);
  expect(await begun.json()).toMatchObject({ users: { state: "waiting", looked: 0 } });
  expect(world.preFlightsStarted).toContainEqual({ preFlightOf: payoutId, users: 1 });

  const float = { has: 700, promised: 100, needed: 800 };
  await world.preFlights.saveLook(payoutId, { at: AT, api: "answers", float });
  expect(await (await call("GET", payoutId)).json()).toMatchObject({
    pointsApi: {
      float,
      why: [
        { en: expect.stringContaining("600 points left"), ko: expect.stringContaining("600P") },
      ],
    },
  });
});

it("shows the first hundred users that are missing, and has all of them in a workbook", async () => {
  const { payoutId } = await createChecked(world, SHEET);
  await call("POST", payoutId);
  const known = await world.preFlights.users(payoutId);
  if (known === undefined) throw new Error("It was not begun.");
  const listed = Array.from({ length: 150 }, (_, index) => ({
    ...{ userId: `nobody-${index}`, rows: [index + 2], code: "http_404" },
  }));
  const found = { ...known, state: "done", looked: 150, of: 150, missing: 150, listed } as const;
  await world.preFlights.saveUsers(payoutId, found);

  const answer = await (await call("GET", payoutId)).json();
  expect(answer).toMatchObject({ users: { state: "done", missing: 150 } });
  expect(JSON.stringify(answer).match(/nobody-/g)).toHaveLength(100);

  const file = await call("GET", payoutId, "/missing-users");
  const cells = shownCells(new Uint8Array(await file.arrayBuffer()));
  expect(Object.values(cells)[0]).toHaveLength(151);
});

it("is not begun for a payout that is not ready", async () => {
  const { payoutId } = await createChecked(world, Buffer.from("회원ID,포인트\nkim,-5\n"));
  const refused = await call("POST", payoutId);
  expect(await refused.json()).toMatchObject({ status: 409, code: "wrong_state" });
});
