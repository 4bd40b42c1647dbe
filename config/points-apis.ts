import * as z from "zod";
import { type PointsApiConfig, pointsApiSchema } from "../connectors/registry.ts";
import {
  type PointsApiTitle,
  pointsApiNameSchema,
  pointsApiTitleSchema,
} from "../domain/payout/named-points-api.ts";
import { policySchema } from "../domain/payout/policy.ts";

export const channelIdSchema = z
  .string()
  .regex(/^[CG][A-Z0-9]+$/, "a channel id such as C0123456789, not its name");

/** One of several points APIs of a stage: store credit beside points, say. */
const oneOfSeveralSchema = z.strictObject({
  /** What people call what it pays. */
  title: pointsApiTitleSchema,
  /** How it is paid, as where there is but one. */
  pointsApi: pointsApiSchema,
  /** Where Slack is told of its payouts; `slack.channel` by default. */
  channel: channelIdSchema.optional(),
  /** What differs from the stage's policy. */
  policy: z
    .strictObject({
      approvalAbovePoints: policySchema.shape.approvalAbovePoints.unwrap().optional(),
    })
    .prefault({}),
});

/** What a stage's file says of its points APIs: in one form or the other. */
export const pointsApiFields = {
  /** How points are paid; the deployment makes the secret that this asks for, and names it. */
  pointsApi: pointsApiSchema.optional(),
  /**
   * Several points APIs in its place, by their names: payouts keep the name of theirs. The first is
   * the default: it also pays the payouts that were made when there was but one.
   */
  pointsApis: z.record(pointsApiNameSchema, oneOfSeveralSchema).optional(),
};

type PointsApiFields = z.output<z.ZodObject<typeof pointsApiFields>>;

/** Whether a file has one of the two forms. */
export function hasOneForm({ pointsApi, pointsApis }: Partial<PointsApiFields>): boolean {
  return pointsApis === undefined
    ? pointsApi !== undefined
    : pointsApi === undefined && Object.keys(pointsApis).length > 0;
}

/** A points API of a stage, with what follows from its options. */
export type StagePointsApi = PointsApiConfig & {
  /** As payouts name it, and what people call it; undefined where it is the only one. */
  readonly named?: { readonly name: string; readonly title: PointsApiTitle } | undefined;
  /** Its options as the file has them: without the defaults, which need room. */
  readonly given: object;
  /** The secret with its credentials, where it asks for any. */
  readonly secretName: string;
  readonly channel?: string | undefined;
  readonly approvalAbovePoints?: number | undefined;
};

/** The points APIs of a stage, the default one first. */
export function pointsApisOf(
  stage: string,
  given: z.input<z.ZodObject<typeof pointsApiFields>>,
  { pointsApi, pointsApis = {} }: PointsApiFields,
): readonly [StagePointsApi, ...StagePointsApi[]] {
  const secretName = `paysheet/${stage}/points-api`;
  if (pointsApi !== undefined) {
    return [{ ...pointsApi, given: given.pointsApi ?? {}, secretName }];
  }
  const [first, ...others] = Object.entries(pointsApis).map(
    ([name, { title, channel, policy, ...one }], index): StagePointsApi => ({
      ...one.pointsApi,
      given: given.pointsApis?.[name]?.pointsApi ?? {},
      named: { name, title },
      secretName: index === 0 ? secretName : `${secretName}/${name}`,
      channel,
      approvalAbovePoints: policy.approvalAbovePoints,
    }),
  );
  if (first === undefined) throw new Error(`Stage ${stage} has no points API.`);
  return [first, ...others];
}
