import * as z from "zod";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbTellingStore } from "../../adapters/dynamodb/dynamodb-telling-store.ts";
import type { LeaseStore } from "../../domain/distribution/lease.ts";
import { type AuditEvent, auditEventSchema } from "../../domain/payout/audit-event.ts";
import { type Payout, payoutSchema } from "../../domain/payout/payout.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { type Telling, type TellingStore, tellingSchema } from "../../domain/report/telling.ts";
import type { Judge } from "./judge.ts";
import type { SimProcess } from "./sim-process.ts";
import type { WorldTable } from "./world-table.ts";

const payoutItemSchema = z.object({ payout: payoutSchema, events: z.array(z.unknown()).min(1) });
const eventItemSchema = z.object({ event: auditEventSchema });
const namedEventSchema = z.object({ eventId: z.string() });
const tellingItemSchema = z.object({ telling: tellingSchema });

/** What the table holds of payouts, read by the judge itself. */
export interface WorldPayouts {
  /** Before anything happens. */
  add(payout: Payout, event: AuditEvent): Promise<void>;
  get(payoutId: string): Payout;
  all(): readonly Payout[];
  /** What the channel was told. */
  telling(payoutId: string): Telling | undefined;
  /** The stores of adapters/dynamodb, as one process has them. */
  portsOf(process: SimProcess): {
    readonly payouts: PayoutStore;
    readonly leases: LeaseStore;
    readonly tellings: TellingStore;
  };
}

export function createWorldPayouts(
  judge: Judge,
  table: WorldTable,
  newAcquisition: () => string,
): WorldPayouts {
  const payouts = new Map<string, Payout>();
  const tellings = new Map<string, Telling>();
  /** Those that have no room in their payout's item. */
  const events = new Map<string, AuditEvent>();

  function lastOf(kept: readonly unknown[]): AuditEvent {
    const last = kept.at(-1);
    const named = events.get(namedEventSchema.parse(last).eventId);
    return named ?? auditEventSchema.parse(last);
  }

  table.watch("PAYOUT#", ({ after, writer }) => {
    const sk = String(after["sk"]);
    if (sk.startsWith("EVENT#")) {
      const { event } = eventItemSchema.parse(after);
      events.set(event.eventId, event);
    }
    if (sk === "TELLING") {
      const { telling } = tellingItemSchema.parse(after);
      tellings.set(telling.payoutId, telling);
    }
    if (sk !== "PAYOUT") return;
    const { payout, events: kept } = payoutItemSchema.parse(after);
    const before = payouts.get(payout.payoutId);
    if (before !== undefined && writer !== undefined) {
      judge.payoutChanges(writer.process, before, payout, lastOf(kept));
    }
    payouts.set(payout.payoutId, payout);
  });

  return {
    add: (payout, event) => createDynamoDbPayoutStore(table.table).create(payout, event),
    get(payoutId) {
      const known = payouts.get(payoutId);
      if (known === undefined) throw new Error(`No payout ${payoutId} in this world.`);
      return known;
    },
    all: () => [...payouts.values()],
    telling: (payoutId) => tellings.get(payoutId),
    portsOf(process) {
      const reached = table.tableOf({ process });
      return {
        payouts: createDynamoDbPayoutStore(reached),
        leases: createDynamoDbLeaseStore({ ...reached, newAcquisition }),
        tellings: createDynamoDbTellingStore(reached),
      };
    },
  };
}
