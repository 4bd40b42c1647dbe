import { expect, it } from "vitest";
import type { PointsApiInEnvironment } from "../../../lambdas/distribute/environment.ts";
import { createMissingPointsApi } from "../../../lambdas/distribute/missing-points-api.ts";
import { createPointsApis } from "../../../lambdas/distribute/points-apis.ts";
import { createDistributeWorld } from "./distribute-world.ts";

const OPTIONS = {
  url: "https://points.invalid/v1/points",
  transactionIdPath: "transactionId",
  idempotency: "key",
  ratePerSecond: 10,
};
const points: PointsApiInEnvironment = {
  name: "points",
  options: JSON.stringify(OPTIONS),
  secretId: undefined,
};
const credit: PointsApiInEnvironment = {
  name: "store-credit",
  options: JSON.stringify({ ...OPTIONS, ratePerSecond: 2, concurrency: 3, timeoutMs: 100_000 }),
  secretId: undefined,
};

const setup = (...all: readonly [PointsApiInEnvironment, ...PointsApiInEnvironment[]]) =>
  createPointsApis(all, {
    secrets: { read: () => Promise.reject(new Error("unused")), forget: () => undefined },
    nowMs: () => 0,
    leaseTtlMs: undefined,
    quietHours: [],
  });

it("pays each payout by the one that it names, with its own settings, connected once", () => {
  const apis = setup(points, credit);

  expect(apis.of({ pointsApi: "store-credit" }).settings).toMatchObject({
    ratePerSecond: 2,
    concurrency: 3,
    callTimeoutMs: 100_000,
    leaseTtlMs: 120_000,
  });
  expect(apis.of({}).settings).toMatchObject({ ratePerSecond: 10, callTimeoutMs: 10_000 });
  expect(apis.of({})).toBe(apis.of({ pointsApi: "points" }));
  expect(apis.of({ pointsApi: "store-credit" })).not.toBe(apis.of({}));
  // Whichever pays, none of its calls is cut off.
  expect(apis.yieldMarginMs).toBe(110_000);
});

it("names what is wrong with any of them at the start", () => {
  const wrong = { ...credit, options: JSON.stringify({ ...OPTIONS, ratePerSecond: 0 }) };
  expect(() => setup(points, wrong)).toThrow("ratePerSecond");
});

it.each([
  ["of several", setup(points, credit)],
  ["of one that has no name", setup({ ...points, name: undefined })],
])("pays by no other one what names one that is gone: %s", async (_, apis) => {
  const { pointsApi } = apis.of({ pointsApi: "coupons" });
  const { execution, payouts, payoutId } = await createDistributeWorld({ pointsApi });

  expect(await execution()()).toEqual({ kind: "stopped", why: "refused_credentials" });
  expect(await payouts.get(payoutId)).toMatchObject({
    state: "paused",
    pause: {
      reason: "points_api_refuses_calls",
      detail:
        'no_such_points_api: The configuration has no points API "coupons", which the payout names.',
    },
  });
});

it("leaves what is in doubt or accepted undecided meanwhile", async () => {
  const { lookUp, confirm } = createMissingPointsApi("coupons");
  const payment = { row: 2, userId: "u", points: 1 };
  const permit = { deadlineMs: 0, assertMaySend: () => undefined };
  const asked = { payment, idempotencyKey: "k" };
  const looked = await lookUp?.({ ...asked, claimedAtMs: 0 }, async () => permit);
  expect(looked).toMatchObject({ kind: "ours" });
  expect(await confirm?.ask({ ...asked, reference: "r" }, permit)).toMatchObject({
    kind: "pending",
  });
  expect(confirm?.deadlineMs).toBe(Number.POSITIVE_INFINITY);
});
