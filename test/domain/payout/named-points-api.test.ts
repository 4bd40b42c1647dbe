import { expect, it } from "vitest";
import {
  choosePointsApi,
  namedPointsApisJson,
  toldPointsApiOf,
} from "../../../domain/payout/named-points-api.ts";
import { RefusedError } from "../../../domain/payout/payout-errors.ts";

const points = { name: "points", title: { ko: "포인트", en: "Points" }, ratePerSecond: 10 };
const credit = { name: "store-credit", title: { ko: "적립금", en: "Credit" }, ratePerSecond: 2 };
const several = { pointsApis: [points, credit] };

it("has a new payout keep the name of its points API, the default one's as well", () => {
  expect(choosePointsApi(several, "store-credit")).toBe("store-credit");
  expect(choosePointsApi(several, undefined)).toBe("points");
  expect(choosePointsApi({}, undefined)).toBeUndefined();
});

it.each([
  [several, ["points", "store-credit"], 'there are "points", "store-credit"'],
  [{}, [], "this deployment has one without a name"],
])("refuses a name that there is none of, and says which there are", (deps, pointsApis, there) => {
  const error = new RefusedError(
    "unknown_points_api",
    `No points API is called "coupons": ${there}.`,
    { pointsApis },
  );
  expect(() => choosePointsApi(deps, "coupons")).toThrow(error);
});

it("tells people of the one that pays: of the default one for a payout that names none", () => {
  const told = (pointsApi?: string) => toldPointsApiOf(several, { pointsApi });
  const { ratePerSecond: _, ...byDefault } = points;
  expect(told()).toEqual(byDefault);
  expect(told("points")).toEqual(byDefault);
  expect(told("coupons")).toEqual({ name: "coupons", title: { ko: "coupons", en: "coupons" } });
  expect(toldPointsApiOf({}, {})).toBeUndefined();
});

it("is read from JSON, and refused when it is none", () => {
  expect(namedPointsApisJson.parse(JSON.stringify([points]))).toEqual([points]);
  expect(() => namedPointsApisJson.parse("points")).toThrow("not JSON");
});
