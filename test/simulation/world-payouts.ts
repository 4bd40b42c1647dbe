import * as z from "zod";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { leaseKey } from "../../adapters/dynamodb/table.ts";
import {
  type DeliveryState,
  type DeliveryStateStore,
  deliveryStateSchema,
} from "../../domain/channel/delivery-state.ts";
import type { LeasedWork, LeaseStore } from "../../domain/distribution/lease.ts";
import { type AuditEvent, auditEventSchema } from "../../domain/payout/audit-event.ts";
import { type Payout, payoutSchema } from "../../domain/payout/payout.ts";
import { PayoutChangedError, type PayoutStore } from "../../domain/payout/payout-store.ts";
import type { Invariants } from "./invariants.ts";
import { createLeaseInvariants } from "./item-invariants.ts";
import type { SimProcess } from "./sim-process.ts";
import { snapshotOf } from "./snapshot.ts";
import type { Change, WorldTable, Writer } from "./world-table.ts";

const payoutItemSchema = z.object({ payout: payoutSchema, lastEvent: z.string() });
const eventItemSchema = z.object({ sk: z.string(), event: auditEventSchema });
/** As it is stored, under the names of the first version. */
const deliveryStateItemSchema = z.object({
  telling: deliveryStateSchema
    .pick({ payoutId: true, message: true })
    .extend({ behind: deliveryStateSchema.shape.stale }),
});

/** What the table holds of payouts, read by the invariants themselves. */
export interface WorldPayouts {
  /** Before anything happens. */
  add(payout: Payout, event: AuditEvent): Promise<void>;
  /** As nobody reaches it: every call goes well. */
  readonly store: PayoutStore;
  get(payoutId: string): Payout;
  all(): readonly Payout[];
  /** Remembers what the invariants have read; called, the result brings that back. */
  snapshot(): () => void;
  /** What was delivered to the channel. */
  deliveryState(payoutId: string): Pick<DeliveryState, "message" | "stale"> | undefined;
  /** The stores of adapters/dynamodb, as one process has them. */
  portsOf(process: SimProcess): {
    readonly payouts: PayoutStore;
    readonly leases: LeaseStore;
    readonly deliveryStates: DeliveryStateStore;
  };
}

export function createWorldPayouts(
  invariants: Invariants,
  table: WorldTable,
  newAcquisition: () => string,
): WorldPayouts {
  const payouts = new Map<string, Payout>();
  const deliveryStates = new Map<string, Pick<DeliveryState, "message" | "stale">>();
  /** Of payouts, and of changes that never happened, by payout and sort key. */
  const events = new Map<string, AuditEvent>();
  const made = new Set<string>();
  /** At which revision each event of a payout stands in its trail. */
  const trail = new Map<string, number>();
  const leaseInvariants = createLeaseInvariants(invariants);
  const store = createDynamoDbPayoutStore(table.table);
  const leaseNamed = (work: LeasedWork) => placeOf(leaseKey(work));

  function payoutIsWritten({ after, writer }: Change): void {
    const { payout, lastEvent } = payoutItemSchema.parse(after);
    const before = payouts.get(payout.payoutId);
    // What only says that the channel was told is no change of the payout.
    if (before?.revision === payout.revision) return;
    const event = events.get(`${payout.payoutId} ${lastEvent}`);
    if (event === undefined) {
      invariants.violate("a change has its event", lastEvent);
      return;
    }
    if (before !== undefined && writer !== undefined) {
      invariants.payoutChanges(writer.process, before, payout, event);
    }
    const isToldTwice = trail.has(`${event.payoutId} ${event.eventId}`);
    if (isToldTwice) invariants.violate("the trail tells everything once", event.eventId);
    trail.set(`${event.payoutId} ${event.eventId}`, event.revision);
    made.add(changeOf(event));
    payouts.set(payout.payoutId, payout);
  }

  table.onChange("PAYOUT#", (change) => {
    const { after } = change;
    const sk = String(after["sk"]);
    if (sk.startsWith("LEASE")) leaseInvariants.changes(placeOf(after), change);
    if (sk.startsWith("EVENT#")) {
      const { sk: name, event } = eventItemSchema.parse(after);
      events.set(`${event.payoutId} ${name}`, event);
    }
    if (sk === "TELLING") {
      const { payoutId, message, behind } = deliveryStateItemSchema.parse(after).telling;
      deliveryStates.set(payoutId, { message, stale: behind });
    }
    if (sk === "PAYOUT") payoutIsWritten(change);
  });

  return {
    add: (payout, event) => store.create(payout, event),
    store,
    get(payoutId) {
      const known = payouts.get(payoutId);
      if (known === undefined) throw new Error(`No payout ${payoutId} in this world.`);
      return known;
    },
    all: () => [...payouts.values()],
    snapshot: () => {
      const backs = [
        snapshotOf(payouts),
        snapshotOf(deliveryStates),
        snapshotOf(trail),
        leaseInvariants.snapshot(),
      ];
      return () => {
        for (const back of backs) back();
      };
    },
    deliveryState: (payoutId) => deliveryStates.get(payoutId),
    portsOf(process) {
      const reached = table.tableOf({ process });
      const payoutStore = createDynamoDbPayoutStore(reached);
      const leasesAs = (by: Pick<Writer, "lease" | "askedAtMs">) =>
        createDynamoDbLeaseStore({ ...table.tableOf({ process, ...by }), newAcquisition });
      return {
        payouts: {
          ...payoutStore,
          async change(payout, event) {
            try {
              await payoutStore.change(payout, event);
            } catch (error) {
              if (error instanceof PayoutChangedError && made.has(changeOf(event))) {
                invariants.violate(
                  "a change knows its own write",
                  `${event.action} of ${payout.payoutId}`,
                );
              }
              throw error;
            }
            if (made.has(changeOf(event))) return;
            invariants.violate(
              "a change that succeeds is made",
              `${event.action} of ${payout.payoutId}`,
            );
          },
        },
        leases: {
          acquire: (request) => leasesAs({ askedAtMs: request.nowMs }).acquire(request),
          async renew(lease, request) {
            const isLost = leaseInvariants.get(leaseNamed(lease))?.fence !== lease.fence;
            const renewed = await leasesAs({ lease }).renew(lease, request);
            if (isLost && renewed !== undefined) {
              invariants.violate("a lease that is lost is not renewed", `fence ${lease.fence}`);
            }
            return renewed;
          },
          get: (work) => leasesAs({}).get(work),
          release: (lease) => leasesAs({ lease }).release(lease),
        },
        deliveryStates: createDynamoDbDeliveryStateStore(reached),
      };
    },
  };
}

function changeOf({ payoutId, revision, eventId }: AuditEvent): string {
  return `${payoutId} ${revision} ${eventId}`;
}

function placeOf({ pk, sk }: { readonly pk?: unknown; readonly sk?: unknown }): string {
  return `${pk} ${sk}`;
}
