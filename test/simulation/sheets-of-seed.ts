import { toInstant } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import { personActor } from "../../domain/payout/person.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { MARKETER } from "./people.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";
import { START_MS } from "./timeline.ts";
import { checkOf } from "./world-objects.ts";

interface DrawnPayout {
  readonly payout: PayoutIn<"ready">;
  readonly event: AuditEvent;
  readonly payments: readonly Payment[];
  /** What its sheet says should it change; undefined should it go missing. */
  readonly changed: readonly Payment[] | undefined;
}

export interface DrawnPayouts {
  readonly payouts: readonly DrawnPayout[];
  readonly missing: ReadonlySet<string>;
  readonly approved: ReadonlyMap<string, { readonly payoutId: string; readonly payment: Payment }>;
}

/** Payouts that are ready to be scheduled; every user stands in one row of one of them. */
export function drawPayouts(random: Random, plan: Plan): DrawnPayouts {
  const missing = new Set<string>();
  const approved = new Map<string, { payoutId: string; payment: Payment }>();
  const payouts = Array.from({ length: plan.payouts }, (_, index) => {
    const payoutId = `P${index + 1}`;
    const payments = Array.from({ length: plan.payments }, (__, at): Payment => {
      const userId = `${payoutId}u${at + 1}`;
      const payment = { row: at + 2, userId, points: random.between(1, 900) };
      if (random.chance(plan.rates.userIsMissing)) missing.add(userId);
      approved.set(userId, { payoutId, payment });
      return payment;
    });
    return drawPayout(plan, payoutId, payments);
  });
  return { payouts, missing, approved };
}

function drawPayout(plan: Plan, payoutId: string, payments: readonly Payment[]): DrawnPayout {
  const at = toInstant(START_MS);
  const { totalPoints, digest, problemCount, warningCount } = checkOf(payments);
  const payout: PayoutIn<"ready"> = {
    payoutId,
    state: "ready",
    title: `Payout ${payoutId}`,
    fileName: "sheet.xlsx",
    sizeBytes: 1_000,
    createdBy: MARKETER,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 0,
    sheet: { key: `sheets/${payoutId}/sheet.xlsx`, versionId: "v1", sizeBytes: 1_000 },
    check: { payments: payments.length, totalPoints, digest, problemCount, warningCount },
  };
  const event: AuditEvent = {
    eventId: `created ${payoutId}`,
    payoutId,
    revision: 1,
    at,
    by: personActor(MARKETER),
    action: "created",
    to: "ready",
  };
  const changed = payments.map((one, at) => (at === 1 ? { ...one, points: one.points * 10 } : one));
  return { payout, event, payments, changed: plan.sheetGoesMissing ? undefined : changed };
}
