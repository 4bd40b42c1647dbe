import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { thirdwebEngine } from "../../connectors/thirdweb-engine.ts";
import { MAINTENANCE_PAGE } from "../../local/fakes/fake-server.ts";
import { type ChainStep, startThirdwebEngineFake } from "../../local/fakes/thirdweb-engine-fake.ts";
import { openConnector } from "./open-connector.ts";

const TOKEN = "engine-access-token";
const KEY = "paysheet-01KB0000000000000000000000-2";
/** With the checksum of EIP-55 in its letter case. */
const USER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const WALLET = "0x00000000000000000000000000000000000000aa";
const CONTRACT = "0x00000000000000000000000000000000000000bb";
const PAYMENT = { row: 2, userId: USER, points: 1_500, reason: "10월 출석" };
const HASH = expect.stringMatching(/^0x[0-9a-f]{64}$/);
const ONCE = new Map([[USER, { times: 1, points: 1_500 }]]);

interface Setup {
  readonly callsPerMinute?: number;
  readonly token?: string;
  readonly set?: object;
}

function stage(baseUrl: string, set: object = {}) {
  return {
    baseUrl,
    chain: "137",
    contractAddress: CONTRACT,
    backendWalletAddress: WALLET,
    action: "mint-to",
    ...set,
  };
}

async function setup({ set, ...options }: Setup = {}) {
  const fake = await startThirdwebEngineFake({ token: TOKEN, nowMs: () => 0, ...options });
  onTestFinished(() => fake.close());
  return { fake, api: openConnector(thirdwebEngine, stage(fake.url, set), { token: TOKEN }) };
}

describe("thirdweb Engine", () => {
  it("accepts what is queued, and has paid once it is mined with success", async () => {
    const { fake, api } = await setup();

    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: KEY });
    expect(fake.calls).toMatchObject([
      {
        method: "POST",
        path: `/contract/137/${CONTRACT}/erc20/mint-to`,
        json: { toAddress: USER, amount: "1500" },
      },
    ]);
    expect(fake.calls[0]?.header("x-idempotency-key")).toBe(KEY);
    expect(fake.calls[0]?.header("x-backend-wallet-address")).toBe(WALLET);
    const pending = { kind: "pending", code: "http_200" };
    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual(pending);
    fake.doNow("send");
    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual(pending);
    expect(fake.books.grants).toEqual([]);

    fake.doNow("mine");
    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual({ kind: "paid", transactionId: HASH });
    expect(fake.books.byUser()).toEqual(ONCE);
  });

  it("transfers from the wallet where a stage says so, digit by digit", async () => {
    const { fake, api } = await setup({ set: { action: "transfer" } });
    fake.doAtOnce("send", "mine");
    const points = 9_007_199_254_740_991;

    expect(await api.pay({ ...PAYMENT, points }, KEY)).toMatchObject({ kind: "accepted" });
    expect(fake.calls[0]?.path).toBe(`/contract/137/${CONTRACT}/erc20/transfer`);
    expect(fake.calls[0]?.text).toContain('"amount":"9007199254740991"');
  });

  it.each(["before_doing", "after_doing"] as const)(
    "is asked again when an answer was lost %s, and moved tokens once",
    async (when) => {
      const { fake, api } = await setup();
      fake.doAtOnce("send", "mine");
      fake.fail({ when, answer: "cut", times: 1 });

      expect(await api.pay(PAYMENT, KEY)).toMatchObject({
        kind: "in_doubt",
        code: "connection_reset",
      });
      expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: KEY });
      expect(await api.confirm(PAYMENT, KEY, KEY)).toMatchObject({ kind: "paid" });
      expect(fake.books.byUser()).toEqual(ONCE);
    },
  );

  it.each<[string, readonly ChainStep[], string, string]>([
    ["was reverted", ["send", "revert"], "reverted", "The transaction failed onchain."],
    [
      "the contract refuses",
      ["refuse"],
      "would_revert",
      "[RPC] Error - ERC20: transfer amount exceeds balance",
    ],
    [
      "can't be paid for",
      ["run_out_of_gas"],
      "no_gas",
      `Insufficient funds in ${USER} on Polygon.`,
    ],
  ])("rejects what %s, since nothing moved", async (_, steps, code, detail) => {
    const { fake, api } = await setup();
    fake.doAtOnce(...steps);
    const rejected = { kind: "rejected", code, detail };

    await api.pay(PAYMENT, KEY);
    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual(rejected);
    // The key is burnt: it gets the old transaction, and that is asked about.
    expect(await api.pay(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: KEY });
    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual(rejected);
    expect(fake.books.grants).toEqual([]);
  });

  it.each<[string, readonly ChainStep[], string | undefined]>([
    ["timed out once it was sent", ["send", "time_out", "mine_unseen"], "Transaction timed out."],
    ["lost its node while it was sent", ["lose_node"], "[RPC] fetch failed"],
    ["a person cancelled", ["cancel"], undefined],
    ["a person cancelled once it was sent", ["send", "cancel"], undefined],
    // A refusal is final, unless it was sent before.
    ["was refused when it was sent again", ["send", "refuse"], expect.stringContaining("[RPC]")],
  ])("goes on asking about what %s, which proves nothing", async (_, steps, detail) => {
    const { fake, api } = await setup();
    fake.doAtOnce(...steps);
    await api.pay(PAYMENT, KEY);

    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual({
      kind: "pending",
      code: "http_200",
      ...(detail !== undefined && { detail }),
    });
  });

  it("goes on asking about what contradicts itself, has no hash, or is in no listed state", async () => {
    const { confirm } = thirdwebEngine.describe(
      thirdwebEngine.options.parse({ connector: "thirdweb-engine", ...stage("https://e.example") }),
    );
    const ask = { userId: USER, points: 1_500, reason: undefined, key: KEY };
    const read = (result: object) =>
      confirm?.read({ status: 200, json: { result }, text: "", header: () => undefined }, ask);
    const mined = { status: "mined", transactionHash: "0x1" };

    expect(read({ ...mined, onChainTxStatus: 1 })).toEqual({ means: "paid", transactionId: "0x1" });
    expect(read({ ...mined, onchainStatus: "success" })).toMatchObject({ means: "paid" });
    expect(read({ ...mined, onChainTxStatus: 0 })).toMatchObject({ means: "rejected" });
    expect(read({ ...mined, onchainStatus: "reverted" })).toMatchObject({ means: "rejected" });
    expect(read({ ...mined, onchainStatus: "success", onChainTxStatus: 0 })).toBeUndefined();
    expect(read(mined)).toBeUndefined();
    expect(read({ status: "mined", onchainStatus: "success" })).toBeUndefined();
    expect(read({ ...mined, status: "confirmed", onchainStatus: "success" })).toBeUndefined();
  });

  it("leaves accepted what Engine has forgotten, and can't tell by it what was never asked", async () => {
    const { fake, api } = await setup();
    await api.pay(PAYMENT, KEY);

    expect(await api.lookUp(PAYMENT, KEY)).toEqual({ kind: "accepted", reference: KEY });
    fake.keepLast(0);
    const gone = { code: "http_400", detail: "Transaction not found." };
    expect(await api.confirm(PAYMENT, KEY, KEY)).toEqual({ kind: "pending", ...gone });
    expect(await api.lookUp(PAYMENT, KEY)).toMatchObject({ kind: "failed", ...gone });
  });

  it.each([
    [{ historyCount: 100_000, ratePerSecond: 20 }, 2_500_000],
    [{ historyCount: 100_000, ratePerSecond: 400 }, 125_000],
    [{ historyCount: 10_000_000, ratePerSecond: 20 }, 86_400_000],
  ])("trusts keys for as long as Engine remembers them: %j", async (set, lifetimeMs) => {
    const { api } = await setup({ set });

    expect(api.keys).toEqual({ lifetimeMs, refusalProvesUnpaid: false });
  });

  it("was not done when the chain's node is away, and is asked for again", async () => {
    const { fake, api } = await setup();
    fake.setNode(true);

    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "not_done",
      code: "not_queued",
      detail: "RPC request failed with status 502",
      unavailable: false,
    });
    fake.setNode(false);
    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "accepted" });
  });

  it("is ours to mend when it refuses our token, or what a stage names", async () => {
    const refused = await setup({ token: "another" });
    expect(await refused.api.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "http_401",
      detail: "Please provide a valid access token or other authentication.",
    });

    const { fake, api } = await setup();
    const error = { code: "INVALID_CHAIN", message: "Invalid chain: 137.", statusCode: 400 };
    fake.fail({ when: "before_doing", answer: { status: 400, body: { error } } });
    expect(await api.pay(PAYMENT, KEY)).toEqual({
      kind: "ours",
      code: "bad_setup",
      detail: "Invalid chain: 137.",
    });
  });

  it.each([
    ["kim@example.com", "not_an_address"],
    ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "not_an_address"],
    ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", "wrong_checksum"],
  ])("never asks for %s: %s", async (userId, code) => {
    const { fake, api } = await setup();

    expect(await api.pay({ ...PAYMENT, userId }, KEY)).toEqual({ kind: "rejected", code });
    expect(fake.calls).toEqual([]);
  });

  it("was not done above its rate", async () => {
    const { fake, api } = await setup({ callsPerMinute: 60 });
    await api.pay(PAYMENT, KEY);

    expect(await api.pay(PAYMENT, `${KEY}9`)).toEqual({
      kind: "not_done",
      code: "http_429",
      detail: "Too many requests.",
      unavailable: false,
    });
    expect(fake.calls).toHaveLength(2);
  });

  it.each([
    ["a page for browsers", MAINTENANCE_PAGE],
    ["an answer without an id", { status: 200, body: { result: {} } }],
  ])("is not proved to have been taken by %s", async (_, answer) => {
    const { fake, api } = await setup();
    fake.fail({ when: "before_doing", answer });

    expect(await api.pay(PAYMENT, KEY)).toMatchObject({ kind: "in_doubt" });
  });

  it.each([
    [{ contractAddress: "0x1" }, "an address: 0x and 40 digits"],
    [{ backendWalletAddress: `${USER.slice(0, -1)}D` }, "an address: 0x and 40 digits"],
    [{ baseUrl: "https://e.example/" }, "without a slash"],
    [{ action: "burn" }, "→ at action"],
  ])("refuses the options %j", (set, message) => {
    const options = { connector: "thirdweb-engine", ...stage("https://e.example"), ...set };
    const { error } = thirdwebEngine.options.safeParse(options);

    expect(error && z.prettifyError(error)).toContain(message);
  });
});
