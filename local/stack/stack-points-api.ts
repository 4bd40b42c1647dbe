import type { Description } from "../../connectors/connector.ts";
import { parsePointsApi } from "../../connectors/registry.ts";
import type { NamedPointsApi } from "../../domain/payout/named-points-api.ts";
import { POINTS_API_SECRET_ID } from "./account.ts";

/** A points API that the stack pays by. */
export interface StackPointsApi {
  /** As payouts name it; undefined of the only one. */
  readonly named?: NamedPointsApi | undefined;
  /** Options of its connector. */
  readonly options: object;
  /** What follows from them. */
  readonly description: Description;
  readonly ratePerSecond: number;
  /** Content of the secret with its credentials; undefined where it asks for none. */
  readonly secret?: object | undefined;
  readonly url: string;
  /** Whether it is the one of `local/points-api`, which shows its books and fails on demand. */
  readonly isLocal: boolean;
  /** What people are told of it beside its address. */
  readonly note?: string | undefined;
  close(): Promise<void>;
}

/** Options of a connector that ships, and what follows from them. */
export function describedBy(options: object): Pick<StackPointsApi, "options" | "description"> {
  return { options, description: parsePointsApi(JSON.stringify(options)).description };
}

/** Where its credentials stand, the default one's where they have always stood. */
export function secretIdOf({ secret, named }: StackPointsApi, index: number): string | undefined {
  if (secret === undefined) return undefined;
  return index === 0 ? POINTS_API_SECRET_ID : `${POINTS_API_SECRET_ID}/${named?.name}`;
}

/** What it takes of a row besides, as a deployment's functions and page are told. */
export function columnsOf({ named, description }: StackPointsApi) {
  return { name: named?.name, columns: [...(description.columns ?? [])] };
}
