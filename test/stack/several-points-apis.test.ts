import { afterAll, beforeAll, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { dev } from "../../config/dev.ts";
import { parseStageConfig } from "../../config/stage-config.ts";
import { rowsOf, startStackUnderTest } from "./stack-under-test.ts";

/** Points by the API on this machine, and store credit by a fake of Square's. */
const config = parseStageConfig("dev", {
  ...dev,
  pointsApi: undefined,
  pointsApis: {
    points: { title: { ko: "포인트", en: "Points" }, pointsApi: dev.pointsApi },
    "store-credit": {
      title: { ko: "적립금", en: "Store credit" },
      pointsApi: { connector: "square-loyalty", ratePerSecond: 2 },
      policy: { approvalAbovePoints: 150 },
    },
  },
  language: "en",
});

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest({}, { stage: { name: "dev", config } });
});
afterAll(() => world.close());

it("pays each payout by the points API that it names, at its rate and under its policy", async () => {
  const points = await world.upload(rowsOf(3), "Points for all");
  const credit = await world.upload(rowsOf(2, "credit"), "Credit for some", {
    pointsApi: "store-credit",
  });
  expect(points).toMatchObject({ forecast: { seconds: 1 } });
  expect(credit).toMatchObject({ forecast: { seconds: 1 } });

  expect(await world.schedule(points, 2_000)).toMatchObject({ state: "scheduled" });
  expect(await world.schedule(credit, 2_000)).toMatchObject({ state: "awaiting_approval" });
  await (await world.clientOf("approver")).approve(credit.payoutId);

  const paid = { state: "completed", counts: { rejected: 0, unknown: 0, pending: 0 } };
  expect(await world.until(points.payoutId, "completed", "halted", "paused")).toMatchObject(paid);
  expect(await world.until(credit.payoutId, "completed", "halted", "paused")).toMatchObject(paid);
  expect(await world.pointsState()).toMatchObject({ grants: 3, users: 3 });
  const { items } = await world.client.payments(credit.payoutId, {});
  expect(items).toHaveLength(2);
  // The id of an event of Square's.
  for (const { transactionId } of items) expect(transactionId).toMatch(/^[0-9a-f-]{36}$/);
});

it("refuses a name that there is none of, and lists those that there are", async () => {
  const refused = world.upload(rowsOf(1), "Nothing", { pointsApi: "credits" });
  const error = await refused.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiProblemError);
  expect(error).toMatchObject({
    problem: {
      status: 422,
      code: "unknown_points_api",
      detail: 'No points API is called "credits": there are "points", "store-credit".',
      message: {
        ko: "그런 이름의 포인트 API가 없습니다. 설정된 이름: points, store-credit",
        en: "No points API has this name. The names are: points, store-credit",
      },
    },
  });
});
