import type { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { MiddlewareObj } from "@middy/core";
import { optional } from "../../domain/optional.ts";
import { METRIC_NAMESPACE, METRICS_SERVICE } from "../metrics/metric-names.ts";

/**
 * What every function does around its handler, as middleware of middy: each line of its log names
 * the invocation, a cold start is counted, and what the handler throws is logged once and thrown on,
 * so that Lambda tries again or, for a durable function, ends the execution.
 */
export function functionMiddleware(log: Logger): MiddlewareObj[] {
  return [injectLambdaContext(log), countColdStarts(), logFailures(log)];
}

/**
 * Counted as it happens and not flushed at the end, as all metrics here: a durable invocation that
 * suspends never comes to its end.
 */
function countColdStarts(): MiddlewareObj {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: METRICS_SERVICE });
  return {
    before({ context: { functionName } }) {
      metrics.captureColdStartMetric(functionName);
    },
  };
}

function logFailures(log: Logger): MiddlewareObj {
  return {
    onError({ error }) {
      log.error("the invocation failed", { error: describe(error), causes: causesOf(error) });
    },
  };
}

/** Without the fields of its own that an error may have: the SDK's hold whole items. */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, message, stack } = error;
  return { name, message, stack };
}

/** What led to it, without messages: they quote what others answered, and that names users. */
function causesOf(error: unknown) {
  const causes: { name: string; code?: string; at?: string }[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause instanceof Error && causes.length < MAX_CAUSES) {
    const { name, stack } = cause;
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
    const at = stack?.split("\n").find((line) => /^\s+at /.test(line));
    causes.push({ name, ...optional("code", code), ...optional("at", at?.trim()) });
    cause = cause.cause;
  }
  return causes;
}

const MAX_CAUSES = 5;
