import * as z from "zod";
import { jsonOf } from "../json-of.ts";
import type { Language } from "../language.ts";
import { RefusedError } from "./payout-errors.ts";

/** As payouts name a points API. */
export const pointsApiNameSchema = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "a name such as store-credit");

export const pointsApiTitleSchema = z.strictObject({
  ko: z.string().min(1).max(60),
  en: z.string().min(1).max(60),
} satisfies Record<Language, z.ZodType>);
export type PointsApiTitle = z.infer<typeof pointsApiTitleSchema>;

/** One of several points APIs of a deployment: what a payout names, and what people are told of it. */
const namedPointsApiSchema = z.object({
  name: pointsApiNameSchema,
  title: pointsApiTitleSchema,
  /** Payments a second that it takes. */
  ratePerSecond: z.number().positive(),
  /** Above this total a second person must approve; the policy's own limit when absent. */
  approvalAbovePoints: z.int().nonnegative().optional(),
  /** Whether it takes back what was paid by it; it does not when absent. */
  takesBack: z.literal(true).optional(),
  /** Id of the channel that is told of its payouts; the deployment's own when absent. */
  channel: z.string().min(1).optional(),
});
export type NamedPointsApi = z.infer<typeof namedPointsApiSchema>;

/** The points APIs of a deployment as JSON, the default one first. */
export const namedPointsApisJson = jsonOf(z.array(namedPointsApiSchema).min(1));

/** Of those who are told which points APIs there are. */
export interface NamedPointsApiDeps {
  /** The first is the default; absent where a deployment has one, which has no name. */
  readonly pointsApis?: readonly NamedPointsApi[] | undefined;
  /** Of a points API without a name: whether it takes back what was paid by it. */
  readonly pointsTakenBack?: boolean | undefined;
}

/** What a payout says of its points API. */
interface NamingOne {
  readonly pointsApi?: string | undefined;
}

/**
 * The points API that pays a payout: the default one for a payout that names none. Undefined where
 * there is one without a name, and for a name that is not there any more.
 */
export function namedPointsApiOf(
  { pointsApis = [] }: NamedPointsApiDeps,
  { pointsApi = pointsApis[0]?.name }: NamingOne,
): NamedPointsApi | undefined {
  return pointsApis.find(({ name }) => name === pointsApi);
}

/**
 * By which name a payout's points API is told from the others, the default one's also for payouts
 * from before it had a name; undefined where there is one without a name.
 */
export function pointsApiNameOf(deps: NamedPointsApiDeps, payout: NamingOne): string | undefined {
  return namedPointsApiOf(deps, payout)?.name ?? payout.pointsApi;
}

/** Whether a payout's points API takes back what was paid by it; where it does not, given is given. */
export function takesBack(deps: NamedPointsApiDeps, payout: NamingOne): boolean {
  if (deps.pointsApis === undefined) return deps.pointsTakenBack === true;
  return namedPointsApiOf(deps, payout)?.takesBack === true;
}

/** As people are told of it. */
export type ToldPointsApi = Pick<NamedPointsApi, "name" | "title">;

/** What people are told of a payout's points API; undefined where there is but one, without a name. */
export function toldPointsApiOf(
  deps: NamedPointsApiDeps,
  payout: NamingOne,
): ToldPointsApi | undefined {
  const found = namedPointsApiOf(deps, payout);
  if (found !== undefined) return { name: found.name, title: found.title };
  const { pointsApi: name } = payout;
  return name === undefined ? undefined : { name, title: { ko: name, en: name } };
}

/**
 * The name that a new payout keeps for good, so that another default does not pay it by another points API.
 * @throws {RefusedError} `unknown_points_api`
 */
export function choosePointsApi(
  deps: NamedPointsApiDeps,
  chosen: string | undefined,
): string | undefined {
  const found = namedPointsApiOf(deps, { pointsApi: chosen });
  if (chosen === undefined || found !== undefined) return found?.name;
  const names = (deps.pointsApis ?? []).map(({ name }) => name);
  const there =
    names.length === 0
      ? "this deployment has one without a name"
      : `there are ${names.map((name) => `"${name}"`).join(", ")}`;
  throw new RefusedError("unknown_points_api", `No points API is called "${chosen}": ${there}.`, {
    pointsApis: names,
  });
}
