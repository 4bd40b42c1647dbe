import { onTestFinished, vi } from "vitest";
import * as z from "zod";
import { METRIC_NAMESPACE } from "../../adapters/metrics/metric-names.ts";

const emfSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.literal(METRIC_NAMESPACE),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
      }),
    ]),
  }),
});

/** One value as CloudWatch takes it from a line of a log. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly value: unknown;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

/** Reads what CloudWatch would read from these lines (embedded metric format). */
export function measuredIn(lines: readonly string[]): Measured[] {
  return lines
    .filter((line) => line.startsWith('{"_aws":'))
    .flatMap((line) => {
      const emf = emfSchema.parse(JSON.parse(line));
      const [{ Dimensions, Metrics }] = emf._aws.CloudWatchMetrics;
      return Dimensions.flatMap((names) =>
        Metrics.map(({ Name, Unit }) => ({
          name: Name,
          unit: Unit,
          value: emf[Name],
          dimensions: Object.fromEntries(names.map((name) => [name, emf[name]])),
        })),
      );
    });
}

/** Keeps what is written to stdout until the test ends. */
export function captureStdout() {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  const lines = () => written.join("").split("\n");
  return { lines, measured: () => measuredIn(lines()) };
}
