import { expect, it, onTestFinished } from "vitest";
import { startSquareLoyaltyFake } from "../../../local/fakes/square-loyalty-fake.ts";
import { answerOf } from "./answer-of.ts";

const ADJUST = "/v2/loyalty/accounts/5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd/adjust";
/** The example of AdjustLoyaltyPoints. */
const EXAMPLE = {
  adjust_points: { points: 10, reason: "Complimentary points" },
  idempotency_key: "bc29a517-3dc9-450e-aa76-fae39ee849d1",
};
const EVENT = {
  adjust_points: {
    loyalty_program_id: "d619f755-2d17-41f3-990d-c04ecedd64dd",
    points: 10,
    reason: "Complimentary points",
  },
  created_at: "2020-05-08T21:42:32.000Z",
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  loyalty_account_id: "5adcb100-07f1-4ee7-b8c6-6bb9ebc474bd",
  source: "LOYALTY_API",
  type: "ADJUST_POINTS",
};

async function setup() {
  const nowMs = () => Date.parse("2020-05-08T21:42:32Z");
  const fake = await startSquareLoyaltyFake({ token: "t", nowMs });
  onTestFinished(() => fake.close());
  async function post(path: string, body: object, token = "t") {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${fake.url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return await answerOf(response);
  }
  return { fake, post };
}

it("adjusts points as in the specification's example, once under a key", async () => {
  const { fake, post } = await setup();
  const first = await post(ADJUST, EXAMPLE);

  expect(first).toEqual({ status: 200, event: EVENT });
  expect(await post(ADJUST, EXAMPLE)).toEqual(first);
  expect(fake.books.grants).toHaveLength(1);
  fake.forgetKeys();
  expect(await post(ADJUST, EXAMPLE)).not.toEqual(first);
  expect(fake.books.grants).toHaveLength(2);
});

it.each([
  ["another token", ADJUST, EXAMPLE, "u", 401, "AUTHENTICATION_ERROR", "UNAUTHORIZED"],
  [
    "no account",
    "/v2/loyalty/accounts/missing-1/adjust",
    EXAMPLE,
    "t",
    404,
    "INVALID_REQUEST_ERROR",
    "NOT_FOUND",
  ],
  [
    "no key",
    ADJUST,
    { adjust_points: { points: 1 } },
    "t",
    400,
    "INVALID_REQUEST_ERROR",
    "MISSING_REQUIRED_PARAMETER",
  ],
  [
    "a long key",
    ADJUST,
    { ...EXAMPLE, idempotency_key: "k".repeat(129) },
    "t",
    400,
    "INVALID_REQUEST_ERROR",
    "VALUE_TOO_LONG",
  ],
  [
    "half a point",
    ADJUST,
    { ...EXAMPLE, adjust_points: { points: 0.5 } },
    "t",
    400,
    "INVALID_REQUEST_ERROR",
    "EXPECTED_INTEGER",
  ],
])("refuses %s", async (_, path, body, token, status, category, code) => {
  const { fake, post } = await setup();

  expect(await post(path, body, token)).toMatchObject({ status, errors: [{ category, code }] });
  expect(fake.books.grants).toEqual([]);
});

it("subtracts points, below zero only where that is allowed", async () => {
  const { fake, post } = await setup();
  const back = { adjust_points: { points: -10 }, idempotency_key: "back-1" };
  expect(await post(ADJUST, back)).toMatchObject({
    status: 400,
    errors: [{ code: "BAD_REQUEST" }],
  });
  const allowed = { ...back, idempotency_key: "back-2", allow_negative_balance: true };
  expect(await post(ADJUST, allowed)).toMatchObject({ status: 200 });
  expect(fake.books.grants).toMatchObject([{ points: -10, key: "back-2" }]);
});

it("finds events of an account from a time on, newest first, page by page", async () => {
  const { fake, post } = await setup();
  for (const key of ["a", "b", "c"]) await post(ADJUST, { ...EXAMPLE, idempotency_key: key });
  const search = (start: string, page: object) =>
    post("/v2/loyalty/events/search", {
      query: {
        filter: {
          loyalty_account_filter: { loyalty_account_id: EVENT.loyalty_account_id },
          type_filter: { types: ["ADJUST_POINTS"] },
          date_time_filter: { created_at: { start_at: start } },
        },
      },
      ...page,
    });
  const [a, b, c] = fake.books.grants.map(({ id }) => ({ ...EVENT, id }));
  const start = "2020-05-08T00:00:00Z";

  expect(await search(start, { limit: 2 })).toEqual({ status: 200, events: [c, b], cursor: "2" });
  expect(await search(start, { limit: 2, cursor: "2" })).toEqual({ status: 200, events: [a] });
  expect(await search("2020-05-09T00:00:00Z", {})).toEqual({ status: 200, events: [] });
  fake.showEvents(false);
  expect(await search(start, {})).toEqual({ status: 200, events: [] });
});
