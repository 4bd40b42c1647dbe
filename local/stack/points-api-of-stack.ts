import type { PointsApiInput } from "../../connectors/registry.ts";
import type { StackSettings } from "./stack-settings.ts";

/** What it takes of a row beside user, points and reason. */
const COLUMNS = [
  { name: "campaign", headers: ["캠페인", "campaign code"] },
  { name: "pointType", headers: ["포인트 종류", "point type"] },
  { name: "userNote", headers: ["회원 안내 문구", "note for users"] },
  { name: "expiresOn", headers: ["포인트 만료일", "expires on"], kind: "date" as const },
];
const PAYMENT = {
  ...{ userId: "{{userId}}", points: "{{points}}", reason: "{{reason}}" },
  ...{ campaign: "{{column:campaign}}", pointType: "{{column:pointType}}" },
  ...{ userNote: "{{column:userNote}}", expiresOn: "{{column:expiresOn}}" },
};

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
    columns: COLUMNS,
    body: PAYMENT,
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
    ...(inBulk && {
      bulk: { url: `${url}/bulk`, payment: { idempotencyKey: "{{idempotencyKey}}", ...PAYMENT } },
    }),
    ...points,
    ...(settings.pointsApiToken !== undefined && { auth: { kind: "bearer" } }),
  };
}
