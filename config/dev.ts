import type { StageConfigInput } from "./stage-config.ts";

/**
 * For trying things out: small limits, and a points API that pays nothing real. What every field
 * means stands in `stage-config.ts` and the two files it imports; docs/deploy.md says where to find
 * the values. Synthesis names every field that is wrong.
 */
export const dev = {
  region: "ap-northeast-2",

  // Anybody who can sign in gets no further than the group they are put in; see docs/deploy.md.
  signIn: { provider: "cognito", mfa: "optional" },

  // Slack: the channel's details, at the bottom of its "About" tab.
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
  rollout: "at_once",
  logRetentionDays: 14,
} satisfies StageConfigInput;
