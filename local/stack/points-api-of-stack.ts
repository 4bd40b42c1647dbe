import { bulkSchema } from "../../adapters/points-api/bulk-config.ts";
import type { PointsApiConfig } from "../../adapters/points-api/points-api-config.ts";
import { POINTS_API_SECRET_ID } from "./account.ts";
import type { StackSettings } from "./stack-settings.ts";

/** The contract of the local points API, as a company would write down its own. */
export function pointsApiOfStack(
  baseUrl: string,
  settings: Pick<StackSettings, "points" | "pointsApiToken">,
): Partial<PointsApiConfig> {
  const { lookupSettleMs, inBulk, ...points } = settings.points;
  const base = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  const url = new URL("v1/points", base).href;
  const usersUrl = new URL("v1/users", base).href;
  return {
    url,
    headers: { "Idempotency-Key": "{{idempotencyKey}}" },
    body: { userId: "{{userId}}", points: "{{points}}", reason: "{{reason}}" },
    transactionIdPath: "transactionId",
    lookup: {
      url: `${url}/{{idempotencyKey}}`,
      headers: {},
      transactionIdPath: "transactionId",
      found: [],
      notFound: [{ status: 404 }],
      settleMs: lookupSettleMs,
    },
    findUser: {
      url: `${usersUrl}/{{userId}}`,
      headers: {},
      found: [{ path: "userId", present: true }],
      missing: [{ status: 404 }],
      payRejectsWith: 404,
    },
    ...(inBulk ? { bulk: bulkSchema.parse({ url: `${url}/bulk` }) } : {}),
    ...points,
    ...(settings.pointsApiToken === undefined
      ? {}
      : { auth: { kind: "bearer", secretId: POINTS_API_SECRET_ID } }),
  };
}
