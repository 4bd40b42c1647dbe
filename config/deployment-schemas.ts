import * as z from "zod";

/** Where the admin page stands, and what stands before it. */
export const pageSchema = z.strictObject({
  /** A domain of the company's own; its DNS record is made by hand (docs/deploy.md). */
  domain: z
    .strictObject({
      name: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a name such as payouts.example.com"),
      /** CloudFront takes certificates of us-east-1 only. */
      certificateArn: z
        .string()
        .regex(
          /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
          "the ARN of a certificate in us-east-1",
        ),
    })
    .optional(),
  /**
   * Which value of the secret `paysheet/<stage>/edge` CloudFront sends with calls of the API; the
   * runbook says how another one takes over.
   */
  edgeKey: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,29}$/, "a name such as first")
    .default("first"),
  /** A web ACL of AWS WAF. */
  webAclArn: z
    .string()
    .regex(
      /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/\S+$/,
      "the ARN of a web ACL for CloudFront, which is in us-east-1",
    )
    .optional(),
});

/** Private subnets with a way to the points API, and to AWS and Slack (docs/deploy.md). */
export const networkSchema = z.strictObject({
  vpcId: z.string().regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a VPC"),
  subnetIds: z
    .array(z.string().regex(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a subnet"))
    .min(1),
  securityGroupIds: z
    .array(z.string().regex(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, "the id of a group"))
    .min(1),
});
export type NetworkConfig = z.output<typeof networkSchema>;

/**
 * None by default: AWS refuses any to an account whose own limit is still low, and a payout that
 * finds no place waits an hour at most before it is given up. With `distribute: n`, no more than
 * `n` payouts are paid at a time.
 */
export const reservedSchema = z.strictObject({
  distribute: z.int().positive().optional(),
  adminApi: z.int().positive().optional(),
});

export const alarmsSchema = z.strictObject({
  /** Told as well as Slack, and the only one told when Slack itself is what fails. */
  email: z.email().optional(),
  /** Where `docs/runbook.md` can be read; alarms name the file only without it. */
  runbookUrl: z.url({ protocol: /^https$/ }).optional(),
});

/**
 * The repository on GitHub whose environment of the stage's name may deploy it. The ids are never
 * given to another, as names are; `gh api repos/<owner>/<name> --jq '.owner.id, .id'` tells them.
 */
export const ciRoleSchema = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "owner/name"),
  ownerId: z.int().positive(),
  repositoryId: z.int().positive(),
});
export type CiRoleConfig = z.output<typeof ciRoleSchema>;
