import type { PointsApiInput } from "../../connectors/registry.ts";
import type { StackSettings } from "./stack-settings.ts";

/** The contract of the local points API, as a company would write down its own. */
export function pointsApiOfStack(
  baseUrl: string,
  settings: Pick<StackSettings, "points" | "pointsApiToken">,
): PointsApiInput {
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
      transactionIdPath: "transactionId",
      settleMs: lookupSettleMs,
    },
    reverse: { url: `${url}/{{originalKey}}/reversal`, transactionIdPath: "transactionId" },
    findUser: {
      url: `${usersUrl}/{{userId}}`,
      found: [{ path: "userId", present: true }],
    },
    balance: { url: `${usersUrl}/{{userId}}`, path: "balance" },
    float: { url: new URL("v1/float", base).href, path: "float" },
    // It answers so before it does anything: while a call under the same key is in flight, or it is down.
    notDone: [{ status: 409 }, { status: 503 }],
    ...(points.idempotency === "key" && { keyLifetimeHours: "forever", refusalProves: true }),
    ...(inBulk && { bulk: { url: `${url}/bulk` } }),
    ...points,
    ...(settings.pointsApiToken !== undefined && { auth: { kind: "bearer" } }),
  };
}
