import { toInstant } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import { personActor } from "../../domain/payout/person.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { MARKETER } from "./actor-actions.ts";
import type { Plan } from "./plan.ts";
import type { Random } from "./random.ts";
import { START_MS } from "./timeline.ts";
import type { SheetContent } from "./world-objects.ts";

export interface DrawnPayout {
  readonly payout: PayoutIn<"uploading">;
  readonly event: AuditEvent;
  /** What is uploaded for it, the second a moment after the first; mostly one. */
  readonly sheets: readonly SheetContent[];
  /** What its sheet says should it change; undefined should it go missing. */
  readonly changed: readonly Payment[] | undefined;
}

export interface DrawnPayouts {
  readonly payouts: readonly DrawnPayout[];
  /** Users whom the points API does not know at first. */
  readonly missing: ReadonlySet<string>;
  /** Users about whom it never decides. */
  readonly stuck: ReadonlySet<string>;
}

/** Payouts that wait for their sheets. */
export function drawPayouts(random: Random, plan: Plan): DrawnPayouts {
  const missing = new Set<string>();
  const stuck = new Set<string>();
  const payouts = Array.from({ length: plan.payouts }, (_, index) => {
    const payoutId = `P${index + 1}`;
    const payments = drawPayments(random, plan, payoutId);
    for (const userId of new Set(payments.map((one) => one.userId))) {
      if (random.chance(plan.rates.userIsMissing)) missing.add(userId);
      else if (random.chance(plan.rates.userIsStuck)) stuck.add(userId);
    }
    const first = { payments, hasProblem: random.chance(plan.rates.sheetHasProblem) };
    const sheets = random.chance(plan.rates.sheetUploadedTwice)
      ? [first, { payments: payments.slice(1), hasProblem: false }]
      : [first];
    return drawPayout(plan, payoutId, sheets);
  });
  return { payouts, missing, stuck };
}

/** Some users stand in two rows. */
function drawPayments(random: Random, plan: Plan, payoutId: string): Payment[] {
  const payments: Payment[] = [];
  for (let at = 0; at < plan.payments; at += 1) {
    const row = at + 2;
    const known = payments[random.between(0, Math.max(0, at - 1))];
    const isKnown = known !== undefined && random.chance(plan.rates.userInTwoRows);
    const userId = isKnown ? known.userId : `${payoutId}u${at + 1}`;
    const points = random.between(1, 900);
    payments.push({ row, userId, points, reason: debtOf(payoutId, row) });
  }
  return payments;
}

/**
 * What somebody is owed, and is owed once however many payouts ask for it: a sheet says so in its
 * column of reasons, and a retry carries it on. Place for two payouts of one sheet: their debts
 * are the same.
 */
function debtOf(payoutId: string, row: number): string {
  return `owed by ${payoutId}, row ${row}`;
}

function drawPayout(plan: Plan, payoutId: string, sheets: readonly SheetContent[]): DrawnPayout {
  const at = toInstant(START_MS);
  const payout: PayoutIn<"uploading"> = {
    payoutId,
    state: "uploading",
    title: `Payout ${payoutId}`,
    fileName: "sheet.xlsx",
    sizeBytes: 1_000,
    ...(plan.dryRun ? { dryRun: true } : {}),
    createdBy: MARKETER,
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 0,
  };
  const event: AuditEvent = {
    eventId: `created ${payoutId}`,
    payoutId,
    revision: 1,
    at,
    by: personActor(MARKETER),
    action: "created",
    to: "uploading",
  };
  const payments = sheets[0]?.payments ?? [];
  const changed = payments.map((one, at) => (at === 1 ? { ...one, points: one.points * 10 } : one));
  return { payout, event, sheets, changed: plan.sheetGoesMissing ? undefined : changed };
}
