import { createMemoryDynamoDb } from "@paysheet/aws-emulator/memory-dynamodb";
import {
  describeIn,
  documentClientOver,
  performIn,
} from "@paysheet/aws-emulator/memory-dynamodb/document-client";
import { itemBytes } from "@paysheet/aws-emulator/memory-dynamodb/item-size";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbRateStore } from "../../adapters/dynamodb/dynamodb-rate-store.ts";
import { createDynamoDbReceiptStore } from "../../adapters/dynamodb/dynamodb-receipt-store.ts";
import { createDynamoDbRefreshLock } from "../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import { createDynamoDbReminderStore } from "../../adapters/dynamodb/dynamodb-reminder-store.ts";
import { createDynamoDbReservationStore } from "../../adapters/dynamodb/dynamodb-reservation-store.ts";
import type { DynamoDbTable } from "../../adapters/dynamodb/dynamodb-table.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import type { RefreshLock } from "../../adapters/points-api/refresh-lock.ts";
import type { DeliveryStateStore } from "../../domain/channel/delivery-state.ts";
import type { LeaseStore } from "../../domain/distribution/lease.ts";
import type { LedgerCorrections, LedgerStore } from "../../domain/distribution/ledger-store.ts";
import type { RateStore } from "../../domain/distribution/rate-store.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import type { ReminderStore } from "../../domain/payout/reminder.ts";
import type { ReservationStore } from "../../domain/payout/reservation-store.ts";
import type { ReceiptStore } from "../../domain/receipt/receipt.ts";

const TABLE = "paysheet";

/** A table of a DynamoDB in memory, of which every call goes well. */
function createMemoryTable(): DynamoDbTable {
  return createObservedTable().table;
}

/** The same, with how often it was asked, and the largest item that was ever written to it. */
export function createObservedTable() {
  const seen = { requests: 0, largestBytes: 0 };
  const dynamoDb = createMemoryDynamoDb({
    onChange: (_, item) => {
      seen.largestBytes = Math.max(seen.largestBytes, itemBytes(item));
    },
  });
  dynamoDb.CreateTable(tableDefinition(TABLE));
  const client = documentClientOver(
    async (command) => {
      seen.requests += 1;
      return performIn(dynamoDb, command);
    },
    (command) => describeIn(dynamoDb, command),
  );
  const table: DynamoDbTable = { client, tableName: TABLE };
  return { table, seen };
}

// The stores that are deployed, each over a table of its own.

export function createMemoryPayoutStore(): PayoutStore {
  return createDynamoDbPayoutStore(createMemoryTable());
}

export function createMemoryReminders(): ReminderStore {
  return createDynamoDbReminderStore(createMemoryTable());
}

export function createMemoryLedger(): LedgerStore & LedgerCorrections {
  return createDynamoDbLedgerStore(createMemoryTable());
}

export function createMemoryLeases(): LeaseStore {
  return createDynamoDbLeaseStore(createMemoryTable());
}

export function createMemoryRates(): RateStore {
  return createDynamoDbRateStore(createMemoryTable());
}

export function createMemoryReservations(): ReservationStore {
  return createDynamoDbReservationStore(createMemoryTable());
}

export function createMemoryDeliveryStates(): DeliveryStateStore {
  return createDynamoDbDeliveryStateStore(createMemoryTable());
}

export function createMemoryRefreshLock(): RefreshLock {
  return createDynamoDbRefreshLock(createMemoryTable());
}

export function createMemoryReceipts(): ReceiptStore {
  return createDynamoDbReceiptStore(createMemoryTable());
}
