import * as z from "zod";
import { measureChanges } from "../../adapters/metrics/measured-payout-store.ts";
import type { Metrics } from "../../adapters/metrics/powertools-metrics.ts";
import type { RefreshTokenKeeper } from "../../adapters/points-api/keep-refresh-token.ts";
import { onceSetUp } from "../../adapters/slack/slack-not-set-up.ts";
import { type Clock, toEpochMs } from "../../domain/clock.ts";
import { countsOf } from "../../domain/distribution/count-tallies.ts";
import type { LedgerStore } from "../../domain/distribution/ledger-store.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { payoutsInState } from "../../domain/payout/payouts-in-state.ts";
import { type SweepPayoutsDeps, sweepExecution, sweepPayouts } from "../../domain/sweep-payouts.ts";

export interface SweeperHandlerDeps {
  readonly sweep: SweepPayoutsDeps;
  readonly metrics: Metrics;
  /** Those of all points APIs that give any. */
  readonly refreshTokens: readonly RefreshTokenKeeper[];
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/** What the default bus sends: the rule's every five minutes, or an execution's end. */
const eventSchema = z.discriminatedUnion("detail-type", [
  z.object({ "detail-type": z.literal("Scheduled Event") }),
  z.object({
    "detail-type": z.literal("Durable Execution Status Change"),
    detail: z.object({
      durableExecutionName: z.string().min(1),
      /** The rule passes those only that ended without having ended well. */
      status: z.enum(["FAILED", "TIMED_OUT", "STOPPED"]),
    }),
  }),
]);

/** Translates events of the default bus into a sweep over payouts. */
export function createSweeperHandler(deps: SweeperHandlerDeps) {
  const { metrics, log, refreshTokens } = deps;
  const payouts = measureChanges(deps.sweep.payouts, metrics);
  const sweep = { ...deps.sweep, payouts };
  return async (input: unknown): Promise<void> => {
    const event = eventSchema.parse(input);
    if (event["detail-type"] === "Scheduled Event") {
      // To its end before all else: a token that is on its way to the secret must not be lost.
      if (refreshTokens.length > 0) await keepAll(refreshTokens, { metrics, log });
      try {
        await onceSetUp(async () => log.info("watched", { ...(await sweepPayouts(sweep)) }), log);
      } finally {
        // Even when Slack fails, and then above all: the alarm also reaches people by e-mail.
        metrics.measure({ UnknownsWaiting: await countUnknowns(sweep) });
      }
      return;
    }
    const { durableExecutionName: name, status } = event.detail;
    await onceSetUp(async () => {
      const end = await sweepExecution(sweep, { name, status });
      log.info("execution ended", { name, status, ...end });
    }, log);
  };
}

async function keepAll(
  refreshTokens: readonly RefreshTokenKeeper[],
  { metrics, log }: Pick<SweeperHandlerDeps, "metrics" | "log">,
): Promise<void> {
  let atRisk = 0;
  for (const refreshToken of refreshTokens) {
    const health = await refreshToken.keep();
    if (health.state !== "kept") log.info("refresh token", { ...health });
    if (health.isAtRisk) atRisk += 1;
  }
  metrics.measure({ RefreshTokensAtRisk: atRisk });
}

interface CountUnknownsDeps {
  readonly payouts: Pick<PayoutStore, "list">;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly clock: Pick<Clock, "nowMs">;
}

/** As far back as the sweeper looks. What nobody settled by then is counted no more. */
const LOOK_BACK_MS = 90 * 24 * 3_600_000;

/** Payments that are `unknown` now, of payouts that nothing pays any more. */
async function countUnknowns(deps: CountUnknownsDeps): Promise<number> {
  let unknowns = 0;
  for (const state of ["completed", "halted"] as const) {
    for await (const payout of recentPayouts(deps, state))
      unknowns += await unknownsOf(deps, payout);
  }
  return unknowns;
}

async function unknownsOf({ ledger }: CountUnknownsDeps, payout: Payout): Promise<number> {
  const mayHaveSome =
    payout.state === "halted" || (payout.state === "completed" && payout.report.counts.unknown > 0);
  if (!mayHaveSome) return 0;
  // A payment may have been proved since the report was written.
  return countsOf(payout.check.payments, await ledger.tallies(payout.payoutId)).unknown;
}

async function* recentPayouts(
  { payouts, clock }: CountUnknownsDeps,
  state: "completed" | "halted",
): AsyncGenerator<Payout> {
  const sinceMs = clock.nowMs() - LOOK_BACK_MS;
  for await (const payout of payoutsInState(payouts, state)) {
    if (toEpochMs(payout.createdAt) < sinceMs) return;
    yield payout;
  }
}
