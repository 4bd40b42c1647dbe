import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import {
  METRIC_NAMESPACE,
  METRICS,
  METRICS_SERVICE,
  type MetricName,
  STAGE_DIMENSION,
} from "./metric-names.ts";

/** Takes measurements of payouts. */
export interface Metrics {
  /** Measures these now, each in the unit that {@link METRICS} has for it. */
  measure(values: Readonly<Partial<Record<MetricName, number>>>): void;
}

/**
 * Metrics as lines of the function's log, which CloudWatch reads them from (embedded metric
 * format). Each line leaves at once: a durable invocation that suspends never comes to its end.
 */
export function createPowertoolsMetrics({ stage }: { readonly stage: string }): Metrics {
  const powertools = new Powertools({
    namespace: METRIC_NAMESPACE,
    serviceName: METRICS_SERVICE,
    defaultDimensions: { [STAGE_DIMENSION]: stage },
  });
  return {
    measure(values) {
      for (const name of metricNames) {
        const value = values[name];
        if (value !== undefined) powertools.addMetric(name, METRICS[name].unit, value);
      }
      if (powertools.hasStoredMetrics()) powertools.publishStoredMetrics();
    },
  };
}

const metricNames = Object.keys(METRICS) as MetricName[];
