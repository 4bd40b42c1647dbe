import { afterAll, beforeAll, expect, it } from "vitest";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, csvOf } from "./payouts-in-states.ts";

const points = { name: "points", title: { ko: "포인트", en: "Points" } };
const credit = { name: "store-credit", title: { ko: "적립금", en: "Store credit" } };

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld({
    pointsApis: [
      { ...points, ratePerSecond: 2 },
      { ...credit, ratePerSecond: 1, approvalAbovePoints: 5, channel: "C1" },
    ],
  });
});
afterAll(() => world.close());

it("keeps the points API that a payout is created for, shows it, and forecasts by its rate", async () => {
  const client = await world.clientOf("marketer");
  const sheet = csvOf([1, 2, 3, 4]);
  const byDefault = await createChecked(world, sheet, "marketer");
  const chosen = await createChecked(world, sheet, "marketer", { pointsApi: "store-credit" });

  expect(await client.payout(byDefault.payoutId)).toMatchObject({
    pointsApi: points,
    forecast: { seconds: 2 },
  });
  expect(await client.payout(chosen.payoutId)).toMatchObject({
    pointsApi: credit,
    forecast: { seconds: 4 },
  });
  expect((await client.payouts()).items.map(({ pointsApi }) => pointsApi)).toEqual([
    credit,
    points,
  ]);
  expect(await world.stores.payouts.get(chosen.payoutId)).toMatchObject({
    pointsApi: "store-credit",
  });
});

it("refuses a name that there is none of, in both languages, with those that there are", async () => {
  const client = await world.clientOf("marketer");
  const body = { title: "t", fileName: "a.csv", sizeBytes: 10, pointsApi: "coupons" };
  await expect(client.createPayout(body)).rejects.toMatchObject({
    problem: {
      status: 422,
      code: "unknown_points_api",
      detail: 'No points API is called "coupons": there are "points", "store-credit".',
      message: {
        ko: "그런 이름의 포인트 API가 없습니다. 설정된 이름: points, store-credit",
        en: "No points API has this name. The names are: points, store-credit",
      },
    },
  });
});
