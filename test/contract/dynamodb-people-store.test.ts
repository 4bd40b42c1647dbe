import { PutCommand } from "@aws-sdk/lib-dynamodb";
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
  issuer: "https://id.example",
  email,
  roles: ["marketer"],
  seenAt: "2026-11-21T00:00:00.000Z",
  ...changes,
});
const LATER = "2026-11-22T00:00:00.000Z";

describe("the accounts that signed in", () => {
  it("are found by their address, and by no other", async () => {
    const person = personOf("one@example.com");
    await people.remember(person);
    expect(await people.withEmail("one@example.com")).toEqual([person]);
    expect(await people.withEmail("other@example.com")).toEqual([]);
  });

  it("are known as their newest sign-in shows them", async () => {
    const email = "two@example.com";
    await people.remember(personOf(email));
    const newer = personOf(email, { roles: [], seenAt: LATER });
    await people.remember(newer);
    await people.remember(personOf(email, { roles: ["admin"] }));
    expect(await people.withEmail(email)).toEqual([newer]);
  });

  it("take nothing from other accounts of the same address; the last one comes first", async () => {
    const email = "three@example.com";
    const approver = personOf(email, { roles: ["approver"] });
    const second = personOf(email, { id: "p-2", seenAt: LATER });
    const elsewhere = personOf(email, { issuer: "https://id.example/b", seenAt: LATER });
    for (const person of [approver, second, elsewhere]) await people.remember(person);
    const found = await people.withEmail(email);
    expect(found.at(-1)).toEqual(approver);
    expect(new Set(found)).toEqual(new Set([second, elsewhere, approver]));
  });

  it("are read as earlier versions kept them, until they sign in again", async () => {
    const email = "four@example.com";
    const { issuer: _, ...earlier } = personOf(email, { roles: ["approver"] });
    await table.client.send(
      new PutCommand({
        TableName: table.tableName,
        Item: { pk: `PERSON#${email}`, sk: "PERSON", person: earlier },
      }),
    );
    expect(await people.withEmail(email)).toEqual([earlier]);
    const other = personOf(email, { id: "p-2", seenAt: LATER });
    await people.remember(other);
    expect(await people.withEmail(email)).toEqual([other, earlier]);
    const now = personOf(email, { roles: [], seenAt: LATER });
    await people.remember(now);
    expect(new Set(await people.withEmail(email))).toEqual(new Set([other, now]));
  });
});

describe("those who may decide", () => {
  it("are all whose last sign-in says so, each once, with their address", async () => {
    const approver = personOf("decider@example.com", { id: "d-1", roles: ["approver"] });
    const admin = personOf("admin@example.com", { id: "d-2", roles: ["admin", "marketer"] });
    const was = personOf("was@example.com", { id: "d-3", roles: ["approver"] });
    for (const person of [approver, admin, was, personOf("none@example.com", { id: "d-4" })]) {
      await people.remember(person);
    }
    await people.remember({ ...was, roles: ["viewer"], seenAt: LATER });
    await people.remember(was);
    const ours = (await people.deciders()).filter(({ id }) => id.startsWith("d-"));
    expect(new Set(ours)).toEqual(new Set([approver, admin]));
  });
});

describe("Slack users", () => {
  it("are known by everybody they acted as", async () => {
    const mina = { id: "p-1", name: "Mina", issuer: "https://id.example", email: "m@example.com" };
    const jun = { id: "p-2", name: "Jun" };
    expect(await people.seenAs("U0")).toEqual([]);
    await people.noteSlackUser("U0", mina);
    await people.noteSlackUser("U0", { ...mina, name: "Mina Han" });
    await people.noteSlackUser("U0", jun);
    await people.noteSlackUser("U1", jun);
    expect(new Set(await people.seenAs("U0"))).toEqual(
      new Set([{ ...mina, name: "Mina Han" }, jun]),
    );
    expect(await people.seenAs("U1")).toEqual([jun]);
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
