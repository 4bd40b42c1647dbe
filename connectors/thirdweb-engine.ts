import * as z from "zod";
import { hasRightChecksum } from "../domain/sheet/ethereum-address.ts";
import { baseUrlSchema } from "./base-url.ts";
import { bearerToken } from "./bearer-token.ts";
import type {
  Balance,
  Confirmation,
  Connector,
  LookUp,
  Meaning,
  Reply,
  Said,
} from "./connector.ts";
import { limitOptions, limitsOf } from "./limits.ts";
import { wholePoints } from "./whole-points.ts";

/*
 * ERC-20 tokens on a chain, minted or transferred by a self-hosted thirdweb Engine (version 2). A point
 * is a whole token, and users are 0x addresses. Engine queues, signs and sends; only what was mined with
 * success has paid.
 *
 * Sources: thirdweb-dev/engine @6cc82911: src/server/routes/contract/extensions/erc20/{write/mint-to,
 * write/transfer,read/balance-of}.ts, src/server/routes/transaction/{status,cancel,retry-failed}.ts,
 * src/server/schemas/transaction/index.ts, src/server/middleware/{error,auth,rate-limit}.ts,
 * src/shared/utils/transaction/{queue-transation,insert-transaction}.ts,
 * src/worker/tasks/{send,mine,prune}-transaction*-worker.ts, src/shared/utils/env.ts;
 * portal.thirdweb.com/engine/features/preventing-duplicate-transactions. Nothing of it was tried against
 * an Engine; docs/connectors/thirdweb-engine.md says what that leaves open.
 */

const HOUR_MS = 3_600_000;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

const addressSchema = z
  .string()
  .refine((text) => ADDRESS.test(text) && hasRightChecksum(text), "an address: 0x and 40 digits");

const optionsSchema = z.strictObject({
  connector: z.literal("thirdweb-engine"),
  /** Where the company's Engine answers. */
  baseUrl: baseUrlSchema,
  /** The chain's id, such as `137`, or its slug. */
  chain: z.string().regex(/^[\w-]{1,50}$/, "an id such as 137, or a slug"),
  /** Of the token. */
  contractAddress: addressSchema,
  /** Engine's wallet that mints, or that holds what is transferred; it pays the gas as well. */
  backendWalletAddress: addressSchema,
  /** Whether tokens are made anew or taken from the wallet. */
  action: z.enum(["mint-to", "transfer"]),
  /** Engine's TRANSACTION_HISTORY_COUNT: so many transactions, and the keys in them, it remembers. */
  historyCount: z.int().min(1_000).default(100_000),
  /** A transaction that Engine has not said to be mined by then is `unknown`. */
  confirmWithinHours: z.int().min(1).max(720).default(6),
  /**
   * Engine lets 400 calls a second through (GLOBAL_RATE_LIMIT_PER_MIN), polls and other callers among
   * them; a wallet and its chain take far fewer.
   */
  ratePerSecond: z.number().positive().max(400).default(20),
  timeoutMs: z.int().positive().default(30_000),
  ...limitOptions,
});
type Options = z.output<typeof optionsSchema>;

const CODES = {
  not_an_address: {
    ko: "지갑 주소가 아닙니다. 0x로 시작하고 그 뒤에 16진수 40자가 와야 합니다",
    en: "Not an address, which is 0x and 40 hexadecimal digits",
  },
  wrong_checksum: {
    ko: "지갑 주소에 오타가 있습니다. 대소문자 체크섬이 맞지 않습니다",
    en: "A mistyped address: the checksum in its letter case is wrong",
  },
  bad_address: {
    ko: "Engine이 지갑 주소를 거절했습니다",
    en: "Engine refused the address",
  },
  bad_setup: {
    ko: "Engine 설정(체인, 컨트랙트, 지갑)이 맞지 않습니다",
    en: "The chain, contract or wallet set for Engine is wrong",
  },
  not_queued: {
    ko: "Engine이 트랜잭션을 만들지 못했습니다",
    en: "Engine could not make the transaction",
  },
  reverted: {
    ko: "체인에서 트랜잭션이 실패했습니다. 토큰은 움직이지 않았습니다",
    en: "The transaction failed on the chain and moved nothing",
  },
  would_revert: {
    ko: "컨트랙트가 거절해서 보내지 않았습니다",
    en: "The contract refuses it, so it was not sent",
  },
  no_gas: {
    ko: "지갑에 가스비가 부족합니다",
    en: "The wallet can't pay for the gas",
  },
  no_wallet: {
    ko: "Engine에 없는 지갑입니다",
    en: "Engine has no such wallet",
  },
} as const;
type Code = keyof typeof CODES;

const said = (code: Code, detail?: string): Said => ({ code, detail });

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string().optional() }),
});
const queuedSchema = z.object({ result: z.object({ queueId: z.string().min(1) }) });
const transactionSchema = z.object({
  result: z.object({
    queueId: z.string().nullish(),
    status: z.string(),
    transactionHash: z.string().nullish(),
    sentAt: z.string().nullish(),
    onchainStatus: z.string().nullish(),
    /** The same in older versions: 1 is a success, 0 a failure. */
    onChainTxStatus: z.number().nullish(),
    errorMessage: z.string().nullish(),
  }),
});
const balanceSchema = z.object({ result: z.object({ displayValue: z.string() }) });
/** A refusal of our credentials has a form of its own. */
const unauthorizedSchema = z.object({ message: z.string() });

function errorOf(reply: Reply) {
  return errorSchema.safeParse(reply.json).data?.error;
}

function transactionOf(reply: Reply) {
  return reply.status === 200 ? transactionSchema.safeParse(reply.json).data?.result : undefined;
}

function words(reply: Reply): string | undefined {
  return (
    errorOf(reply)?.message ??
    transactionOf(reply)?.errorMessage ??
    unauthorizedSchema.safeParse(reply.json).data?.message
  );
}

/** Why nothing was queued by this call. */
function readRefusal(reply: Reply): Meaning | undefined {
  const { code, message = "" } = errorOf(reply) ?? {};
  if (reply.status !== 400) return undefined;
  switch (code) {
    // Of all that is sent, the address alone is the payment's own; the amount is its form's.
    case "FST_ERR_VALIDATION":
      return message.startsWith("body/toAddress")
        ? { means: "rejected", ...said("bad_address") }
        : { means: "ours", ...said("bad_setup") };
    case "INVALID_ADDRESS":
    case "INVALID_CHAIN":
    case "ACCOUNT_NOT_FOUND":
    case "INVALID_SMART_BACKEND_WALLET_INTERACTION":
      return { means: "ours", ...said("bad_setup") };
    // The call is encoded before it is queued, for which the contract is read: a node that is away
    // for a moment looks the same as a contract that is none.
    case "BAD_REQUEST":
      return { means: "not_done", ...said("not_queued") };
    default:
      return undefined;
  }
}

/**
 * What Engine says when it gave up before it sent anything. The errors of a node while it is sent to
 * come as text, too, and those prove nothing: it may have taken what it failed to answer.
 */
const BEFORE_SENDING: readonly { readonly message: RegExp; readonly code: Code }[] = [
  { message: /^Insufficient funds in 0x|insufficient funds for gas/, code: "no_gas" },
  { message: /^No wallet details found/, code: "no_wallet" },
  { message: /^\[RPC\] execution reverted/i, code: "would_revert" },
  // A contract's error by its name, with what it holds: `Error - ERC20: …`.
  { message: /^\[RPC\] [A-Z]\w* - /, code: "would_revert" },
];

function confirm({ baseUrl, confirmWithinHours }: Options): Confirmation {
  return {
    call: (reference) => ({ method: "GET", url: statusUrl(baseUrl, reference) }),
    read(reply) {
      const transaction = transactionOf(reply);
      switch (transaction?.status) {
        case "mined":
          return minedOutcome(transaction);
        case "errored":
          return erroredOutcome(transaction);
        // `cancelled` as well: what was sent may be mined all the same, and Engine may have been
        // sending while it was told to cancel.
        default:
          return undefined;
      }
    },
    deadlineMs: confirmWithinHours * HOUR_MS,
  };
}

type Transaction = NonNullable<ReturnType<typeof transactionOf>>;

function minedOutcome({ transactionHash, onchainStatus, onChainTxStatus }: Transaction) {
  const succeeded = (onchainStatus ?? "success") === "success" && (onChainTxStatus ?? 1) === 1;
  const failed = (onchainStatus ?? "reverted") === "reverted" && (onChainTxStatus ?? 0) === 0;
  // Neither where it contradicts itself, both where it says nothing.
  if (succeeded === failed) return undefined;
  if (failed) return { means: "rejected", ...said("reverted") } as const;
  return transactionHash == null
    ? undefined
    : ({ means: "paid", transactionId: transactionHash } as const);
}

function erroredOutcome({ sentAt, errorMessage }: Transaction) {
  // "Transaction timed out." is set of what was sent, and may be mined later.
  if (sentAt != null || errorMessage == null) return undefined;
  const known = BEFORE_SENDING.find(({ message }) => message.test(errorMessage));
  return known && ({ means: "rejected", ...said(known.code) } as const);
}

/** A transaction's id is the key under which it was asked for. */
function lookUp(baseUrl: string): LookUp {
  return {
    call: ({ key }) => ({ method: "GET", url: statusUrl(baseUrl, key) }),
    // TRANSACTION_NOT_FOUND tells nothing: it may be one that Engine has forgotten.
    read: (reply, { key }) =>
      transactionOf(reply)?.queueId === key ? { found: "accepted", reference: key } : undefined,
    settleMs: 2_000,
  };
}

function balance({ baseUrl, chain, contractAddress }: Options): Balance {
  const url = `${baseUrl}/contract/${chain}/${contractAddress}/erc20/balance-of`;
  return {
    call: (userId) => ({
      method: "GET",
      url: `${url}?${new URLSearchParams({ wallet_address: userId })}`,
    }),
    // In tokens, as decimal text.
    read: ({ json }) => wholePoints(balanceSchema.safeParse(json).data?.result.displayValue),
  };
}

function statusUrl(baseUrl: string, queueId: string): string {
  return `${baseUrl}/transaction/status/${encodeURIComponent(queueId)}`;
}

/**
 * Documented as a day, and in its code as the last so many transactions: whichever is shorter, with
 * half of them left to others.
 */
function keyLifetimeMs({ historyCount, ratePerSecond }: Options): number {
  return Math.min(24 * HOUR_MS, Math.floor((historyCount / ratePerSecond / 2) * 1_000));
}

function checkUserId(userId: string): Said | undefined {
  if (!ADDRESS.test(userId)) return said("not_an_address");
  return hasRightChecksum(userId) ? undefined : said("wrong_checksum");
}

export const thirdwebEngine = {
  name: "thirdweb-engine",
  options: optionsSchema,
  codes: CODES,
  describe(options) {
    const { baseUrl, chain, contractAddress, action, backendWalletAddress } = options;
    return {
      credentials: bearerToken,
      limits: limitsOf(options),
      timeoutMs: options.timeoutMs,
      // 200 characters at most.
      keyForm: "plain",
      doubt: {
        ends: "replays",
        keyLifetimeMs: keyLifetimeMs(options),
        // A call is refused for what it reads of the chain before its key is looked at.
        refusalProvesUnpaid: false,
      },
      checkUserId,
      words,
      pay: {
        call: (ask) => ({
          method: "POST",
          url: `${baseUrl}/contract/${chain}/${contractAddress}/erc20/${action}`,
          headers: {
            "x-backend-wallet-address": backendWalletAddress,
            "x-idempotency-key": ask.key,
          },
          // In tokens, as decimal text.
          json: { toAddress: ask.userId, amount: String(ask.points) },
        }),
        read(reply) {
          // The same key gets the same id, be it of a transaction that failed: what became of it is
          // for the confirmation to tell.
          const queued =
            reply.status === 200 ? queuedSchema.safeParse(reply.json).data?.result : undefined;
          return queued === undefined
            ? readRefusal(reply)
            : { means: "accepted", reference: queued.queueId };
        },
      },
      lookUp: lookUp(baseUrl),
      confirm: confirm(options),
      balance: balance(options),
    };
  },
} satisfies Connector<Options>;
