import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createDynamoDbReservationStore } from "../../adapters/dynamodb/dynamodb-reservation-store.ts";
import { reservationKey, TIME_TO_LIVE } from "../../adapters/dynamodb/table.ts";
import type { Reservation, ReservationStore } from "../../domain/payout/reservation-store.ts";
import { shareTable, type TableUnderTest } from "../adapters/dynamodb/table-under-test.ts";
import { clientThatLosesAnAnswer } from "../adapters/dynamodb/unreliable-client.ts";

let table: TableUnderTest;
let reservations: ReservationStore;
shareTable((opened) => {
  table = opened;
  reservations = createDynamoDbReservationStore(opened);
});

function reservationOf(payoutId: string, changes: Partial<Reservation> = {}): Reservation {
  return {
    payoutId,
    generation: 1,
    revision: 3,
    scheduledFor: "2026-12-01T00:00:00.000Z",
    points: 1_000,
    recipientPoints: 100,
    at: "2026-11-23T00:00:00.000Z",
    ...changes,
  };
}

describe("what payouts reserve of something", () => {
  it("is listed with all others of it, and with none of anything else", async () => {
    const [one, other] = [reservationOf("one"), reservationOf("other", { generation: 12 })];
    await reservations.reserve("list", one);
    await reservations.reserve("list", other);
    await reservations.reserve("another list", reservationOf("third"));

    expect(await reservations.list("list")).toEqual([one, other]);
    expect(await reservations.list("nothing")).toEqual([]);
  });

  it("is one for each payout and generation, however often it is reserved", async () => {
    const first = reservationOf("one");
    await reservations.reserve("once", first);
    await reservations.reserve("once", first);
    const second = reservationOf("one", { generation: 2, revision: 4 });
    await reservations.reserve("once", second);

    expect(await reservations.list("once")).toEqual([first, second]);
  });

  it("is not replaced by what a request of long ago reserves late", async () => {
    const newer = reservationOf("one", { revision: 5 });
    await reservations.reserve("late", newer);
    await reservations.reserve("late", reservationOf("one", { revision: 4, points: 1 }));

    expect(await reservations.list("late")).toEqual([newer]);
  });

  it("is settled as it was read, and not once it was reserved anew", async () => {
    const read = reservationOf("one");
    await reservations.reserve("settled", read);
    const settled = { ...read, points: 400, isFinal: true };
    await reservations.settle("settled", settled);
    expect(await reservations.list("settled")).toEqual([settled]);

    const anew = { ...read, at: "2026-11-23T00:10:00.000Z" };
    await reservations.reserve("settled", anew);
    await reservations.settle("settled", { ...read, points: 0, isFinal: true });
    expect(await reservations.list("settled")).toEqual([anew]);
  });

  it("is kept for more than a year after its day, and forgotten where it came to nothing", async () => {
    const forgetAtOf = async (of: string) => {
      const Key = reservationKey(of, { payoutId: "one", generation: 1 });
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.tableName, Key, ConsistentRead: true }),
      );
      return new Date(Item?.[TIME_TO_LIVE] * 1000).toISOString().slice(0, 10);
    };
    await reservations.reserve("day", reservationOf("one"));
    expect(await forgetAtOf("day")).toBe("2028-01-05");
    await reservations.settle("day", reservationOf("one", { points: 400, isFinal: true }));
    expect(await forgetAtOf("day")).toBe("2028-01-05");
    await reservations.settle("day", reservationOf("one", { points: 0, isFinal: false }));
    expect(await forgetAtOf("day")).toBe("2028-01-05");
    await reservations.settle("day", reservationOf("one", { points: 0, isFinal: true }));
    expect(await forgetAtOf("day")).toBe("2026-11-23");
  });

  it("is there although the first answer was lost", async () => {
    const client = clientThatLosesAnAnswer(table.newClient(), "PutItemCommand");
    const unlucky = createDynamoDbReservationStore({ ...table, client });
    await unlucky.reserve("lost", reservationOf("one"));

    expect(await reservations.list("lost")).toEqual([reservationOf("one")]);
  });

  it("is seen by at least one of two who reserve at once and then look", async () => {
    const rounds = Array.from({ length: 20 }, (_, round) => `race ${round}`);
    const seen = await Promise.all(
      rounds.map(async (of) => {
        const look = async (payoutId: string) => {
          await reservations.reserve(of, reservationOf(payoutId));
          return (await reservations.list(of)).length;
        };
        return Math.max(...(await Promise.all([look("one"), look("other")])));
      }),
    );
    expect(seen).toEqual(rounds.map(() => 2));
  });
});
