import * as z from "zod";
import { type PointsApiConfig, parsePointsApi, pointsApiSchema } from "../connectors/registry.ts";
import {
  type PointsApiTitle,
  pointsApiNameSchema,
  pointsApiTitleSchema,
} from "../domain/payout/named-points-api.ts";
import { policySchema } from "../domain/payout/policy.ts";
import { type OwnPointsApi, ownConnectorSchema } from "./own-connector.ts";

export const channelIdSchema = z
  .string()
  .regex(/^[CG][A-Z0-9]+$/, "a channel id such as C0123456789, not its name");

/** How points are paid by one points API, in one of these forms. */
const howFields = {
  /** By a connector that ships; the deployment makes the secret that this asks for, and names it. */
  pointsApi: pointsApiSchema.optional(),
  /** By one of the company's own. */
  connector: ownConnectorSchema.optional(),
};

/** One of several points APIs of a stage: store credit beside points, say. */
const oneOfSeveralSchema = z
  .strictObject({
    /** What people call what it pays. */
    title: pointsApiTitleSchema,
    ...howFields,
    /** Where Slack is told of its payouts; `slack.channel` by default. */
    channel: channelIdSchema.optional(),
    /** What differs from the stage's policy. */
    policy: z
      .strictObject({
        approvalAbovePoints: policySchema.shape.approvalAbovePoints.unwrap().optional(),
      })
      .prefault({}),
  })
  .refine(({ pointsApi, connector }) => (pointsApi === undefined) !== (connector === undefined), {
    path: ["pointsApi"],
    message: "how is it paid? Write pointsApi, or connector for one of your own",
  });

/** What a stage says of its points APIs: in one form or the other. */
export const pointsApiFields = {
  ...howFields,
  /**
   * Several points APIs in their place, by their names: payouts keep the name of theirs. The first is
   * the default: it also pays the payouts that were made when there was but one.
   */
  pointsApis: z.record(pointsApiNameSchema, oneOfSeveralSchema).optional(),
};

type PointsApiFields = z.output<z.ZodObject<typeof pointsApiFields>>;

/** Whether a stage has one of the forms, and no more than one. */
export function hasOneForm({
  pointsApi,
  connector,
  pointsApis,
}: Partial<PointsApiFields>): boolean {
  const forms = [pointsApi, connector, pointsApis].filter((form) => form !== undefined);
  return forms.length === 1 && (pointsApis === undefined || Object.keys(pointsApis).length > 0);
}

/** How payments are made by a points API: by a connector that ships, or by one of the company's own. */
type How =
  | (PointsApiConfig & {
      readonly entry?: undefined;
      readonly describe: OwnPointsApi["describe"];
      /** Its options as they were given: without the defaults, which need room. */
      readonly given: object;
    })
  | OwnPointsApi;

/** A points API of a stage, with what follows from its options. */
export type StagePointsApi = How & {
  /** As payouts name it, and what people call it; undefined where it is the only one. */
  readonly named?: { readonly name: string; readonly title: PointsApiTitle } | undefined;
  /** The secret with its credentials, where it asks for any. */
  readonly secretName: string;
  readonly channel?: string | undefined;
  readonly approvalAbovePoints?: number | undefined;
};

/** The points APIs of a stage, the default one first. */
export function pointsApisOf(
  stage: string,
  given: z.input<z.ZodObject<typeof pointsApiFields>>,
  { pointsApis = {}, ...only }: PointsApiFields,
): readonly [StagePointsApi, ...StagePointsApi[]] {
  const secretName = `paysheet/${stage}/points-api`;
  const how = howOf(only, given);
  if (how !== undefined) return [{ ...how, secretName }];
  const several = Object.entries(pointsApis).flatMap(([name, one], index): StagePointsApi[] => {
    const { title, channel, policy } = one;
    const how = howOf(one, given.pointsApis?.[name]);
    if (how === undefined) return [];
    return [
      {
        ...how,
        named: { name, title },
        secretName: index === 0 ? secretName : `${secretName}/${name}`,
        channel,
        approvalAbovePoints: policy.approvalAbovePoints,
      },
    ];
  });
  const [first, ...others] = several;
  if (first === undefined) throw new Error(`Stage ${stage} has no points API.`);
  return [first, ...others];
}

function howOf(
  { pointsApi, connector }: Pick<PointsApiFields, "pointsApi" | "connector">,
  given: { readonly pointsApi?: object | undefined } | undefined,
): How | undefined {
  if (pointsApi === undefined) return connector;
  const describe = (options: object) => parsePointsApi(JSON.stringify(options)).description;
  return { ...pointsApi, describe, given: given?.pointsApi ?? {} };
}
