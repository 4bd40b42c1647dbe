import type { DurableContext } from "@aws/durable-execution-sdk-js";
import * as z from "zod";
import { measureChanges } from "../../adapters/metrics/measured-payout-store.ts";
import type { Metrics } from "../../adapters/metrics/powertools-metrics.ts";
import type { Clock } from "../../domain/clock.ts";
import {
  type CompareWithBooksDeps,
  type CompareWithBooksEnd,
  compareWithBooks,
} from "../../domain/compare-with-books.ts";
import {
  type DistributePayoutDeps,
  type DistributePayoutEnd,
  distributePayout,
} from "../../domain/distribute-payout.ts";
import type { DurableEngine } from "../../domain/durable-engine.ts";
import { payPayout, payShard } from "../../domain/pay-payout.ts";
import {
  type PayPayoutEnd,
  payRequestSchema,
  type ShardEnd,
  shardRequestSchema,
} from "../../domain/pay-requests.ts";
import type { PayoutStore } from "../../domain/payout/payout-store.ts";
import { firingSchema } from "../../domain/payout/scheduler.ts";
import { type EraseUserDeps, eraseUser } from "../../domain/personal-data/erase-user.ts";
import { eraseRequestSchema } from "../../domain/personal-data/erasure.ts";
import type { MarkMissingUsersDeps } from "../../domain/preflight/mark-missing-users.ts";
import { type PreFlightStore, preFlightRequestSchema } from "../../domain/preflight/pre-flight.ts";
import { type PreFlightEnd, runPreFlight } from "../../domain/preflight/run-pre-flight.ts";
import { beginSample } from "../../domain/receipt/begin-receipt.ts";
import { type ReceiptStarter, receiptRequestSchema } from "../../domain/receipt/receipt.ts";
import {
  rewriteRequestSchema,
  rewriteResult,
  translateResult,
} from "../../domain/report/rewrite-result.ts";
import { createDurableEngine } from "./durable-engine.ts";

export interface DistributeHandlerDeps {
  readonly payouts: PayoutStore;
  /** What a payout is paid with that names this points API, or none. */
  readonly distributionBy: (
    pointsApi: string | undefined,
  ) => DistributePayoutDeps & CompareWithBooksDeps & MarkMissingUsersDeps;
  /** Starts executions of this function, by the alias or version by which the one that asks was. */
  readonly comparerBy: (functionArn: string) => ReceiptStarter;
  readonly erasing: Omit<EraseUserDeps, "payouts">;
  readonly preFlights: PreFlightStore;
  readonly clock: Pick<Clock, "nowMs">;
  readonly yieldMarginMs: number;
  readonly metrics: Metrics;
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

const eventSchema = z.union([
  shardRequestSchema,
  payRequestSchema,
  rewriteRequestSchema,
  eraseRequestSchema,
  receiptRequestSchema,
  preFlightRequestSchema,
  firingSchema,
]);

/**
 * Translates a durable invocation into the distribution of one payout, into paying a shard of it or
 * what is left of it, into looking at it before it is paid, into writing its result workbook again, into
 * comparing it with the books of its points API, or into erasing a user from all.
 */
export function createDistributeHandler(deps: DistributeHandlerDeps) {
  const payouts = measureChanges(deps.payouts, deps.metrics);
  return async (
    event: unknown,
    context: DurableContext,
  ): Promise<
    | DistributePayoutEnd
    | PayPayoutEnd
    | ShardEnd
    | CompareWithBooksEnd
    | PreFlightEnd
    | { readonly kind: "rewritten" }
    | Awaited<ReturnType<typeof eraseUser>>
  > => {
    const request = eventSchema.parse(event);
    const engine = createDurableEngine(context, {
      nowMs: deps.clock.nowMs,
      yieldMarginMs: deps.yieldMarginMs,
    });
    if ("rewriteResultOf" in request) {
      const { rewriteResultOf: payoutId, language } = request;
      const unpaid = { ...deps.distributionBy(undefined), payouts };
      await engine.step("rewrite", () =>
        language === undefined
          ? rewriteResult(unpaid, payoutId)
          : translateResult(unpaid, payoutId, language),
      );
      deps.log.info("result rewritten", { payoutId, language });
      return { kind: "rewritten" };
    }
    if ("eraseUser" in request) {
      const end = await eraseUser({ ...deps.erasing, payouts }, request, engine);
      deps.log.info("user erased", { execution: engine.executionName, end });
      return end;
    }
    if ("preFlightOf" in request) {
      const { preFlights } = deps;
      const pointsApi = await pointsApiOf(payouts, { payoutId: request.preFlightOf }, engine);
      const looking = { ...deps.distributionBy(pointsApi), payouts, preFlights };
      const end = await runPreFlight(looking, request, engine);
      deps.log.info("pre-flight ended", { ...request, end });
      return end;
    }
    const payoutId = "receiptOf" in request ? request.receiptOf : request.payoutId;
    const pointsApi = await pointsApiOf(payouts, { payoutId }, engine);
    const distribution = { ...deps.distributionBy(pointsApi), payouts };
    if ("receiptOf" in request) {
      const end = await compareWithBooks(distribution, request, engine);
      deps.log.info("payout compared", { ...request, end });
      return end;
    }
    if ("shard" in request) {
      const end = await payShard(distribution, request, engine);
      deps.log.info("shard ended", { ...request, end });
      return end;
    }
    if ("plan" in request) {
      const end = await payPayout(distribution, request, engine);
      deps.log.info("payment ended", { ...request, end });
      return end;
    }
    const comparer = deps.comparerBy(context.lambdaContext.invokedFunctionArn);
    const beginReceipt = () => beginSample({ ...distribution, comparer }, payoutId);
    const end = await distributePayout({ ...distribution, beginReceipt }, request, engine);
    deps.log.info("distribution ended", { ...request, execution: engine.executionName, end });
    return end;
  };
}

/**
 * Which points API the payout names. A step, as what fails outside of one ends the execution; a payout
 * never changes it, so that every execution of it gets the same answer.
 */
async function pointsApiOf(
  payouts: Pick<PayoutStore, "get">,
  { payoutId }: { readonly payoutId: string },
  engine: DurableEngine,
): Promise<string | undefined> {
  const { name } = await engine.step("points-api", async () => ({
    name: (await payouts.get(payoutId))?.pointsApi,
  }));
  return name;
}
