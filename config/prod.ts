import type { StageConfigInput } from "./stage-config.ts";

/** What pays for real. Every address here is an example to be replaced before the first deploy. */
export const prod: StageConfigInput = {
  pageUrl: "https://payouts.example.com/",
  signIn: { issuer: "https://sign-in.example.com/", audience: "paysheet" },
  slack: { channel: "C0000000001" },
  pointsApi: {
    url: "https://points.example.com/v1/points",
    transactionIdPath: "transactionId",
    auth: { kind: "bearer" },
    idempotency: "key",
    ratePerSecond: 50,
  },
  logRetentionDays: 365,
};
