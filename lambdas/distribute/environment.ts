import * as z from "zod";
import { channelEnvironmentSchema } from "../channel/environment.ts";

const millisecondsSchema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int());

/** What `distribute` reads from its environment; the CDK stack is typed by it. */
export const distributeEnvironmentSchema = channelEnvironmentSchema.extend({
  PAYSHEET_SCHEDULE_GROUP: z.string().min(1),
  /**
   * JSON of the options of the points API's connector, the default one's where there are several; see
   * `pointsApiSchema`. Those of the others stand in variables of their own: {@link variablesOf}.
   */
  PAYSHEET_POINTS_API: z.string().min(2),
  /** Where its credentials stand, if it asks for any. */
  PAYSHEET_POINTS_API_SECRET_ID: z.string().min(1).optional(),
  PAYSHEET_TIME_ZONE: z.string().min(1).default("Asia/Seoul"),
  /**
   * Stop starting new payments this long before the invocation's time limit; 30 s by default, and
   * more where a call may take longer.
   */
  PAYSHEET_YIELD_MARGIN_MS: millisecondsSchema.optional(),
  /** How long a worker's lease lasts unless renewed; the same default. */
  PAYSHEET_LEASE_TTL_MS: millisecondsSchema.optional(),
});
export type DistributeEnvironment = z.input<typeof distributeEnvironmentSchema> &
  Readonly<Record<PointsApiVariable, string | undefined>>;

type PointsApiVariable =
  | `PAYSHEET_POINTS_API_OF_${string}`
  | `PAYSHEET_POINTS_API_SECRET_ID_OF_${string}`;

/** The variables of a points API that is not the default one: its options, and its secret. */
export function variablesOf(name: string) {
  const suffix = name.toUpperCase().replaceAll("-", "_");
  return {
    options: `PAYSHEET_POINTS_API_OF_${suffix}`,
    secretId: `PAYSHEET_POINTS_API_SECRET_ID_OF_${suffix}`,
  } as const;
}

/** A points API as the environment has it. */
export interface PointsApiInEnvironment {
  /** As payouts name it; undefined of the only one of a deployment. */
  readonly name: string | undefined;
  /** JSON of its connector's options. */
  readonly options: string;
  readonly secretId: string | undefined;
}

/**
 * The points APIs of an environment, the default one first.
 * @throws {Error} naming the variable that one of them lacks
 */
export function pointsApisIn(
  environment: NodeJS.ProcessEnv,
  env: z.output<typeof distributeEnvironmentSchema>,
): readonly [PointsApiInEnvironment, ...PointsApiInEnvironment[]] {
  const [first, ...others] = env.PAYSHEET_POINTS_APIS ?? [];
  const byDefault = {
    name: first?.name,
    options: env.PAYSHEET_POINTS_API,
    secretId: env.PAYSHEET_POINTS_API_SECRET_ID,
  };
  return [
    byDefault,
    ...others.map(({ name }) => {
      const variables = variablesOf(name);
      const options = environment[variables.options];
      if (options === undefined) throw new Error(`${variables.options} is not set.`);
      return { name, options, secretId: environment[variables.secretId] };
    }),
  ];
}
