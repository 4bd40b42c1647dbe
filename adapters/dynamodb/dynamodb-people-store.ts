import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { toEpochMs } from "../../domain/clock.ts";
import {
  type KnownPerson,
  knownPersonSchema,
  type PeopleStore,
} from "../../domain/payout/people-store.ts";
import {
  isDecider,
  type Person,
  personSchema,
  recordedPerson,
} from "../../domain/payout/person.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { accountSk, PEOPLE_PK, personPk, slackUserPk, TIME_TO_LIVE } from "./table.ts";

/** An older token than the known one is ignored: roles may have been taken away since. */
const IS_NEWS = "attribute_not_exists(pk) OR #person.#seenAt <= :seenAt";
/** Longer than any policy lets a sign-in count. */
const KEPT_FOR_SECONDS = 366 * 24 * 3600;

const storedSchema = z.object({ person: knownPersonSchema });
const storedSlackUserSchema = z.object({ person: personSchema });

/**
 * One item for each account of an address, a copy of it among all accounts, and one for each account
 * of a Slack user. What an account may do is read from the first alone.
 */
export function createDynamoDbPeopleStore(
  table: DynamoDbTable,
  { nowMs }: { readonly nowMs: () => number } = { nowMs: Date.now },
): PeopleStore {
  const { client, tableName } = table;

  const itemsOf = (pk: string) =>
    queryItems(table, {
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    });

  const keep = (pk: string, person: KnownPerson) =>
    isWritten(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            pk,
            sk: accountSk(person),
            person,
            [TIME_TO_LIVE]: forgottenAfter(toEpochMs(person.seenAt)),
          },
          ConditionExpression: IS_NEWS,
          ExpressionAttributeNames: { "#person": "person", "#seenAt": "seenAt" },
          ExpressionAttributeValues: { ":seenAt": person.seenAt },
        }),
      ),
    );

  return {
    async remember(person) {
      await Promise.all([keep(personPk(person.email), person), keep(PEOPLE_PK, person)]);
    },

    async deciders() {
      const found: KnownPerson[] = [];
      for await (const item of itemsOf(PEOPLE_PK)) {
        const { person } = readStored(storedSchema, item, "account");
        if (isDecider(person)) found.push(person);
      }
      return found;
    },

    async withEmail(email) {
      const found: KnownPerson[] = [];
      for await (const item of itemsOf(personPk(email))) {
        found.push(readStored(storedSchema, item, "account of an e-mail address").person);
      }
      const newestFirst = found.toSorted((a, b) => toEpochMs(b.seenAt) - toEpochMs(a.seenAt));
      return newestFirst.filter((one) => !isOutdated(one, newestFirst));
    },

    async noteSlackUser(slackUserId, person) {
      const key = { pk: slackUserPk(slackUserId), sk: accountSk(person) };
      const forgetAtSeconds = forgottenAfter(nowMs());
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...key, person: recordedPerson(person), [TIME_TO_LIVE]: forgetAtSeconds },
        }),
      );
    },

    async seenAs(slackUserId) {
      const found: Person[] = [];
      for await (const item of itemsOf(slackUserPk(slackUserId))) {
        found.push(readStored(storedSlackUserSchema, item, "account of a Slack user").person);
      }
      return found;
    },
  };
}

/** What an earlier version kept of an account that has signed in since. */
function isOutdated(one: KnownPerson, all: readonly KnownPerson[]): boolean {
  return one.issuer === undefined && all.some(({ id, issuer }) => id === one.id && issuer);
}

function forgottenAfter(ms: number): number {
  return Math.floor(ms / 1000) + KEPT_FOR_SECONDS;
}
