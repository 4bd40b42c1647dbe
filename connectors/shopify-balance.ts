import * as z from "zod";
import type { Reply } from "./connector.ts";

/* What an account holds. Sources: as of `shopify-transactions.ts`. */

const BALANCE = "balance { amount currencyCode }";
const OF_ACCOUNT = `query AccountBalance($id: ID!) {
  account: storeCreditAccount(id: $id) { ${BALANCE} }
}`;
const ofOwner = (field: "customer" | "companyLocation") => `query OwnerBalances($id: ID!) {
  owner: ${field}(id: $id) {
    storeCreditAccounts(first: 5) { nodes { ${BALANCE} } pageInfo { hasNextPage } }
  }
}`;

const accountSchema = z.object({
  balance: z.object({ amount: z.string(), currencyCode: z.string() }),
});
const balanceSchema = z.object({
  data: z.union([
    z
      .object({ account: accountSchema })
      .transform(({ account }) => ({ accounts: [account], isWhole: true })),
    z
      .object({
        owner: z.object({
          storeCreditAccounts: z.object({
            nodes: z.array(accountSchema),
            pageInfo: z.object({ hasNextPage: z.boolean() }),
          }),
        }),
      })
      .transform(({ owner: { storeCreditAccounts: found } }) => ({
        accounts: found.nodes,
        isWhole: !found.pageInfo.hasNextPage,
      })),
  ]),
  errors: z.never().optional(),
});

/** Asks for what an account holds, or a customer's accounts: a query and its variables. */
export function balanceQuery(gid: string): [query: string, variables: object] {
  if (gid.startsWith("gid://shopify/StoreCreditAccount/")) return [OF_ACCOUNT, { id: gid }];
  const field = gid.startsWith("gid://shopify/Customer/") ? "customer" : "companyLocation";
  return [ofOwner(field), { id: gid }];
}

/** The balance in points, of which one is worth `pointValue` in the currency. */
export function readBalance(
  reply: Reply,
  { currency, pointValue }: { readonly currency: string; readonly pointValue: string },
): bigint | undefined {
  const { data } = balanceSchema.safeParse(reply.json);
  if (data === undefined) return undefined;
  const { accounts, isWhole } = data.data;
  const account = accounts.find(({ balance }) => balance.currencyCode === currency);
  // A first credit makes the account.
  if (account === undefined) return isWhole ? 0n : undefined;
  const { amount } = account.balance;
  return /^\d+(?:\.\d+)?$/.test(amount) ? wholeTimes(amount, pointValue) : undefined;
}

/** How many times one goes into the other, both decimal text; whole numbers all the way. */
function wholeTimes(amount: string, unit: string): bigint {
  const places = Math.max(decimalsOf(amount).length, decimalsOf(unit).length);
  return scaled(amount, places) / scaled(unit, places);
}

function decimalsOf(decimal: string): string {
  return decimal.split(".")[1] ?? "";
}

function scaled(decimal: string, places: number): bigint {
  return BigInt((decimal.split(".")[0] ?? "") + decimalsOf(decimal).padEnd(places, "0"));
}
