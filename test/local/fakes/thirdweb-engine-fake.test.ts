import { expect, it, onTestFinished } from "vitest";
import { startThirdwebEngineFake } from "../../../local/fakes/thirdweb-engine-fake.ts";
import { answerOf } from "./answer-of.ts";

const TOKEN = "0x365b83d67d5539c6583b9c0266a548926bf216f4";
const PATH = `/contract/80002/${TOKEN}/erc20/transfer`;
/** The example of a transfer, whole tokens in place of a tenth. */
const EXAMPLE = { toAddress: "0x3EcDBF3B911d0e9052b64850693888b008e18373", amount: "10" };
const HASH = expect.stringMatching(/^0x[0-9a-f]{64}$/);

async function setup() {
  const nowMs = () => Date.parse("2023-08-25T22:42:26.910Z");
  const fake = await startThirdwebEngineFake({ token: "t", nowMs });
  onTestFinished(() => fake.close());
  async function call(path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${fake.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: "Bearer t",
        "x-backend-wallet-address": "0x3ecdbf3b911d0e9052b64850693888b008e18373",
        "x-idempotency-key": "27R82mBV",
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return await answerOf(response);
  }
  const statusOf = async () => (await call("/transaction/status/27R82mBV")).result;
  return { fake, call, statusOf };
}

it("queues once under a key, whatever else is asked for under it", async () => {
  const { fake, call, statusOf } = await setup();
  const queued = { status: 200, result: { queueId: "27R82mBV" } };

  expect(await call(PATH, EXAMPLE)).toEqual(queued);
  expect(await call(PATH, { ...EXAMPLE, amount: "11" })).toEqual(queued);
  expect(await statusOf()).toMatchObject({ queueId: "27R82mBV", status: "queued", sentAt: null });
  fake.doNow("send", "mine");
  expect(await statusOf()).toMatchObject({
    status: "mined",
    transactionHash: HASH,
    onChainTxStatus: 1,
    onchainStatus: "success",
    errorMessage: null,
  });
  expect(fake.books.byUser()).toEqual(new Map([[EXAMPLE.toAddress, { times: 1, points: 10 }]]));
});

it("moves nothing where it is reverted, and may where it timed out", async () => {
  const { fake, call, statusOf } = await setup();
  fake.doAtOnce("send", "revert");
  await call(PATH, EXAMPLE);
  expect(await statusOf()).toMatchObject({ status: "mined", onChainTxStatus: 0 });
  expect(fake.books.grants).toEqual([]);

  fake.keepLast(0);
  fake.doAtOnce("send", "time_out", "mine_unseen");
  await call(PATH, EXAMPLE);
  expect(await statusOf()).toMatchObject({
    status: "errored",
    sentAt: "2023-08-25T22:42:26.910Z",
    errorMessage: "Transaction timed out.",
    onChainTxStatus: null,
  });
  expect(fake.books.grants).toHaveLength(1);
});

it.each<[string, string, object, Record<string, string>, string]>([
  ["an address", PATH, { ...EXAMPLE, toAddress: "0x1" }, {}, "FST_ERR_VALIDATION"],
  ["an amount", PATH, { ...EXAMPLE, amount: "1e3" }, {}, "FST_ERR_VALIDATION"],
  ["a wallet", PATH, EXAMPLE, { "x-backend-wallet-address": "0x1" }, "FST_ERR_VALIDATION"],
  ["a key", PATH, EXAMPLE, { "x-idempotency-key": "k".repeat(201) }, "FST_ERR_VALIDATION"],
  ["a contract", "/contract/1/0x1/erc20/transfer", EXAMPLE, {}, "FST_ERR_VALIDATION"],
])("refuses %s that is none", async (_, path, body, headers, code) => {
  const { call } = await setup();

  expect(await call(path, body, headers)).toMatchObject({ status: 400, error: { code } });
});

it("refuses another token, and tells everybody what it does not know", async () => {
  const { call } = await setup();
  const headers = { authorization: "Bearer u" };

  expect(await call(PATH, EXAMPLE, headers)).toMatchObject({ status: 401, error: "Unauthorized" });
  expect(await call("/transaction/status/unknown", undefined, headers)).toEqual({
    status: 400,
    error: { code: "TRANSACTION_NOT_FOUND", message: "Transaction not found.", statusCode: 400 },
  });
});
