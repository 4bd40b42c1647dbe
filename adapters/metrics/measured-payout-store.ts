import { toEpochMs } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout, PayoutIn } from "../../domain/payout/payout.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import type { MetricName } from "./metric-names.ts";
import type { Metrics } from "./powertools-metrics.ts";

/**
 * The store, with a payout's start, halt, completion and expiry measured as they are written.
 *
 * Only a write that happened is measured, so that nothing is counted twice: an execution that is
 * replayed or begins a step again finds the payout changed and does not write, and of two at once
 * one is refused. A process that crashes between the write and its log line counts nothing. Of a
 * dry run only the start is measured: it pays nobody, and nobody waits for points when it halts. What
 * a reversal takes back is no payment, and counts among none.
 */
export function measureChanges(payouts: PayoutStore, metrics: Metrics): PayoutStore {
  return {
    ...payouts,
    async change(payout, event) {
      await payouts.change(payout, event);
      metrics.measure(measuredOf(payout, event.action));
    },
  };
}

function measuredOf(
  payout: Payout,
  action: AuditEvent["action"],
): Partial<Record<MetricName, number>> {
  if (action === "started" && payout.state === "distributing") {
    const lagMs = toEpochMs(payout.distribution.startedAt) - toEpochMs(payout.schedule.at);
    // Clocks differ: by a slow one a payout starts before its time.
    return { StartLagSeconds: Math.max(0, lagMs / 1000) };
  }
  if (action === "expired") return { PayoutsExpired: 1 };
  if (payout.dryRun === true) return {};
  if (action === "halted") return { PayoutsHalted: 1 };
  if (action === "completed" && payout.state === "completed") {
    const { counts, points } = payout.report;
    if (payout.reversalOf !== undefined) {
      return { ...paceOf(payout), PaymentsUnknown: counts.unknown };
    }
    return {
      ...paceOf(payout),
      PaymentsPaid: counts.paid,
      PaymentsRejected: counts.rejected,
      PaymentsUnknown: counts.unknown,
      PointsPaid: points.paid,
    };
  }
  return {};
}

/** How soon and how fast it was paid; the ledger knows, however many invocations it took. */
function paceOf({ report, schedule }: PayoutIn<"completed">): Partial<Record<MetricName, number>> {
  if (report.paying === undefined) return {};
  const fromMs = toEpochMs(report.paying.from);
  const tookMs = Math.max(1, toEpochMs(report.paying.until) - fromMs);
  // What was withdrawn was never asked for.
  const { payments, pending, withdrawn } = report.counts;
  const settled = payments - pending - withdrawn;
  return {
    FirstPaymentLagSeconds: Math.max(0, (fromMs - toEpochMs(schedule.at)) / 1000),
    PaymentsPerSecond: settled / (tookMs / 1000),
  };
}
