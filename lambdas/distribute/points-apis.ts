import { createConnectedPointsApi } from "../../adapters/points-api/connected-points-api.ts";
import {
  createCredentials,
  type DescribedCredentialsDeps,
} from "../../adapters/points-api/credentials.ts";
import {
  payingSettingsOf,
  yieldMarginOf,
} from "../../adapters/points-api/settings-of-description.ts";
import { parsePointsApi } from "../../connectors/registry.ts";
import type { PointsApi } from "../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../domain/distribution/settings.ts";
import { optional } from "../../domain/optional.ts";
import { type ExtraColumn, extraColumnsSchema } from "../../domain/sheet/extra-column.ts";
import type { PointsApiInEnvironment } from "./environment.ts";
import { createMissingPointsApi } from "./missing-points-api.ts";

/** By what a payout is paid, and how. */
export interface PaidBy {
  readonly pointsApi: PointsApi;
  readonly settings: PayingSettings;
  /** What it takes of a row beside user, points and reason. */
  readonly columns: readonly ExtraColumn[];
}

/** The points APIs of a deployment. */
export interface PointsApis {
  /** The one that a payout names; the default one for a payout that names none. */
  of(payout: { readonly pointsApi?: string | undefined } | undefined): PaidBy;
  /** How long before an invocation's time limit no call may leave any more, whichever it is of. */
  readonly yieldMarginMs: number;
}

export interface PointsApisDeps extends Omit<DescribedCredentialsDeps, "secretId"> {
  readonly leaseTtlMs: number | undefined;
  /** When nobody is paid, by whichever. */
  readonly quietHours: PayingSettings["quietHours"];
}

/**
 * Reads what is said of each, and connects each when it is needed first.
 * @throws {Error} naming every field that is wrong
 */
export function createPointsApis(
  [first, ...others]: readonly [PointsApiInEnvironment, ...PointsApiInEnvironment[]],
  deps: PointsApisDeps,
): PointsApis {
  const byDefault = described(first);
  const all = [byDefault, ...others.map(described)];
  const connected = new Map<string | undefined, PaidBy>();

  function described({ options, ...one }: PointsApiInEnvironment) {
    const { description } = parsePointsApi(options);
    const settings = {
      ...payingSettingsOf(description, deps.leaseTtlMs),
      quietHours: deps.quietHours,
      // All payouts by it share one rate.
      ...optional("apiName", one.name),
    };
    const columns = extraColumnsSchema.parse(description.columns ?? []);
    return { ...one, description, settings, columns };
  }

  function connect({ description, secretId, settings, columns }: typeof byDefault): PaidBy {
    const credentials = createCredentials(description.credentials, { ...deps, secretId });
    const { nowMs } = deps;
    const pointsApi = createConnectedPointsApi({ description, credentials, nowMs });
    return { pointsApi, settings, columns };
  }

  function make(name: string | undefined): PaidBy {
    if (name === byDefault.name) return connect(byDefault);
    const found = all.find((one) => one.name === name);
    if (found !== undefined) return connect(found);
    const { settings } = byDefault;
    return { pointsApi: createMissingPointsApi(name ?? ""), settings, columns: [] };
  }

  return {
    of(payout) {
      const name = payout?.pointsApi ?? byDefault.name;
      const known = connected.get(name) ?? make(name);
      connected.set(name, known);
      return known;
    },
    yieldMarginMs: Math.max(...all.map(({ description }) => yieldMarginOf(description))),
  };
}
