import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  METRIC_NAMESPACE,
  METRICS,
  type MetricName,
  SERVICE_DIMENSION,
  STAGE_DIMENSION,
} from "../../adapters/metrics/metric-names.ts";

const FIVE_MINUTES = Duration.minutes(5);

/** A metric that our code emits, of all functions that emit it. */
export function payoutMetric(
  stage: string,
  name: MetricName,
  statistic: "Sum" | "Maximum",
): IMetric {
  const { services } = METRICS[name];
  const metrics = services.map(
    (service) =>
      new Metric({
        namespace: METRIC_NAMESPACE,
        metricName: name,
        dimensionsMap: { [SERVICE_DIMENSION]: service, [STAGE_DIMENSION]: stage },
        statistic,
        period: FIVE_MINUTES,
        label: name,
      }),
  );
  const [only, ...others] = metrics;
  return only !== undefined && others.length === 0 ? only : sumOf(metrics, name);
}

/** Lambda's own metrics of durable executions; its `Errors` counts invocations, which are retried. */
export function executionMetric(
  durable: IFunction,
  name: "DurableExecutionStarted" | "DurableExecutionFailed" | "DurableExecutionTimedOut",
): Metric {
  return new Metric({
    namespace: "AWS/Lambda",
    metricName: name,
    dimensionsMap: { FunctionName: durable.functionName },
    statistic: "Sum",
    period: FIVE_MINUTES,
    label: name,
  });
}

/** The sum of metrics, of which those that measured nothing count as zero. An alarm takes up to 10. */
export function sumOf(metrics: readonly IMetric[], label: string): MathExpression {
  const named = metrics.map((metric, index) => [`m${index}`, metric] as const);
  return new MathExpression({
    expression: named.map(([id]) => `FILL(${id}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(named),
    period: FIVE_MINUTES,
    label,
  });
}
