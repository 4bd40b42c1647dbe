import type { Payout } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { countStates, type View } from "./court.ts";
import type { Judge } from "./judge.ts";

/** Once nothing is left to happen: what the books say, beside what the ledger and payouts say. */
export function judgeEnd(
  judge: Judge,
  view: View,
  drawn: readonly { readonly payout: Payout; readonly payments: readonly Payment[] }[],
): void {
  for (const { payout, payments } of drawn) judgePayout(judge, view, payout.payoutId, payments);
  const lost = view.lostSchedules();
  const left = view.schedules().filter((name) => !lost.has(name));
  if (left.length > 0) judge.violate("no schedule is left", left.join(", "));
}

function judgePayout(
  judge: Judge,
  view: View,
  payoutId: string,
  payments: readonly Payment[],
): void {
  const payout = view.payout(payoutId);
  if (!isAtRest(payout)) {
    judge.violate("every payout comes to its end", `${payoutId} is ${payout.state}`);
  }
  for (const payment of payments) judgePayment(judge, view, payout, payment);
  judgeCounts(judge, view, payoutId);
  if (payout.state === "halted" && judge.isSilentlyHalted(payoutId)) {
    judge.violate("every halted payout is told of", `${payoutId} is not`);
  }
  if (payout.state === "completed" && judge.reports(payoutId) === 0) {
    judge.violate("every completed payout is reported", `${payoutId} is not`);
  }
  const { shows, says, isSure } = view.message(payoutId);
  // Where clocks are minutes apart two may speak at once, and the older one be heard last.
  if (shows !== says && isSure && view.clocksAgree) {
    judge.violate("the message shows what was last told", `${payoutId}: ${shows}, not ${says}`);
  }
}

/** A sheet that changed is for people to look at; its payout stays halted. */
export function isAtRest(payout: Payout): boolean {
  if (payout.state === "completed" || payout.state === "cancelled") return true;
  return payout.state === "halted" && payout.halt.reason.startsWith("sheet_");
}

function judgePayment(judge: Judge, view: View, payout: Payout, payment: Payment): void {
  const { userId, row } = payment;
  const grants = view.grantsOf(userId).length;
  const state = view.entry(payout.payoutId, row)?.state ?? "pending";
  if (payout.state === "cancelled" && (grants > 0 || state !== "pending")) {
    judge.violate("a cancelled payout pays nobody", `row ${row} is ${state}, ${grants} grants`);
  }
  // In doubt, and said to be: for a person, or for the run that a person may yet resume.
  const isOpen = state === "unknown" || (state === "sending" && payout.state === "halted");
  if (!isOpen && (state === "paid") !== (grants === 1)) {
    judge.violate("the ledger says what the books say", `row ${row} is ${state}, ${grants} grants`);
  }
}

function judgeCounts(judge: Judge, view: View, payoutId: string): void {
  const counted = countStates(view.entries(payoutId));
  const told = { paid: 0, rejected: 0, unknown: 0 };
  for (const tally of view.tallies(payoutId)) {
    told.paid += tally.paid;
    told.rejected += tally.rejected;
    told.unknown += tally.unknown;
  }
  if (JSON.stringify(told) === JSON.stringify(counted)) return;
  judge.violate(
    "the tallies say what the ledger says",
    `${JSON.stringify(told)}, ${JSON.stringify(counted)}`,
  );
}
