import { createDynamoDbRefreshLock } from "../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import type { DynamoDbTable } from "../../adapters/dynamodb/dynamodb-table.ts";
import {
  createRefreshTokenKeeper,
  type RefreshTokenKeeper,
} from "../../adapters/points-api/keep-refresh-token.ts";
import type { SecretVersions } from "../../adapters/secrets/secret-versions.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { keptRefreshTokenSchema } from "./environment.ts";

/** Keeps a refresh token alive that is described so; undefined where there is none. */
export function refreshTokenKeeperOf(
  json: string | undefined,
  { table, secretVersions }: { table: DynamoDbTable; secretVersions: SecretVersions },
): RefreshTokenKeeper | undefined {
  if (json === undefined) return undefined;
  return createRefreshTokenKeeper(keptRefreshTokenSchema.parse(JSON.parse(json)), {
    secretVersions,
    refreshLock: createDynamoDbRefreshLock(table),
    clock: systemClock,
  });
}
