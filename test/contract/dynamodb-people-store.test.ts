import { describe, expect, it } from "vitest";
import { createDynamoDbPeopleStore } from "../../adapters/dynamodb/dynamodb-people-store.ts";
import { createDynamoDbSignedRequests } from "../../adapters/dynamodb/dynamodb-signed-requests.ts";
import { documentClientOf } from "../../adapters/dynamodb/dynamodb-table.ts";
import type { KnownPerson, PeopleStore } from "../../domain/payout/people-store.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let people: PeopleStore;
shareTable((opened) => {
  table = opened;
  people = createDynamoDbPeopleStore(opened);
});

const personOf = (email: string, changes: Partial<KnownPerson> = {}): KnownPerson => ({
  id: "p-1",
  name: "마케터",
  email,
  roles: ["marketer"],
  seenAt: "2026-11-21T00:00:00.000Z",
  ...changes,
});

describe("the people who signed in", () => {
  it("are found by their address, and by no other", async () => {
    const person = personOf("one@example.com");
    await people.remember(person);
    expect(await people.findByEmail("one@example.com")).toEqual(person);
    expect(await people.findByEmail("other@example.com")).toBeUndefined();
  });

  it("are known as their newest sign-in shows them", async () => {
    const email = "two@example.com";
    await people.remember(personOf(email));
    const newer = personOf(email, { roles: [], seenAt: "2026-11-22T00:00:00.000Z" });
    await people.remember(newer);
    await people.remember(personOf(email, { roles: ["admin"] }));
    expect(await people.findByEmail(email)).toEqual(newer);
  });

  it("are one person an address: whoever signed in with it last", async () => {
    const email = "three@example.com";
    await people.remember(personOf(email));
    const other = personOf(email, { id: "p-2", roles: ["viewer"] });
    await people.remember(other);
    expect(await people.findByEmail(email)).toEqual(other);
  });
});

describe("signed requests", () => {
  it("are taken once, whichever process takes them", async () => {
    const processes = [table, { ...table, client: documentClientOf(table.newClient()) }];
    const takes = await Promise.all(
      [...processes, ...processes].map((each) =>
        createDynamoDbSignedRequests(each).take("v0=once", 1_800_000_000_000),
      ),
    );
    expect(takes.filter((taken) => taken)).toHaveLength(1);
  });

  it("are told apart by their signature", async () => {
    const requests = createDynamoDbSignedRequests(table);
    expect(await requests.take("v0=a", 0)).toBe(true);
    expect(await requests.take("v0=b", 0)).toBe(true);
    expect(await requests.take("v0=a", 0)).toBe(false);
  });

  it("are taken although the answer of the table was lost", async () => {
    const client = clientThatLosesAnAnswer(table.newClient(), "PutItemCommand");
    const requests = createDynamoDbSignedRequests({ ...table, client });
    expect(await requests.take("v0=lost", 0)).toBe(true);
    expect(await requests.take("v0=lost", 0)).toBe(false);
  });
});
