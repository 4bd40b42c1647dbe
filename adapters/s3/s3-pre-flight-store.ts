import type { S3Client } from "@aws-sdk/client-s3";
import { pointsApiLookSchema } from "../../domain/distribution/look-at-points-api.ts";
import { type PreFlightStore, usersLookSchema } from "../../domain/preflight/pre-flight.ts";
import { getJson, putJson } from "./json-object.ts";

/**
 * Pre-flights beside the checks of their payouts, and deleted with them:
 * `checks/{payout}/pre-flight.json` and `checks/{payout}/pre-flight-users.json`.
 */
export function createS3PreFlightStore({
  s3,
  bucket,
}: {
  readonly s3: S3Client;
  readonly bucket: string;
}): PreFlightStore {
  const at = (payoutId: string, name: string) => ({
    bucket,
    key: `checks/${payoutId}/${name}.json`,
  });
  const lookOf = (payoutId: string) => at(payoutId, "pre-flight");
  const usersOf = (payoutId: string) => at(payoutId, "pre-flight-users");
  return {
    async look(payoutId) {
      const stored = await getJson(s3, lookOf(payoutId));
      return stored === undefined ? undefined : pointsApiLookSchema.parse(stored);
    },
    async saveLook(payoutId, look) {
      await putJson(s3, lookOf(payoutId), look);
    },
    async users(payoutId) {
      const stored = await getJson(s3, usersOf(payoutId));
      return stored === undefined ? undefined : usersLookSchema.parse(stored);
    },
    async saveUsers(payoutId, users) {
      await putJson(s3, usersOf(payoutId), users);
    },
  };
}
