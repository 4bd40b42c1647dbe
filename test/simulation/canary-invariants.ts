import * as z from "zod";
import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { type InvariantContext, isEnded, isOvertaken } from "./invariant-context.ts";
import type { SimProcess } from "./sim-process.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** What must hold of the first payments of a payout, before any other is asked for. */
export interface CanaryInvariants {
  /** A call leaves that pays the payment of that row. */
  callLeaves(process: SimProcess, row: number): void;
  changes(process: SimProcess, after: Payout, event: AuditEvent): void;
  /** The points API tells that process what a user has; undefined when it tells nothing. */
  balanceTold(process: SimProcess, userId: string, points: bigint | undefined): void;
}

/** What an execution keeps of what users had before they were paid. */
const beforeSchema = z.array(z.object({ row: z.int(), balance: z.string() }));

export function createCanaryInvariants(context: InvariantContext): CanaryInvariants {
  const { plan, violate, view } = context;
  /** What each user has since they were paid, as that process was last told. */
  const told = new WeakMap<SimProcess, Map<string, bigint>>();

  /** The first payments, where all others wait for them, or did until now. */
  function firstOf(payout: Payout): readonly Payment[] | undefined {
    const canary = "distribution" in payout ? payout.distribution.canary : undefined;
    // What is ended is looked at no more; and a ledger that was restored tells too little.
    const isSkipped = isEnded(payout) || payout.ledgerRestoredAt !== undefined;
    if (canary === undefined || isSkipped) return undefined;
    // They all stand in the first chunk, and are fewer where it holds fewer.
    const most = Math.min(canary.payments, plan.chunkSize);
    return view().approvedPayments(payout.payoutId).slice(0, most);
  }

  function checkBalances(process: SimProcess, first: readonly StoredEntry[]): void {
    const before = beforeSchema.parse(JSON.parse(readBefore(process) ?? "[]"));
    const userOf = (ofRow: number) => first.find(({ row }) => row === ofRow)?.userId;
    for (const [userId, points] of told.get(process) ?? []) {
      const had = before.find(({ row }) => userOf(row) === userId)?.balance;
      if (had === undefined) continue;
      const paid = first
        .filter((entry) => entry.userId === userId && entry.state === "paid")
        .reduce((sum, entry) => sum + BigInt(entry.points), 0n);
      if (points - BigInt(had) === paid) continue;
      const detail = `${userId} had ${had}, has ${points}, and got ${paid}`;
      violate("unless users have what they first got, nobody else is paid", detail);
    }
  }

  return {
    callLeaves(process, row) {
      const payout = view().payout(process.execution?.firing.payoutId ?? "nobody");
      const isOver = "distribution" in payout && payout.distribution.canary?.overAt !== undefined;
      if (isOver || isOvertaken(context, process)) return;
      const first = firstOf(payout);
      if (first === undefined || first.some((payment) => payment.row === row)) return;
      violate("the first payments come alone", `row ${row} of ${payout.payoutId} is asked for`);
    },

    changes(process, after, { action }) {
      const first = firstOf(after);
      if (action !== "canary_passed" || first === undefined) return;
      if (isOvertaken(context, process)) return;
      const entries = first.map(({ row }) => view().entry(after.payoutId, row));
      const states = entries.map((entry) => entry?.state ?? "pending");
      if (!states.every((state) => state === "paid" || state === "rejected")) {
        violate("while first payments are in doubt, nobody else is paid", states.join());
      }
      if (!states.includes("paid")) {
        violate("unless a first payment went through, nobody else is paid", states.join());
      }
      checkBalances(
        process,
        entries.filter((entry) => entry !== undefined),
      );
    },

    balanceTold(process, userId, points) {
      // What they had before stands in the journal.
      if (points === undefined || readBefore(process) === undefined) return;
      told.set(process, new Map(told.get(process)).set(userId, points));
    },
  };
}

/** What users had before they were paid, once an execution has it on record. */
function readBefore({ execution }: SimProcess): string | undefined {
  return execution?.journal.find(({ name }) => name === "canary-balances")?.result?.json;
}
