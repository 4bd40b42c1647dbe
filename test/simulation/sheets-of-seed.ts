import { toInstant } from "../../domain/clock.ts";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { PayoutIn } from "../../domain/payout/payout.ts";
import { type Person, personActor, recordedPerson } from "../../domain/payout/person.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { ACCOUNTS, MARKETER } from "./actor-actions.ts";
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
  /** Users who have spent what they got. */
  readonly spent: ReadonlySet<string>;
}

/** Payouts that wait for their sheets. */
export function drawPayouts(random: Random, plan: Plan): DrawnPayouts {
  const missing = new Set<string>();
  const stuck = new Set<string>();
  const spent = new Set<string>();
  let copied: readonly Payment[] | undefined;
  const spends = plan.reversals?.spent ?? plan.canary.spent;
  const drawUsers = (payments: readonly Payment[]): void => {
    for (const userId of new Set(payments.map((one) => one.userId))) {
      if (random.chance(plan.rates.userIsMissing)) missing.add(userId);
      else if (random.chance(plan.rates.userIsStuck)) stuck.add(userId);
      if (spends > 0 && random.chance(spends)) spent.add(userId);
    }
  };
  const payouts = Array.from({ length: plan.payouts }, (_, index) => {
    const payoutId = `P${index + 1}`;
    const drawn = drawPayments(random, plan, payoutId);
    const isDryRun = plan.dryRun || (index === 1 && plan.cheating?.recipients?.hasDryRun === true);
    const payments = copied !== undefined && random.chance(0.4) ? copyOf(copied, payoutId) : drawn;
    if (index === 0 && plan.cheating !== undefined) copied = payments;
    drawUsers(payments);
    const first = { payments, hasProblem: random.chance(plan.rates.sheetHasProblem) };
    const sheets = random.chance(plan.rates.sheetUploadedTwice)
      ? [first, { payments: payments.slice(1), hasProblem: false }]
      : [first];
    const by = plan.cheating === undefined ? MARKETER : random.pick(ACCOUNTS);
    return drawPayout({ ...plan, dryRun: isDryRun }, payoutId, sheets, recordedPerson(by));
  });
  return { payouts, missing, stuck, spent };
}

/** Whom every payout pays in seeds with limits of recipients. */
const FRIEND = "friend";

/** Some users stand in two rows. */
function drawPayments(random: Random, plan: Plan, payoutId: string): Payment[] {
  const payments: Payment[] = [];
  for (let at = 0; at < plan.payments; at += 1) {
    const row = at + 2;
    const known = payments[random.between(0, Math.max(0, at - 1))];
    const isKnown = known !== undefined && random.chance(plan.rates.userInTwoRows);
    const isFriend = at === 0 && plan.cheating?.recipients !== undefined;
    const ofItsOwn = isFriend ? FRIEND : `${payoutId}u${at + 1}`;
    const userId = isKnown ? known.userId : ofItsOwn;
    const points = random.between(1, 900);
    payments.push({ row, userId, points, reason: debtOf(payoutId, row) });
  }
  return payments;
}

/** The same users and points under another name; what the company owes them it then owes once more. */
function copyOf(payments: readonly Payment[], payoutId: string): Payment[] {
  return payments.map((one) => ({ ...one, reason: debtOf(payoutId, one.row) }));
}

/**
 * What somebody is owed, and is owed once however many payouts ask for it: a sheet says so in its
 * column of reasons, and a retry carries it on. Place for two payouts of one sheet: their debts
 * are the same.
 */
function debtOf(payoutId: string, row: number): string {
  return `owed by ${payoutId}, row ${row}`;
}

function drawPayout(
  plan: Plan,
  payoutId: string,
  sheets: readonly SheetContent[],
  createdBy: Person,
): DrawnPayout {
  const at = toInstant(START_MS);
  const payout: PayoutIn<"uploading"> = {
    payoutId,
    state: "uploading",
    title: `Payout ${payoutId}`,
    fileName: "sheet.xlsx",
    sizeBytes: 1_000,
    ...(plan.dryRun ? { dryRun: true } : {}),
    createdBy,
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
    by: personActor(createdBy),
    action: "created",
    to: "uploading",
  };
  const payments = sheets[0]?.payments ?? [];
  const changed = payments.map((one, at) => (at === 1 ? { ...one, points: one.points * 10 } : one));
  return { payout, event, sheets, changed: plan.sheetGoesMissing ? undefined : changed };
}
