import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { toEpochMs } from "../../domain/clock.ts";
import { knownPersonSchema, type PeopleStore } from "../../domain/payout/people-store.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { readStored } from "./stored-record.ts";
import { personKey, TIME_TO_LIVE } from "./table.ts";

/** An older token than the known one is ignored: roles may have been taken away since. */
const IS_NEWS = "attribute_not_exists(pk) OR #person.#seenAt <= :seenAt";
/** Longer than any policy lets a sign-in count. */
const KEPT_FOR_SECONDS = 366 * 24 * 3600;

const storedSchema = z.object({ person: knownPersonSchema });

/** One item an address. */
export function createDynamoDbPeopleStore({ client, tableName }: DynamoDbTable): PeopleStore {
  return {
    async remember(person) {
      const { email, seenAt } = person;
      const forgetAtSeconds = Math.floor(toEpochMs(seenAt) / 1000) + KEPT_FOR_SECONDS;
      await isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...personKey(email), person, [TIME_TO_LIVE]: forgetAtSeconds },
            ConditionExpression: IS_NEWS,
            ExpressionAttributeNames: { "#person": "person", "#seenAt": "seenAt" },
            ExpressionAttributeValues: { ":seenAt": seenAt },
          }),
        ),
      );
    },

    async findByEmail(email) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: personKey(email), ConsistentRead: true }),
      );
      if (Item === undefined) return undefined;
      return readStored(storedSchema, Item, "person of an e-mail address").person;
    },
  };
}
