import { lookAtCanary, readBalancesBefore } from "./distribution/canary-round.ts";
import type { LastAnswer } from "./distribution/pay-round.ts";
import { passCanary, pausePayout } from "./distribution/update-run.ts";
import type { CountedEngine, StepContext } from "./durable-engine.ts";
import { isDelivered } from "./notify-until-delivered.ts";
import type { PayRequest } from "./pay-requests.ts";
import { isSpent, type PayPayoutDeps, payRounds } from "./pay-rounds.ts";
import { pendingCanary } from "./payout/canary.ts";
import type { OutageEnd, OutageWait } from "./wait-out-outage.ts";

/** How paying the first payments of a payout, and looking at them, ended. */
export type CanaryEnd =
  /** All others may be paid; what the points API took to answer, in milliseconds, where that was seen. */
  | { readonly kind: "over"; readonly latencyMs?: number | undefined }
  | Exclude<OutageEnd, { kind: "over" }>
  /** The execution has as many operations as it may hold; a fresh one goes on. */
  | { readonly kind: "left" }
  /** A person has to look. */
  | { readonly kind: "stopped"; readonly why: "canary" };

const OVER = { kind: "over" } as const;

/**
 * Pays the first payments of a payout by one worker, before any other, and looks at what came of them.
 * Which they are the sheet's order says, and how far they have come the ledger; whether they were looked
 * at stands in the payout. Payouts without a canary take no step here, so that executions of earlier
 * versions go on as they began.
 */
export async function payCanary(
  deps: PayPayoutDeps,
  { canary, ...request }: PayRequest,
  engine: CountedEngine,
  outage: OutageWait,
): Promise<CanaryEnd> {
  if (canary === undefined) return OVER;
  const { payoutId, run, plan } = request;
  const canaryRequest = ({ yieldAtMs }: StepContext) => ({
    ...{ payoutId, run, plan, shard: 0, canary, yieldAtMs },
    owner: deps.newId(),
  });
  const before = await engine.step("canary-balances", (context) =>
    readBalancesBefore(deps, canaryRequest(context)),
  );
  const answers = new Map<number, LastAnswer>();
  for (let round = 1; !isSpent(deps, engine); round += 1) {
    const rounds = await payRounds(deps, { ...request, shard: 0, canary }, engine, round);
    round = rounds.round;
    for (const answer of rounds.answers) answers.set(answer.row, answer);
    const end =
      rounds.end.kind === "unavailable" ? await outage.waitOut(rounds.end, canary) : rounds.end;
    switch (end.kind) {
      case "done": {
        const looked = await engine.step("canary-look", async (context) =>
          look(canaryRequest(context), { before, answers: [...answers.values()] }),
        );
        return looked.kind === "over" ? { ...looked, latencyMs: rounds.latencyMs } : looked;
      }
      case "over":
      case "left":
        break;
      default:
        return end;
    }
  }
  return { kind: "left" };

  async function look(
    toLookAt: Parameters<typeof lookAtCanary>[1],
    seen: Parameters<typeof lookAtCanary>[2],
  ): Promise<CanaryEnd> {
    const payout = await deps.payouts.get(payoutId);
    // Somebody said meanwhile that the ledger was restored, or this step passed it before a crash.
    const isPending = payout !== undefined && pendingCanary(payout) !== undefined;
    const finding = isPending ? await lookAtCanary(deps, toLookAt, seen) : undefined;
    if (finding === undefined) {
      return (await passCanary(deps, payoutId, run)) ? OVER : { kind: "stopped" };
    }
    const isOurs = await pausePayout(deps, payoutId, run, { reason: "canary", canary: finding });
    if (isOurs) await isDelivered(deps, payoutId);
    return { kind: "stopped", why: "canary" };
  }
}
