import * as z from "zod";
import { prod } from "../../config/prod.ts";
import { parseStageConfig } from "../../config/stage-config.ts";
import { FUNCTIONS } from "../../local/stack/account.ts";
import { resourcesOf, synthStage, theResource } from "../../test/infra/synth-stage.ts";

const functionSchema = z.object({ MemorySize: z.number() });
const alarmSchema = z.object({
  Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional(),
});

/** What a deployment of `config/prod.ts` holds that is paid for by being there. */
export function readDeployment() {
  // A field that prod leaves out has its default, not what the tests' stage says.
  const { rollout } = parseStageConfig("prod", prod);
  const { config, edge, distribution, admin, monitoring } = synthStage({ ...prod, rollout });
  const memoryOf = (template: typeof distribution, idPrefix: string) =>
    functionSchema.parse(theResource(template, "AWS::Lambda::Function", idPrefix).Properties)
      .MemorySize;
  const all = [edge, distribution, admin, monitoring];
  const count = (type: string) =>
    all.reduce((sum, template) => sum + resourcesOf(template, type).length, 0);
  return {
    /** Payments a second. */
    ratePerSecond: config.pointsApis[0].description.limits.ratePerSecond,
    memoryMb: new Map<string, number>([
      [FUNCTIONS.checkSheet, memoryOf(distribution, "CheckSheetFunction")],
      [FUNCTIONS.distribute, memoryOf(distribution, "DistributeFunction")],
      [FUNCTIONS.slackNotifier, memoryOf(distribution, "TellFunction")],
      [FUNCTIONS.sweeper, memoryOf(distribution, "WatchFunction")],
      [FUNCTIONS.adminApi, memoryOf(admin, "Function")],
      [FUNCTIONS.alarmNotifier, memoryOf(monitoring, "AlarmsFunction")],
    ]),
    secrets: count("AWS::SecretsManager::Secret"),
    keys: count("AWS::KMS::Key"),
    /** Queues that Lambda itself looks into for a function. */
    polledQueues: count("AWS::Lambda::EventSourceMapping"),
    dashboards: count("AWS::CloudWatch::Dashboard"),
    /** An alarm on a sum counts each of its terms. */
    alarmMetrics: all
      .flatMap((template) => resourcesOf(template, "AWS::CloudWatch::Alarm"))
      .map(({ Properties }) => alarmSchema.parse(Properties).Metrics)
      .reduce(
        (sum, metrics) =>
          sum + (metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1),
        0,
      ),
  };
}

export type Deployment = ReturnType<typeof readDeployment>;
