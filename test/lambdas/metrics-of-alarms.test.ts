import { expect, it } from "vitest";
import * as z from "zod";
import { METRIC_NAMESPACE, METRICS, METRICS_SERVICE } from "../../adapters/metrics/metric-names.ts";
import { createWholeApp } from "../admin-api/whole-app.ts";
import { createdEvent, payoutIn } from "../domain/payout/payouts.ts";
import { REFRESH_TOKENS, resourcesOf, synthStage } from "../infra/synth-stage.ts";
import { createDistributeWorld } from "./distribute/distribute-world.ts";
import { captureStdout } from "./emf-lines.ts";
import { createSweeperWorld } from "./sweeper/sweeper-world.ts";

/** A metric of an alarm, on its own or in an expression; what AWS counts by itself is left out. */
const metricSchema = z.object({
  Namespace: z.literal(METRIC_NAMESPACE),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
});
const inExpressionSchema = z.object({
  Metrics: z.array(z.object({ MetricStat: z.object({ Metric: z.unknown() }).optional() })),
});

/** What the alarms of the stage `dev` watch of our own metrics, if its points API gives refresh tokens. */
function watchedByAlarms(): Set<string> {
  const { monitoring } = synthStage({ pointsApi: REFRESH_TOKENS });
  const metrics = resourcesOf(monitoring, "AWS::CloudWatch::Alarm").flatMap(({ Properties }) => {
    const { data: expression } = inExpressionSchema.safeParse(Properties);
    return expression?.Metrics.map(({ MetricStat }) => MetricStat?.Metric) ?? [Properties];
  });
  return new Set(
    metrics
      .flatMap((metric) => metricSchema.safeParse(metric).data ?? [])
      .map(({ MetricName, Dimensions }) =>
        seriesOf(MetricName, Object.fromEntries(Dimensions.map((it) => [it.Name, it.Value]))),
      ),
  );
}

/** What the functions of the stage `dev` measured, once each of them had something to measure. */
async function measuredByFunctions(): Promise<Set<string>> {
  const { measured } = captureStdout();
  await (await createDistributeWorld()).execution()();
  const halting = await createDistributeWorld();
  halting.sheet.missing = true;
  await halting.execution()();
  const sweeper = await createSweeperWorld();
  await sweeper.look();
  sweeper.origin.isCopy = true;
  await sweeper.look();
  await sweeper.ended(sweeper.execution, "FAILED");
  const draft = { ...payoutIn("ready"), payoutId: "draft" };
  await sweeper.payouts.create(draft, createdEvent(draft));
  const later = Object.assign({ ...payoutIn("paused") }, { payoutId: "later", pause: {} });
  await sweeper.payouts.create(later, createdEvent(later));
  sweeper.clock.jumpTo(sweeper.clock.nowMs() + 31 * 86_400_000);
  await sweeper.look();
  await createWholeApp({ PAYSHEET_STAGE: "dev" }).request("/api/payouts");
  return new Set(measured().map(({ name, dimensions }) => seriesOf(name, dimensions)));
}

/** One series of values in CloudWatch: a name and all of its dimensions. */
function seriesOf(name: string, dimensions: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => a.localeCompare(b));
  return `${name} ${sorted.map(([dimension, value]) => `${dimension}=${value}`).join(" ")}`;
}

it("measures every metric that has a name, and every one that an alarm watches", async () => {
  const named = Object.keys(METRICS).map((name) =>
    seriesOf(name, { service: METRICS_SERVICE, stage: "dev" }),
  );
  const measured = await measuredByFunctions();
  const watched = watchedByAlarms();

  expect([...measured].sort()).toEqual(named.sort());
  expect([...watched].sort()).toEqual([
    "CallsRefused service=payouts stage=dev",
    "PayoutsHalted service=payouts stage=dev",
    "PayoutsUnreadable service=payouts stage=dev",
    "RefreshTokensAtRisk service=payouts stage=dev",
    "StartLagSeconds service=payouts stage=dev",
    "TablesCopied service=payouts stage=dev",
    "UnknownsWaiting service=payouts stage=dev",
  ]);
  expect([...watched].filter((series) => !measured.has(series))).toEqual([]);
});
