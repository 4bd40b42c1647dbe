import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { toEpochMs } from "../../domain/clock.ts";
import { type Reminder, type ReminderStore, reminderSchema } from "../../domain/payout/reminder.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { REMINDERS_PK, reminderKey, TIME_TO_LIVE } from "./table.ts";

const IS_FIRST = "attribute_not_exists(pk)";
/** Nobody has changed it since it was read. */
const IS_NEXT = "#reminder.#revision = :before";
/** This very write came through before, and its answer was lost. */
const IS_OURS = "#reminder.#revision = :revision AND changeId = :changeId";
/** So long it can still be seen who deleted one. */
const KEPT_FOR_SECONDS = 366 * 24 * 3600;

const storedSchema = z.object({ reminder: reminderSchema });

/** One item each, all in one partition: there are some, and every sweep reads them. */
export function createDynamoDbReminderStore(table: DynamoDbTable): ReminderStore {
  const { client, tableName } = table;
  return {
    async list() {
      const found: Reminder[] = [];
      const items = queryItems(table, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": REMINDERS_PK },
        ConsistentRead: true,
      });
      for await (const item of items)
        found.push(readStored(storedSchema, item, "reminder").reminder);
      return found
        .filter(({ deletedAt }) => deletedAt === undefined)
        .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt));
    },

    async get(reminderId) {
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: reminderKey(reminderId),
          ConsistentRead: true,
        }),
      );
      return Item === undefined
        ? undefined
        : readStored(storedSchema, Item, `reminder ${reminderId}`).reminder;
    },

    save: (reminder, changeId) =>
      isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: {
              ...reminderKey(reminder.reminderId),
              ...forgottenOnceDeleted(reminder),
              reminder,
              changeId,
            },
            ...(reminder.revision === 1
              ? {
                  ConditionExpression: `${IS_FIRST} OR (${IS_OURS})`,
                  ExpressionAttributeValues: { ":revision": 1, ":changeId": changeId },
                }
              : {
                  ConditionExpression: `${IS_NEXT} OR (${IS_OURS})`,
                  ExpressionAttributeValues: {
                    ":before": reminder.revision - 1,
                    ":revision": reminder.revision,
                    ":changeId": changeId,
                  },
                }),
            ExpressionAttributeNames: { "#reminder": "reminder", "#revision": "revision" },
          }),
        ),
      ),
  };
}

function forgottenOnceDeleted({ deletedAt }: Reminder) {
  if (deletedAt === undefined) return {};
  return { [TIME_TO_LIVE]: Math.ceil(toEpochMs(deletedAt) / 1000) + KEPT_FOR_SECONDS };
}
