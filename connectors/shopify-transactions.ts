import * as z from "zod";
import type { Found, Reply, Words } from "./connector.ts";

/*
 * How a credit, or a debit, is found again by its note. Sources: StoreCreditAccount, StoreCreditAccountTransaction
 * (2027-01) and Customer.storeCreditAccounts of shopify.dev/docs/api/admin-graphql.
 */

export const TRANSACTION_CODES = {
  shopify_found_twice: {
    ko: "Shopify에 이 지급의 키가 있는 내역이 두 건 이상입니다",
    en: "Shopify has several transactions with this payment's key",
  },
  shopify_too_many_accounts: {
    ko: "고객의 통화별 계정이 너무 많아 다 볼 수 없습니다",
    en: "the customer has accounts in more currencies than are looked through",
  },
} as const satisfies Record<string, Words>;
type Code = keyof typeof TRANSACTION_CODES;

const TRANSACTIONS = `transactions(first: 50, after: $after, reverse: true) {
  nodes {
    note
    ... on StoreCreditAccountCreditTransaction { id }
    ... on StoreCreditAccountDebitTransaction { id }
  }
  pageInfo { hasNextPage endCursor }
}`;
const OF_ACCOUNT = `query Account($id: ID!, $after: String) {
  account: storeCreditAccount(id: $id) { id balance { currencyCode } ${TRANSACTIONS} }
}`;
/** An owner has an account for each currency: more than these are not looked through. */
const ofOwner = (field: "customer" | "companyLocation") => `query Owner($id: ID!, $after: String) {
  owner: ${field}(id: $id) {
    storeCreditAccounts(first: 5) {
      nodes { id balance { currencyCode } ${TRANSACTIONS} }
      pageInfo { hasNextPage }
    }
  }
}`;

const accountSchema = z.object({
  id: z.string(),
  balance: z.object({ currencyCode: z.string() }),
  transactions: z.object({
    nodes: z.array(z.object({ id: z.string().optional(), note: z.string().nullish() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});
const lookUpSchema = z.object({
  data: z.union([
    z.object({ account: accountSchema }).transform(({ account }) => ({
      accounts: [account],
      isWhole: true,
    })),
    z
      .object({
        owner: z.object({
          storeCreditAccounts: z.object({
            nodes: z.array(accountSchema),
            pageInfo: z.object({ hasNextPage: z.boolean() }),
          }),
        }),
      })
      .transform(({ owner: { storeCreditAccounts } }) => ({
        accounts: storeCreditAccounts.nodes,
        isWhole: !storeCreditAccounts.pageInfo.hasNextPage,
      })),
  ]),
  errors: z.never().optional(),
});

/**
 * Asks for the transactions of an account, or of a customer's accounts, newest first: a query and its
 * variables. Only an account's own pages go on, so that a cursor names the account as well.
 */
export function transactionsQuery(
  gid: string,
  cursor: string | undefined,
): [query: string, variables: object] {
  const [account, after] = cursor?.split(" ") ?? [];
  const id = account ?? gid;
  if (id.startsWith("gid://shopify/StoreCreditAccount/")) return [OF_ACCOUNT, { id, after }];
  const field = id.startsWith("gid://shopify/Customer/") ? "customer" : "companyLocation";
  return [ofOwner(field), { id }];
}

/** Finds the one transaction whose note is the key. */
export function readTransactions(reply: Reply, key: string, currency: string): Found | undefined {
  const { data } = reply.status === 200 ? lookUpSchema.safeParse(reply.json) : {};
  if (data === undefined) return undefined;
  const { accounts, isWhole } = data.data;
  const account = accounts.find(({ balance }) => balance.currencyCode === currency);
  if (account === undefined) {
    // A first credit makes the account: without one there was none.
    return isWhole
      ? { found: "nothing" }
      : { found: "unclear", code: "shopify_too_many_accounts" satisfies Code };
  }
  const { nodes, pageInfo } = account.transactions;
  const [entry, ...more] = nodes.filter(({ note }) => note === key);
  if (more.length > 0) return { found: "unclear", code: "shopify_found_twice" satisfies Code };
  if (entry !== undefined) return { found: "paid", transactionId: entry.id };
  if (!pageInfo.hasNextPage) return { found: "nothing" };
  return pageInfo.endCursor
    ? { found: "more", cursor: `${account.id} ${pageInfo.endCursor}` }
    : undefined;
}
