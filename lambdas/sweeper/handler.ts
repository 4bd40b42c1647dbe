import * as z from "zod";
import { measureChanges } from "../../adapters/metrics/measured-payout-store.ts";
import type { Metrics } from "../../adapters/metrics/powertools-metrics.ts";
import type { RefreshTokenKeeper } from "../../adapters/points-api/keep-refresh-token.ts";
import { onceSetUp } from "../../adapters/slack/slack-not-set-up.ts";
import { type Clock, DAY_MS, toInstant } from "../../domain/clock.ts";
import { countsOf } from "../../domain/distribution/count-tallies.ts";
import type { LedgerOrigin } from "../../domain/distribution/ledger-origin.ts";
import type { LedgerStore } from "../../domain/distribution/ledger-store.ts";
import { passOverUnreadable } from "../../domain/payout/pass-over-unreadable.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { mayHaveUnknowns } from "../../domain/payout/waiting-for.ts";
import { type SweepPayoutsDeps, sweepExecution, sweepPayouts } from "../../domain/sweep-payouts.ts";

export interface SweeperHandlerDeps {
  readonly sweep: SweepPayoutsDeps;
  readonly metrics: Metrics;
  /** Those of all points APIs that give any. */
  readonly refreshTokens: readonly RefreshTokenKeeper[];
  readonly ledgerOrigin: Pick<LedgerOrigin, "read">;
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
  const measured = measureChanges(deps.sweep.payouts, metrics);
  return async (input: unknown): Promise<void> => {
    const event = eventSchema.parse(input);
    const unreadable = new Set<string>();
    const payouts = passOverUnreadable(measured, (payoutId) => unreadable.add(payoutId));
    const sweep = { ...deps.sweep, payouts };
    if (event["detail-type"] === "Scheduled Event") {
      // To its end before all else: a token that is on its way to the secret must not be lost.
      if (refreshTokens.length > 0) await keepAll(refreshTokens, { metrics, log });
      try {
        await onceSetUp(async () => log.info("watched", { ...(await sweepPayouts(sweep)) }), log);
      } finally {
        // Even when Slack fails, and then above all: the alarms also reach people by e-mail.
        metrics.measure({ UnknownsWaiting: await countUnknowns(sweep) });
        tellOfUnreadable(deps, unreadable);
        await tellOfCopy(deps);
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

/** They wait, and nobody who looks at the others sees it. */
function tellOfUnreadable(
  { metrics, log }: SweeperHandlerDeps,
  payoutIds: ReadonlySet<string>,
): void {
  if (payoutIds.size === 0) return;
  metrics.measure({ PayoutsUnreadable: payoutIds.size });
  log.info("payouts can't be read by this version", { payoutIds: [...payoutIds] });
}

/** Nobody is paid by a table that was restored or copied, which must not wait for the next payout to show. */
async function tellOfCopy({ ledgerOrigin, metrics, log }: SweeperHandlerDeps): Promise<void> {
  if (!(await ledgerOrigin.read()).isCopy) return;
  metrics.measure({ TablesCopied: 1 });
  log.info("the table was restored or copied: nobody is paid before an admin has looked", {});
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
  readonly payouts: Pick<PayoutStore, "get" | "list" | "news" | "unsettled">;
  readonly ledger: Pick<LedgerStore, "tallies">;
  readonly clock: Pick<Clock, "nowMs">;
}

/** As far back as the sweeper looks. What nobody settled by then is counted no more. */
const LOOK_BACK_MS = 90 * DAY_MS;
/** Payouts with payments that wait; so many have been the alarm's for long. */
const MOST_UNSETTLED = 500;
/** Payouts that earlier versions ended are listed with all others; the newest of each state count. */
const MOST_OF_EARLIER_VERSIONS = 100;

/** Payments that are `unknown` now, of payouts that nothing pays any more. */
async function countUnknowns(deps: CountUnknownsDeps): Promise<number> {
  const since = toInstant(deps.clock.nowMs() - LOOK_BACK_MS);
  let unknowns = 0;
  for (const payoutId of await unsettled(deps)) {
    const payout = await deps.payouts.get(payoutId);
    if (payout === undefined || payout.createdAt < since || !mayHaveUnknowns(payout)) continue;
    // A payment may have been proved since the report was written.
    unknowns += countsOf(payout.check.payments, await deps.ledger.tallies(payoutId)).unknown;
  }
  return unknowns;
}

/** Payouts that may have some: listed apart, so that those that ended well cost nothing. */
async function unsettled({ payouts }: CountUnknownsDeps): Promise<ReadonlySet<string>> {
  const lists = await Promise.all([
    payouts.unsettled({ limit: MOST_UNSETTLED }),
    payouts.news({ limit: MOST_UNSETTLED }),
  ]);
  const pages = await Promise.all(
    (["completed", "halted"] as const).map((state) =>
      payouts.list({ state, limit: MOST_OF_EARLIER_VERSIONS }),
    ),
  );
  const listed = pages.flatMap(({ items }) => items).filter(mayHaveUnknowns);
  return new Set([...lists.flat(), ...listed.map(({ payoutId }) => payoutId)]);
}
