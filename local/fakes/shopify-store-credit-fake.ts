import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { type FakeCall, startFakeServer } from "./fake-server.ts";
import { createGrantBooks } from "./grant-books.ts";

/*
 * A shop's GraphQL Admin API as shopify.dev/docs/api documents it, as far as store credit goes: errors
 * in a 200, calculated cost, notes since 2027-01. It knows queries by the root field that they ask for,
 * and does not read GraphQL.
 */

const ACCESS_TOKEN = "shpat_1";
const VERSIONS = ["2026-07", "2026-10", "2027-01"];
const NOTES_SINCE = "2027-01";
const CURRENCIES = ["KRW", "USD"];
const MUTATION_COST = 10;
const QUERY_COST = 15;
const MAX_AVAILABLE = 2_000;

const moneySchema = z.strictObject({
  amount: z.string().regex(/^-?\d+(?:\.\d+)?$/),
  currencyCode: z.string(),
});
const debitSchema = z.object({
  id: z.string(),
  debitInput: z.strictObject({ debitAmount: moneySchema, note: z.string().optional() }),
});
const creditSchema = z.object({
  id: z.string(),
  creditInput: z.strictObject({
    creditAmount: moneySchema,
    expiresAt: z.iso.datetime({ offset: true }).optional(),
    notify: z.boolean().optional(),
    note: z.string().optional(),
  }),
});
const callSchema = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });
const lookUpSchema = z.object({ id: z.string(), after: z.string().optional() });

interface Transaction {
  readonly id: string;
  readonly note: string | null;
  readonly atMs: number;
}

interface Account {
  readonly id: string;
  readonly owner: string;
  readonly currency: string;
  /** In hundredths. */
  balance: bigint;
  readonly transactions: Transaction[];
}

/** What it does beside its documentation, or what that leaves open. */
export interface ShopifyQuirks {
  /** How long a transaction takes to show. */
  listLagMs: number;
  /** How many transactions a page holds at most, whatever is asked for. */
  pageHolds: number;
  /** Most that an account may hold, in whole units of its currency. */
  creditLimit: bigint;
  /** Cost points: 100 of the standard plan; 1,000 of the largest. */
  restoredASecond: number;
}

/** Customers whose numbers are below 1,000 do not exist; all others do. */
export async function startShopifyFake(nowMs: () => number) {
  const books = createGrantBooks();
  const accounts: Account[] = [];
  const quirks: ShopifyQuirks = {
    listLagMs: 0,
    pageHolds: 50,
    creditLimit: 1_000_000_000n,
    restoredASecond: 100,
  };
  const bucket = createCostBucket(nowMs, quirks);
  let transactionCount = 0;

  function openAccount(owner: string, currency: string): Account {
    const id = `gid://shopify/StoreCreditAccount/${316_863_792 + accounts.length}`;
    const account = { id, owner, currency, balance: 0n, transactions: [] };
    accounts.push(account);
    return account;
  }

  function addTransaction(
    account: Account,
    note: string | null,
    kind: "Credit" | "Debit" = "Credit",
  ): string {
    transactionCount += 1;
    const id = `gid://shopify/StoreCreditAccount${kind}Transaction/${1_000 + transactionCount}`;
    account.transactions.push({ id, note, atMs: nowMs() });
    return id;
  }

  function refusalOf({ id, creditInput }: z.output<typeof creditSchema>): string | undefined {
    const { creditAmount, expiresAt, note = "" } = creditInput;
    const { amount, currencyCode } = creditAmount;
    const account = accounts.find((one) => one.id === id);
    const isAccount = id.startsWith("gid://shopify/StoreCreditAccount/");
    const refusals: Readonly<Record<string, boolean>> = {
      ACCOUNT_NOT_FOUND: isAccount && account === undefined,
      OWNER_NOT_FOUND: !isAccount && Number(id.split("/").at(-1)) < 1_000,
      MISMATCHING_CURRENCY: account !== undefined && account.currency !== currencyCode,
      UNSUPPORTED_CURRENCY: !CURRENCIES.includes(currencyCode),
      NEGATIVE_OR_ZERO_AMOUNT: !(Number(amount) > 0),
      CREDIT_LIMIT_EXCEEDED: BigInt(amount.split(".")[0] ?? "") > quirks.creditLimit,
      EXPIRES_AT_IN_PAST: expiresAt !== undefined && Date.parse(expiresAt) <= nowMs(),
      NOTE_TOO_LONG: note.length > 5_000,
    };
    return Object.entries(refusals).find(([, applies]) => applies)?.[0];
  }

  function credit(variables: unknown): HttpAnswer {
    const { data } = creditSchema.safeParse(variables);
    if (data === undefined) return graphQlError("INVALID_VARIABLE", "A variable is invalid.");
    const code = refusalOf(data);
    if (code !== undefined) {
      const error = { code, field: ["creditInput"], message: `It is ${code}.` };
      return credited({ storeCreditAccountTransaction: null, userErrors: [error] });
    }
    const { id: owner, creditInput } = data;
    const { amount, currencyCode } = creditInput.creditAmount;
    const account = accountOf(owner, currencyCode) ?? openAccount(owner, currencyCode);
    const id = addTransaction(account, creditInput.note ?? null);
    account.balance += hundredthsOf(amount);
    books.give({ id, userId: account.owner, points: Number(amount), key: creditInput.note });
    return credited({ storeCreditAccountTransaction: { id }, userErrors: [] });
  }

  function accountOf(id: string, currency: string): Account | undefined {
    const own = accounts.find((one) => one.owner === id && one.currency === currency);
    return accounts.find((one) => one.id === id) ?? own;
  }

  function debit(variables: unknown): HttpAnswer {
    const { data } = debitSchema.safeParse(variables);
    if (data === undefined) return graphQlError("INVALID_VARIABLE", "A variable is invalid.");
    const { debitAmount, note } = data.debitInput;
    const { amount, currencyCode } = debitAmount;
    const account = accountOf(data.id, currencyCode);
    const refused = (code: string) => {
      const error = { code, field: ["debitInput"], message: `It is ${code}.` };
      return debited({ storeCreditAccountTransaction: null, userErrors: [error] });
    };
    if (account === undefined) return refused("ACCOUNT_NOT_FOUND");
    if (account.currency !== currencyCode) return refused("MISMATCHING_CURRENCY");
    if (!(Number(amount) > 0)) return refused("NEGATIVE_OR_ZERO_AMOUNT");
    if (hundredthsOf(amount) > account.balance) return refused("INSUFFICIENT_FUNDS");
    const id = addTransaction(account, note ?? null, "Debit");
    account.balance -= hundredthsOf(amount);
    books.give({ id, userId: account.owner, points: -Number(amount), key: note });
    return debited({ storeCreditAccountTransaction: { id }, userErrors: [] });
  }

  function lookUp(query: string, variables: unknown): HttpAnswer {
    const { data } = lookUpSchema.safeParse(variables);
    if (data === undefined) return graphQlError("INVALID_VARIABLE", "A variable is invalid.");
    if (query.includes("storeCreditAccount(id")) {
      const account = accounts.find(({ id }) => id === data.id);
      return answer({ account: account === undefined ? null : shown(account, data.after) });
    }
    const own = accounts.filter(({ owner }) => owner === data.id);
    const nodes = own.slice(0, 5).map((account) => shown(account, undefined));
    const pageInfo = { hasNextPage: own.length > nodes.length };
    return answer({ owner: { storeCreditAccounts: { nodes, pageInfo } } });
  }

  /** Newest first; a cursor is a place in the account that it was given for. */
  function shown({ transactions, ...account }: Account, after: string | undefined): object {
    const settled = transactions.filter(({ atMs }) => atMs + quirks.listLagMs <= nowMs());
    const all = settled.toReversed();
    const start = after === undefined ? 0 : Number(after.split(":")[1]);
    const nodes = all.slice(start, start + quirks.pageHolds);
    const end = start + nodes.length;
    return {
      id: account.id,
      balance: balanceOf(account),
      transactions: {
        nodes: nodes.map(({ id, note }) => ({ id, note })),
        pageInfo: { hasNextPage: end < all.length, endCursor: `place:${end}` },
      },
    };
  }

  function handleQuery(version: string, call: FakeCall): HttpAnswer {
    const { data } = callSchema.safeParse(call.json);
    if (data === undefined) return { status: 400, body: { errors: { query: "Required" } } };
    const { query, variables } = data;
    if (version < NOTES_SINCE && /\bnote\b/.test(query + JSON.stringify(variables))) {
      return graphQlError("argumentNotAccepted", "The argument 'note' is not accepted.");
    }
    const isMutation = query.startsWith("mutation");
    const throttled = bucket.take(isMutation ? MUTATION_COST : QUERY_COST);
    if (throttled !== undefined) return throttled;
    if (!isMutation) return lookUp(query, variables);
    return query.includes("storeCreditAccountDebit(") ? debit(variables) : credit(variables);
  }

  const server = await startFakeServer({
    pays: ({ text }) => /storeCreditAccount(?:Credit|Debit)\(/.test(text),
    handle(call) {
      const version = /^\/admin\/api\/([\d-]+)\/graphql\.json$/.exec(call.path)?.[1] ?? "";
      if (!VERSIONS.includes(version)) return { status: 404, body: { errors: "Not Found" } };
      if (call.header("x-shopify-access-token") !== ACCESS_TOKEN) {
        const errors =
          "[API] Invalid API key or access token (unrecognized login or wrong password)";
        return { status: 401, body: { errors } };
      }
      return handleQuery(version, call);
    },
  });
  return {
    ...server,
    accessToken: ACCESS_TOKEN,
    books,
    quirks,
    openAccount,
    addTransaction,
    spend: (cost: number) => bucket.take(cost),
  };
}

/** Top-level errors, which come with a 200 and without data. */
export function graphQlError(code: string, message: string): HttpAnswer {
  return { status: 200, body: { errors: [{ message, extensions: { code } }] } };
}

function hundredthsOf(amount: string): bigint {
  const [whole = "", cents = ""] = amount.split(".");
  return BigInt(whole + cents.padEnd(2, "0").slice(0, 2));
}

function balanceOf({ balance, currency }: Pick<Account, "balance" | "currency">): object {
  const cents = String(balance % 100n).padStart(2, "0");
  return { amount: `${balance / 100n}.${cents}`, currencyCode: currency };
}

interface Payload {
  readonly storeCreditAccountTransaction: { readonly id: string } | null;
  readonly userErrors: readonly object[];
}

function credited(storeCreditAccountCredit: Payload): HttpAnswer {
  return answer({ storeCreditAccountCredit });
}

function debited(storeCreditAccountDebit: Payload): HttpAnswer {
  return answer({ storeCreditAccountDebit });
}

function answer(data: object): HttpAnswer {
  return { status: 200, body: { data } };
}

/** What queries cost is taken from a bucket, which fills again by and by. */
function createCostBucket(nowMs: () => number, quirks: Pick<ShopifyQuirks, "restoredASecond">) {
  let available = MAX_AVAILABLE;
  let atMs = nowMs();
  return {
    take(cost: number): HttpAnswer | undefined {
      const restored = ((nowMs() - atMs) / 1_000) * quirks.restoredASecond;
      available = Math.min(MAX_AVAILABLE, available + restored);
      atMs = nowMs();
      if (cost <= available) {
        available -= cost;
        return undefined;
      }
      return {
        status: 200,
        body: {
          errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
          extensions: {
            cost: {
              requestedQueryCost: cost,
              actualQueryCost: null,
              throttleStatus: {
                maximumAvailable: MAX_AVAILABLE,
                currentlyAvailable: available,
                restoreRate: quirks.restoredASecond,
              },
            },
          },
        },
      };
    },
  };
}
