import type { StageConfigInput } from "./stage-config.ts";

/** For trying things out: small limits, and a points API that pays nothing real. */
export const dev: StageConfigInput = {
  pageUrl: "https://payouts.dev.example.com/",
  signIn: { issuer: "https://sign-in.dev.example.com/", audience: "paysheet-dev" },
  slack: { channel: "C0000000000" },
  pointsApi: {
    url: "https://points.dev.example.com/v1/points",
    transactionIdPath: "transactionId",
    auth: { kind: "bearer" },
    idempotency: "key",
    ratePerSecond: 10,
    concurrency: 4,
  },
  policy: { approvalAbovePoints: 100_000 },
  logRetentionDays: 14,
};
