import { createDynamoDbRefreshLock } from "../../adapters/dynamodb/dynamodb-refresh-lock.ts";
import type { DynamoDbTable } from "../../adapters/dynamodb/dynamodb-table.ts";
import {
  createRefreshTokenKeeper,
  type RefreshTokenKeeper,
} from "../../adapters/points-api/keep-refresh-token.ts";
import type { SecretVersions } from "../../adapters/secrets/secret-versions.ts";
import { systemClock } from "../../adapters/system/system-clock.ts";
import { keptRefreshTokensSchema } from "./environment.ts";

/** Keeps the refresh tokens alive that are described so: each by itself. */
export function refreshTokenKeepersOf(
  json: string | undefined,
  { table, secretVersions }: { table: DynamoDbTable; secretVersions: SecretVersions },
): readonly RefreshTokenKeeper[] {
  const deps = {
    secretVersions,
    refreshLock: createDynamoDbRefreshLock(table),
    clock: systemClock,
  };
  const kept = json === undefined ? [] : keptRefreshTokensSchema.parse(JSON.parse(json));
  return kept.map((one) => createRefreshTokenKeeper(one, deps));
}
