import { describe, expect, it, onTestFinished } from "vitest";
import { startShopifyFake } from "../../../local/fakes/shopify-store-credit-fake.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const MUTATION =
  "mutation storeCreditAccountCredit($id: ID!, $creditInput: StoreCreditAccountCreditInput!) " +
  "{ storeCreditAccountCredit(id: $id, creditInput: $creditInput) " +
  "{ storeCreditAccountTransaction { id } userErrors { code message field } } }";
const DEBIT = MUTATION.replaceAll("Credit(", "Debit(")
  .replaceAll("creditInput", "debitInput")
  .replace("CreditInput!", "DebitInput!");
const CUSTOMER = "gid://shopify/Customer/544365967";
const EXAMPLE = { creditAmount: { amount: "49.99", currencyCode: "USD" } };

async function setup() {
  const fake = await startShopifyFake(() => NOW_MS);
  onTestFinished(() => fake.close());

  async function send(
    query: string,
    variables: object,
    version = "2026-10",
    token = fake.accessToken,
  ) {
    const response = await fetch(`${fake.url}/admin/api/${version}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": token },
      body: JSON.stringify({ query, variables: { id: CUSTOMER, ...variables } }),
    });
    return { status: response.status, body: await response.json() };
  }
  return {
    fake,
    credit: (creditInput: object, ...as: string[]) => send(MUTATION, { creditInput }, ...as),
    debit: (debitInput: object) => send(DEBIT, { debitInput }),
  };
}

describe("the fake of Shopify store credit", () => {
  it("answers the documented example as documented, and opens an account for it", async () => {
    const { fake, credit } = await setup();
    const id = "gid://shopify/StoreCreditAccountCreditTransaction/1001";

    expect(await credit(EXAMPLE)).toEqual({
      status: 200,
      body: {
        data: {
          storeCreditAccountCredit: { storeCreditAccountTransaction: { id }, userErrors: [] },
        },
      },
    });
    expect(fake.books.byUser()).toEqual(new Map([[CUSTOMER, { times: 1, points: 49.99 }]]));
  });

  it("pays again when it is asked again", async () => {
    const { fake, credit } = await setup();
    await credit(EXAMPLE);
    await credit(EXAMPLE);
    expect(fake.books.grants).toHaveLength(2);
  });

  it("knows notes since 2027-01, and refuses long ones without paying", async () => {
    const { fake, credit } = await setup();
    const note = "n".repeat(5_001);

    expect((await credit({ ...EXAMPLE, note: "n" }, "2026-10")).body).toMatchObject({
      errors: [{ extensions: { code: "argumentNotAccepted" } }],
    });
    expect((await credit({ ...EXAMPLE, note }, "2027-01")).body).toMatchObject({
      data: {
        storeCreditAccountCredit: {
          storeCreditAccountTransaction: null,
          userErrors: [{ code: "NOTE_TOO_LONG" }],
        },
      },
    });
    expect(fake.books.grants).toEqual([]);
  });

  it("debits what an account holds, and refuses the rest without taking anything", async () => {
    const { fake, credit, debit } = await setup();
    const debitOf = (amount: string, currencyCode = "USD") =>
      debit({ debitAmount: { amount, currencyCode } });
    const refused = (code: string) => ({
      body: {
        data: {
          storeCreditAccountDebit: {
            ...{ storeCreditAccountTransaction: null, userErrors: [{ code }] },
          },
        },
      },
    });
    expect(await debitOf("1")).toMatchObject(refused("ACCOUNT_NOT_FOUND"));
    await credit(EXAMPLE);
    expect(await debitOf("50")).toMatchObject(refused("INSUFFICIENT_FUNDS"));
    expect(await debitOf("-1")).toMatchObject(refused("NEGATIVE_OR_ZERO_AMOUNT"));
    const id = "gid://shopify/StoreCreditAccountDebitTransaction/1002";
    expect((await debitOf("49.99")).body).toEqual({
      data: { storeCreditAccountDebit: { storeCreditAccountTransaction: { id }, userErrors: [] } },
    });
    expect(fake.books.byUser()).toEqual(new Map([[CUSTOMER, { times: 2, points: 0 }]]));
  });

  it("throttles in a 200, with what is left and how fast it comes back", async () => {
    const { fake, credit } = await setup();
    fake.spend(1_995);

    expect(await credit(EXAMPLE)).toEqual({
      status: 200,
      body: {
        errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
        extensions: {
          cost: {
            requestedQueryCost: 10,
            actualQueryCost: null,
            throttleStatus: {
              maximumAvailable: 2_000,
              currentlyAvailable: 5,
              restoreRate: 100,
            },
          },
        },
      },
    });
  });

  it("knows no strangers and no versions that there are not", async () => {
    const { credit } = await setup();
    expect((await credit(EXAMPLE, "2026-10", "shpat_2")).status).toBe(401);
    expect((await credit(EXAMPLE, "2019-04")).status).toBe(404);
  });
});
