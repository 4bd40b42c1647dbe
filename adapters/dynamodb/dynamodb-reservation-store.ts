import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { toEpochMs } from "../../domain/clock.ts";
import {
  type Reservation,
  type ReservationStore,
  reservationSchema,
} from "../../domain/payout/reservation-store.ts";
import { type DynamoDbTable, isWritten } from "./dynamodb-table.ts";
import { queryItems } from "./query-items.ts";
import { readStored } from "./stored-record.ts";
import { reservationKey, reservationPk, TIME_TO_LIVE } from "./table.ts";

/** None of a later revision stands there. */
const IS_NEWS = "attribute_not_exists(pk) OR #reservation.#revision <= :revision";
/** It is still the one that was read. */
const AS_IT_WAS_READ = "#reservation.#revision = :revision AND #reservation.#at = :at";
/** After what it is of, a day or a month, is over for long. */
const KEPT_FOR_SECONDS = 400 * 24 * 3600;

const storedSchema = z.object({ reservation: reservationSchema });

/** One partition for each thing that is reserved of, one item for each payout and generation. */
export function createDynamoDbReservationStore(table: DynamoDbTable): ReservationStore {
  const { client, tableName } = table;

  const itemOf = (of: string, reservation: Reservation) => {
    const { scheduledFor, at, points, isFinal } = reservation;
    // One that came to nothing is only in the way: of a payout that was moved there are many.
    const isOver = isFinal === true && points === 0;
    const forgetAtSeconds = isOver
      ? Math.floor(toEpochMs(at) / 1000)
      : Math.floor(toEpochMs(scheduledFor ?? at) / 1000) + KEPT_FOR_SECONDS;
    return { ...reservationKey(of, reservation), reservation, [TIME_TO_LIVE]: forgetAtSeconds };
  };

  return {
    async reserve(of, reservation) {
      await isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: itemOf(of, reservation),
            ConditionExpression: IS_NEWS,
            ExpressionAttributeNames: { "#reservation": "reservation", "#revision": "revision" },
            ExpressionAttributeValues: { ":revision": reservation.revision },
          }),
        ),
      );
    },

    async list(of) {
      const found: Reservation[] = [];
      const query = {
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": reservationPk(of) },
      };
      for await (const item of queryItems(table, query)) {
        found.push(readStored(storedSchema, item, `reservation of ${of}`).reservation);
      }
      return found;
    },

    async settle(of, reservation) {
      await isWritten(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: itemOf(of, reservation),
            ConditionExpression: AS_IT_WAS_READ,
            ExpressionAttributeNames: {
              "#reservation": "reservation",
              "#revision": "revision",
              "#at": "at",
            },
            ExpressionAttributeValues: {
              ":revision": reservation.revision,
              ":at": reservation.at,
            },
          }),
        ),
      );
    },
  };
}
