import { createHash, randomUUID } from "node:crypto";
import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { createTokenBucket } from "../points-api/token-bucket.ts";
import { type FakeCall, type FakeServer, startFakeServer } from "./fake-server.ts";
import { createGrantBooks, type GrantBooks } from "./grant-books.ts";

/** What becomes of a transaction, as Engine's workers would do it. */
export type ChainStep =
  /** Sent to the chain. */
  | "send"
  /** Mined with success: the tokens moved. */
  | "mine"
  /** Mined and reverted: nothing moved. */
  | "revert"
  /** Given up before it was sent, since the contract refuses it. */
  | "refuse"
  /** Given up before it was sent, since the wallet can't pay for it. */
  | "run_out_of_gas"
  /** Given up after sending errors of the node. */
  | "lose_node"
  /** Sent, and given up since it was not mined in time; it may be mined all the same. */
  | "time_out"
  /** What timed out moves the tokens, of which Engine no longer takes notice. */
  | "mine_unseen"
  /** Cancelled by a person. */
  | "cancel";

export interface ThirdwebEngineFake extends FakeServer {
  /** The token's contract: what has moved. */
  readonly books: GrantBooks;
  /** What Engine does with a transaction at once, from now on; nothing at first: it stays queued. */
  doAtOnce(...steps: readonly ChainStep[]): void;
  /** Does it with all transactions that are not at their end. */
  doNow(...steps: readonly ChainStep[]): void;
  /** Engine keeps the last so many transactions: drops all but those, be they queued or not. */
  keepLast(transactions: number): void;
  /** Whether the chain's node answers, which is read before anything is queued. */
  setNode(isAway: boolean): void;
}

interface Options {
  readonly token: string;
  /** A minute, as documented; 24,000 by default. */
  readonly callsPerMinute?: number;
  readonly nowMs?: () => number;
}

type Status = "queued" | "sent" | "mined" | "errored" | "cancelled";

const UNDECIDED: readonly Status[] = ["queued", "sent"];

interface Transaction {
  readonly queueId: string;
  readonly toAddress: string;
  readonly amount: string;
  readonly functionName: string;
  status: Status;
  sentAt: string | null;
  nonce: number | null;
  transactionHash: string | null;
  onchainStatus: "success" | "reverted" | null;
  errorMessage: string | null;
}

const ADDRESS = /^0x[a-fA-F0-9]{40}$/;
const bodySchema = z.object({ toAddress: z.string(), amount: z.string() });

/** A self-hosted Engine, the chain behind it, and a token whose wallet holds what it needs. */
export async function startThirdwebEngineFake(options: Options): Promise<ThirdwebEngineFake> {
  const { token, callsPerMinute = 24_000, nowMs = Date.now } = options;
  const books = createGrantBooks();
  let transactions = new Map<string, Transaction>();
  const bucket = createTokenBucket(callsPerMinute / 60);
  let atOnce: readonly ChainStep[] = [];
  let isNodeAway = false;

  function take(transaction: Transaction, step: ChainStep): void {
    const { queueId, toAddress, amount } = transaction;
    const move = () => {
      transaction.transactionHash = hashOf(queueId);
      books.give({
        id: hashOf(queueId),
        userId: toAddress,
        points: Number(amount),
        key: queueId,
      });
    };
    switch (step) {
      case "send":
        transaction.status = "sent";
        transaction.sentAt = new Date(nowMs()).toISOString();
        transaction.nonce = books.grants.length;
        transaction.transactionHash = hashOf(queueId);
        break;
      case "mine":
        move();
        transaction.status = "mined";
        transaction.onchainStatus = "success";
        break;
      case "revert":
        transaction.status = "mined";
        transaction.transactionHash = hashOf(queueId);
        transaction.onchainStatus = "reverted";
        transaction.errorMessage = "The transaction failed onchain.";
        break;
      case "refuse":
        giveUp(transaction, "[RPC] Error - ERC20: transfer amount exceeds balance");
        break;
      case "run_out_of_gas":
        giveUp(transaction, `Insufficient funds in ${toAddress} on Polygon.`);
        break;
      case "lose_node":
        giveUp(transaction, "[RPC] fetch failed");
        break;
      case "time_out":
        giveUp(transaction, "Transaction timed out.");
        break;
      case "mine_unseen":
        move();
        break;
      case "cancel":
        transaction.status = "cancelled";
        transaction.sentAt ??= new Date(nowMs()).toISOString();
        transaction.nonce ??= -1;
        break;
    }
  }

  function queue(call: FakeCall, [chain, contract, action]: readonly string[]): HttpAnswer {
    const { data } = bodySchema.safeParse(call.json);
    const key = call.header("x-idempotency-key");
    const wrong = firstWrong([
      ["params/chain", /^[\w-]{1,50}$/, chain],
      ["params/contractAddress", ADDRESS, contract],
      ["headers/x-backend-wallet-address", ADDRESS, call.header("x-backend-wallet-address")],
      ["headers/x-idempotency-key", /^.{0,200}$/, key ?? ""],
      ["body/toAddress", ADDRESS, data?.toAddress],
      ["body/amount", /^\d+(\.\d+)?$/, data?.amount],
    ]);
    if (data === undefined || wrong !== undefined) return invalid(wrong ?? "body");
    if (isNodeAway) return failed(400, "BAD_REQUEST", "RPC request failed with status 502");
    const queueId = key ?? randomUUID();
    const functionName = action === "transfer" ? "transfer" : "mintTo";
    queueOnce({ queueId, functionName, ...data });
    return { status: 200, body: { result: { queueId } } };
  }

  /** The id is looked for, and nothing else: what it asks for, and what became of it, is not. */
  function queueOnce(asked: Asked): void {
    if (transactions.has(asked.queueId)) return;
    const transaction = queuedTransaction(asked);
    transactions.set(asked.queueId, transaction);
    for (const step of atOnce) take(transaction, step);
  }

  function balanceOf(address: string): HttpAnswer {
    if (!ADDRESS.test(address)) return invalid("querystring/wallet_address");
    const tokens = books.byUser().get(address)?.points ?? 0;
    const value = String(BigInt(tokens) * 10n ** 18n);
    const token = { name: "Points", symbol: "PT", decimals: "18" };
    return { status: 200, body: { result: { ...token, value, displayValue: `${tokens}` } } };
  }

  function statusOf(queueId: string): HttpAnswer {
    const transaction = transactions.get(queueId);
    if (transaction === undefined) {
      return failed(400, "TRANSACTION_NOT_FOUND", "Transaction not found.");
    }
    const { amount, onchainStatus, ...shown } = transaction;
    const onChainTxStatus = onchainStatus === null ? null : Number(onchainStatus === "success");
    return {
      status: 200,
      body: { result: { ...shown, functionArgs: amount, onchainStatus, onChainTxStatus } },
    };
  }

  function handle(call: FakeCall): HttpAnswer {
    if (bucket.take(nowMs()) !== undefined) {
      return failed(429, "TOO_MANY_REQUESTS", "Too many requests.");
    }
    // As documented, a transaction's status is no secret.
    const queueId = /^\/transaction\/status\/([^/]+)$/.exec(call.path)?.[1];
    if (call.method === "GET" && queueId !== undefined)
      return statusOf(decodeURIComponent(queueId));
    if (call.header("authorization") !== `Bearer ${token}`) {
      const message = "Please provide a valid access token or other authentication.";
      return { status: 401, body: { error: "Unauthorized", message } };
    }
    if (/^\/contract\/[^/]+\/[^/]+\/erc20\/balance-of$/.test(call.path)) {
      return balanceOf(call.query.get("wallet_address") ?? "");
    }
    const parts = /^\/contract\/([^/]+)\/([^/]+)\/erc20\/(mint-to|transfer)$/.exec(call.path);
    if (call.method === "POST" && parts !== null) return queue(call, parts.slice(1));
    return failed(404, "NOT_FOUND", "Not found.");
  }

  const server = await startFakeServer({ handle, pays: ({ method }) => method === "POST" });
  return {
    ...server,
    books,
    doAtOnce(...steps) {
      atOnce = steps;
    },
    doNow(...steps) {
      const open = [...transactions.values()].filter(({ status }) => UNDECIDED.includes(status));
      for (const transaction of open) for (const step of steps) take(transaction, step);
    },
    keepLast(count) {
      transactions = new Map([...transactions].slice(Math.max(0, transactions.size - count)));
    },
    setNode(isAway) {
      isNodeAway = isAway;
    },
  };
}

type Check = readonly [what: string, form: RegExp, value: string | undefined];

function firstWrong(checks: readonly Check[]): string | undefined {
  return checks.find(([, form, value]) => value === undefined || !form.test(value))?.[0];
}

type Asked = Pick<Transaction, "queueId" | "toAddress" | "amount" | "functionName">;

function queuedTransaction(asked: Asked): Transaction {
  return {
    ...asked,
    status: "queued",
    sentAt: null,
    nonce: null,
    transactionHash: null,
    onchainStatus: null,
    errorMessage: null,
  };
}

function giveUp(transaction: Transaction, errorMessage: string): void {
  transaction.status = "errored";
  transaction.errorMessage = errorMessage;
}

function hashOf(queueId: string): string {
  return `0x${createHash("sha256").update(queueId).digest("hex")}`;
}

function invalid(what: string): HttpAnswer {
  return failed(400, "FST_ERR_VALIDATION", `${what} must match the pattern`);
}

function failed(status: number, code: string, message: string): HttpAnswer {
  return { status, body: { error: { code, message, statusCode: status } } };
}
