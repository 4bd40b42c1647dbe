import type { StageConfigInput } from "./stage-config.ts";

/**
 * What pays for real. The channel and the points API are examples to be replaced before the first
 * deploy. What every field means stands in `stage-config.ts` and the two files it imports.
 */
export const prod = {
  region: "ap-northeast-2",

  // The page at an address of the company's own, behind a web ACL:
  // page: {
  //   domain: { name: "payouts.example.com", certificateArn: "arn:aws:acm:us-east-1:…" },
  //   webAclArn: "arn:aws:wafv2:us-east-1:…",
  // },

  // The company's own OpenID provider in place of a user pool of Cognito:
  // signIn: {
  //   provider: "openid",
  //   issuer: "https://sign-in.example.com/",
  //   clientId: "paysheet-page",
  //   audience: "paysheet",
  //   rolesClaim: "roles",
  //   nameClaim: "name", // only where people can't change it themselves
  // },
  signIn: { provider: "cognito", mfa: "required" },

  slack: { channel: "C0000000001" },

  pointsApi: {
    url: "https://points.example.com/v1/points",
    transactionIdPath: "transactionId",
    auth: { kind: "bearer" },
    idempotency: "key",
    ratePerSecond: 50,
  },

  // A points API that can be reached from a VPC only:
  // network: { vpcId: "vpc-…", subnetIds: ["subnet-…"], securityGroupIds: ["sg-…"] },

  // alarms: { email: "oncall@example.com", runbookUrl: "https://…/docs/runbook.md" },

  // delivery: { repository: "your-company/paysheet", ownerId: 123456, repositoryId: 456789 },

  logRetentionDays: 365,
} satisfies StageConfigInput;
