import { expect, it, onTestFinished } from "vitest";
import { startTremendousFake } from "../../../local/fakes/tremendous-fake.ts";
import { answerOf } from "./answer-of.ts";

/** The example of creating an order. */
const EXAMPLE = {
  external_id: "OID-2022_08_23-27",
  payment: { funding_source_id: "balance" },
  reward: {
    campaign_id: "CAMPAIGN01",
    delivery: { method: "EMAIL" },
    recipient: { email: "sarah@example.com" },
    value: { denomination: 20, currency_code: "USD" },
  },
};
const ORDER = {
  id: "ORDER000000001",
  external_id: EXAMPLE.external_id,
  status: "EXECUTED",
  channel: "API",
  rewards: [
    {
      id: "REWARD000000001",
      order_id: "ORDER000000001",
      value: EXAMPLE.reward.value,
      recipient: EXAMPLE.reward.recipient,
      delivery: EXAMPLE.reward.delivery,
    },
  ],
};

async function setup(ratePerSecond = 10) {
  const fake = await startTremendousFake({
    token: "t",
    campaignId: "CAMPAIGN01",
    balance: 50,
    nowMs: () => 0,
    ratePerSecond,
  });
  onTestFinished(() => fake.close());
  async function call(path: string, body?: object, token = "t") {
    const response = await fetch(`${fake.url}/api/v2${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return await answerOf(response);
  }
  return { fake, call };
}

it("makes one order under an external_id: a repeat is 201, other content 409", async () => {
  const { fake, call } = await setup();

  expect(await call("/orders", EXAMPLE)).toEqual({ status: 200, order: ORDER });
  expect(await call("/orders", EXAMPLE)).toEqual({ status: 201, order: ORDER });
  const other = {
    ...EXAMPLE,
    reward: { ...EXAMPLE.reward, recipient: { email: "a@example.com" } },
  };
  expect(await call("/orders", other)).toMatchObject({ status: 409 });
  expect(await call(`/orders/${ORDER.id}`)).toEqual({ status: 200, order: ORDER });
  expect(await call(`/orders/${EXAMPLE.external_id}`)).toEqual({ status: 200, order: ORDER });
  expect(fake.books.byUser()).toEqual(new Map([["sarah@example.com", { times: 1, points: 20 }]]));
});

it("shows a repeat the order as it is by then, and executes none without funds", async () => {
  const { fake, call } = await setup();
  fake.makeOrders("PENDING APPROVAL");
  expect(await call("/orders", EXAMPLE)).toMatchObject({ order: { status: "PENDING APPROVAL" } });
  fake.fund(19);
  fake.decideOrders("EXECUTED");

  expect(await call("/orders", EXAMPLE)).toMatchObject({
    status: 201,
    order: { status: "FAILED" },
  });
  expect(fake.books.grants).toEqual([]);
});

it.each<[string, object, number, object]>([
  ["a poor account", { value: { denomination: 51, currency_code: "USD" } }, 402, {}],
  [
    "another campaign",
    { campaign_id: "NOPE" },
    400,
    { reward: { campaign_id: expect.any(String) } },
  ],
  [
    "a recipient",
    { recipient: { email: "blocked-1@example.com" } },
    400,
    { reward: { recipient: expect.any(Object) } },
  ],
  ["what lacks a field", { value: undefined }, 422, {}],
])("refuses %s", async (_, reward, status, payload) => {
  const { fake, call } = await setup();
  const body = { ...EXAMPLE, reward: { ...EXAMPLE.reward, ...reward } };

  const answer = await call("/orders", body);
  expect(answer).toMatchObject({ status, errors: { message: expect.any(String), payload } });
  expect(fake.books.grants).toEqual([]);
});

it("refuses another token, an unknown order, and calls above the rate", async () => {
  const { call } = await setup(2);

  expect(await call("/orders/A", undefined, "u")).toMatchObject({ status: 401 });
  expect(await call("/orders/A")).toMatchObject({ status: 404 });
  expect(await call("/orders/A")).toMatchObject({ status: 404 });
  expect(await call("/orders/A")).toEqual({
    status: 429,
    error: { message: "Too many requests", payload: {} },
  });
});
