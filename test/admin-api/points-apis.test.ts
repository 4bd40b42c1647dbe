import { afterAll, beforeAll, expect, it } from "vitest";
import { extraColumnsSchema } from "../../domain/sheet/extra-column.ts";
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
    columnsOf: ({ pointsApi }) =>
      pointsApi === "points"
        ? extraColumnsSchema.parse([{ name: "expiresOn", headers: ["만료일"], kind: "date" }])
        : [],
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

it("keeps what every row gets, as it would be read in a sheet, and shows it", async () => {
  const defaults = { reason: " 가을 이벤트 ", extras: { expiresOn: "2026. 12. 31" } };
  const made = await createChecked(world, csvOf([1, 2]), "marketer", { defaults });
  const client = await world.clientOf("marketer");
  expect(await client.payout(made.payoutId)).toMatchObject({
    state: "ready",
    defaults: { reason: "가을 이벤트", extras: { expiresOn: "2026-12-31" } },
  });
});

it.each([
  [
    { campaign: "fall" },
    "unknown_column",
    "이 포인트 시스템이 받지 않는 값입니다. 받는 값: expiresOn",
  ],
  [
    { expiresOn: "31/12/2026" },
    "default_refused",
    "‘만료일’이(가) 날짜로 읽히지 않습니다(31/12/2026). 2026-12-31처럼 연-월-일 순서로 입력해 주세요.",
  ],
])("refuses what the points API takes of no row: %j", async (extras, code, ko) => {
  const client = await world.clientOf("marketer");
  const body = { title: "t", fileName: "a.csv", sizeBytes: 10, defaults: { extras } };
  await expect(client.createPayout(body)).rejects.toMatchObject({
    problem: { status: 422, code, message: { ko } },
  });
});
