import type { PayoutState } from "../../domain/payout/payout.ts";

/** What the invariants knows of payouts by itself, as the design has it; nothing is taken from the domain. */
const CHANGES: Readonly<Record<string, readonly [from: string, to: string]>> = {
  sheet_received: ["uploading checking", "checking"],
  sheet_replaced: ["uploading checking invalid ready", "uploading"],
  sheet_refused: ["checking", "invalid"],
  sheet_accepted: ["checking", "ready"],
  approval_requested: ["ready awaiting_approval scheduled", "awaiting_approval"],
  first_approved: ["awaiting_approval", "awaiting_approval"],
  approved: ["awaiting_approval", "scheduled"],
  declined: ["awaiting_approval", "ready"],
  scheduled: ["ready", "scheduled"],
  moved: ["scheduled", "scheduled"],
  held: ["ready scheduled", "ready"],
  renamed: ["uploading checking invalid ready", ""],
  handed_over: ["uploading checking invalid ready awaiting_approval scheduled paused halted", ""],
  sent_back: ["scheduled", "ready"],
  cancelled: ["uploading checking invalid ready awaiting_approval scheduled", "cancelled"],
  deleted: ["uploading checking invalid ready cancelled", "cancelled"],
  expired: ["uploading checking invalid ready awaiting_approval", "cancelled"],
  found_overdue: ["scheduled", "scheduled"],
  started: ["scheduled", "distributing"],
  paused: ["distributing paused", "paused"],
  resumed: ["paused halted", "distributing"],
  ended: ["paused halted", "distributing"],
  halted: ["distributing paused", "halted"],
  completed: ["distributing", "completed"],
  recounted: ["completed", "completed"],
  payment_resolved: ["distributing paused halted", ""],
  settlement_proposed: ["distributing paused halted completed", ""],
  retried: ["completed halted", ""],
  reversed: ["completed", ""],
  outage_began: ["distributing", ""],
  outage_ended: ["distributing", ""],
  canary_passed: ["distributing", ""],
  ledger_restored: [
    "uploading checking ready awaiting_approval scheduled distributing paused halted",
    "",
  ],
};

/** Changes by which a payout answers to another schedule. */
export const ARMS: ReadonlySet<string> = new Set(["scheduled", "approved", "moved"]);

/** Changes after which nothing that people said of a payout before counts. */
export const UNSAYS: ReadonlySet<string> = new Set([
  "approval_requested",
  "held",
  "declined",
  "sent_back",
  "sheet_replaced",
  "cancelled",
  "deleted",
]);

/** Whether the design has a change of that name from one state to the other; "" stays where it is. */
export function isInTable(action: string, before: PayoutState, after: PayoutState): boolean {
  const change = CHANGES[action];
  if (change === undefined) return false;
  const [from, to] = change;
  return from.split(" ").includes(before) && after === (to === "" ? before : to);
}

/** The form of an idempotency key, as docs/pay-once.md has it. */
export function paymentOfKey(key: string): { readonly payoutId: string; readonly row: number } {
  const [, payoutId = "", row = "0"] = /^paysheet-(.+)-(\d+)$/.exec(key) ?? [];
  return { payoutId, row: Number(row) };
}

const TAKEN_BACK = "-r1";

/** The key under which a payment is taken back, by that of the payment; as the same document has it. */
export function takenBackKeyOf(key: string): string {
  return `${key}${TAKEN_BACK}`;
}

/** The key of the payment that is taken back under this one; undefined of a payment's own. */
export function takenKeyOf(key: string): string | undefined {
  return key.endsWith(TAKEN_BACK) ? key.slice(0, -TAKEN_BACK.length) : undefined;
}

/** The key under which a row of a payout is asked for. */
export function keyOf(
  { payoutId, reversalOf }: { readonly payoutId: string; readonly reversalOf?: string | undefined },
  row: number,
): string {
  return reversalOf === undefined
    ? `paysheet-${payoutId}-${row}`
    : takenBackKeyOf(`paysheet-${reversalOf}-${row}`);
}

/** States in which a payment stays, but for proof and for a person's word. */
export const SETTLED_STATES = ["paid", "rejected", "unknown", "withdrawn"] as const;

interface Counted {
  readonly state: string;
  readonly points: number;
}

/** What entries of the ledger come to. */
export function countStates(entries: readonly Counted[]) {
  const counts: Record<string, number> = {};
  for (const state of SETTLED_STATES) {
    counts[state] = entries.filter((entry) => entry.state === state).length;
  }
  return counts;
}

/** The points that those of them that are paid come to. */
export function pointsPaid(entries: readonly Counted[]): number {
  return entries.reduce((sum, { state, points }) => (state === "paid" ? sum + points : sum), 0);
}
