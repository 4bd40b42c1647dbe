import type { NamedPointsApi } from "../../../domain/payout/named-points-api.ts";
import { createPaymentsFingerprint } from "../../../domain/payout/payments-fingerprint.ts";
import type { CheckSummary, Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { schedulePayout } from "../../../domain/payout/schedule-payout.ts";
import type { SheetCheck } from "../../../domain/sheet/sheet-check.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import {
  createMemoryLedger,
  createMemoryPayoutStore,
  createMemoryReservations,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "./payouts.ts";

/** A payout of users of its own, each of whom gets about the same. */
export interface PayoutOfDay {
  readonly totalPoints: number;
  readonly payments: number;
  /** Local time in Seoul; noon of 1 December 2026 by default. */
  readonly at?: string;
  readonly by?: Payout["createdBy"];
  readonly scheduledBy?: Payout["createdBy"];
  readonly dryRun?: true;
  readonly pointsApi?: string;
  /** The payout that it repeats a part of. */
  readonly retryOf?: string;
  /** The same name is the same users. */
  readonly users?: string;
  readonly acknowledgedWarnings?: readonly string[];
  readonly check?: Partial<CheckSummary>;
}

/** What scheduling takes, over stores in memory, on 23 November 2026. */
export async function setUpSending(policy: object = {}, pointsApis: readonly string[] = []) {
  const payouts = createMemoryPayoutStore();
  const clock = createVirtualClock(Date.parse("2026-11-23T01:00:00.000Z"));
  const checks = new Map<string, SheetCheck>();
  let made = 0;
  const deps = {
    payouts,
    reservations: createMemoryReservations(),
    ledger: createMemoryLedger(),
    checks: { get: async ({ key }: { readonly key: string }) => checks.get(key) },
    scheduler: createMemorySchedules(),
    clock,
    policy: policySchema.parse(policy),
    pointsApis: pointsApis.map(
      (name): NamedPointsApi => ({ name, title: { ko: name, en: name }, ratePerSecond: 1 }),
    ),
    newId: () => {
      made += 1;
      return `id-${String(made).padStart(10, "0")}`;
    },
  };

  async function create(payoutId: string, sent: PayoutOfDay): Promise<void> {
    const payout: Payout = {
      ...payoutIn("ready"),
      payoutId,
      sheet: { ...payoutIn("ready").sheet, key: `sheets/${payoutId}/sheet.xlsx` },
      createdBy: sent.by ?? MARKETER,
      ...(sent.dryRun && { dryRun: true }),
      ...(sent.retryOf !== undefined && { retryOf: sent.retryOf }),
      ...(sent.pointsApi !== undefined && { pointsApi: sent.pointsApi }),
      check: { ...checkOf(sent.users ?? payoutId, sent), ...sent.check },
    };
    await payouts.create(payout, createdEvent(payout));
  }

  function schedule(payoutId: string, sent: PayoutOfDay, over = deps): Promise<Payout> {
    const request = {
      at: sent.at ?? "2026-12-01T12:00",
      timeZone: "Asia/Seoul",
      expectedTotalPoints: sent.check?.totalPoints ?? sent.totalPoints,
      acknowledgedWarnings: sent.acknowledgedWarnings,
    };
    return schedulePayout(over, payoutId, request, sent.scheduledBy ?? sent.by ?? MARKETER);
  }

  return {
    deps,
    clock,
    checks,
    create,
    schedule,
    async send(payoutId: string, sent: PayoutOfDay) {
      await create(payoutId, sent);
      return await schedule(payoutId, sent);
    },
    /** As a request that ends after it has reserved, and before it has written the payout. */
    async dieBeforeWriting(payoutId: string, sent: PayoutOfDay) {
      await create(payoutId, sent);
      const scheduler = { ...deps.scheduler, create: () => Promise.reject(new Error("died")) };
      await schedule(payoutId, sent, { ...deps, scheduler }).catch(() => undefined);
    },
    /** Paid, as far as it is. */
    async complete(
      payoutId: string,
      { paidPoints, unknown = 0 }: { readonly paidPoints: number; readonly unknown?: number },
    ) {
      const payout = await payouts.get(payoutId);
      if (payout?.state !== "scheduled") throw new Error(`${payoutId} is not scheduled.`);
      const { payments, totalPoints } = payout.check;
      const completed: Payout = {
        ...payoutIn("completed"),
        ...payout,
        state: "completed",
        revision: payout.revision + 1,
        report: {
          ...payoutIn("completed").report,
          counts: {
            payments,
            paid: payments - unknown,
            unknown,
            rejected: 0,
            accepted: 0,
            withdrawn: 0,
            pending: 0,
          },
          points: { total: totalPoints, paid: paidPoints },
        },
      };
      const event = {
        ...createdEvent(completed),
        eventId: deps.newId(),
        revision: completed.revision,
      };
      await payouts.change(completed, event);
    },
  };
}

function checkOf(users: string, { totalPoints, payments }: PayoutOfDay): CheckSummary {
  const fingerprint = createPaymentsFingerprint();
  const each = Math.floor(totalPoints / payments);
  const largest = totalPoints - each * (payments - 1);
  const sampled = Math.min(payments, 200);
  for (let nr = 0; nr < sampled; nr += 1) {
    fingerprint.add({ userId: `${users}-${nr}`, points: nr === 0 ? largest : each });
  }
  return {
    ...payoutIn("ready").check,
    payments,
    totalPoints,
    largestPoints: largest,
    largestRecipientPoints: largest,
    medianPoints: each,
    fingerprint: fingerprint.end(),
  };
}
