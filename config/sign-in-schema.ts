import * as z from "zod";

const originSchema = z
  .url({ protocol: /^https$/ })
  .refine((url) => new URL(url).origin === url, "an origin such as https://id.example.com");

const cognitoSchema = z.strictObject({
  provider: z.literal("cognito"),
  /**
   * First label of the sign-in page's address, `<prefix>.auth.<region>.amazoncognito.com`; unique
   * in the region. `paysheet-<stage>-<account>` by default.
   */
  domainPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and hyphens")
    .refine((prefix) => !/aws|amazon|cognito/.test(prefix), "Cognito reserves aws and cognito")
    .optional(),
  /** Whether everybody has to have an authenticator app. */
  mfa: z.enum(["required", "optional"]).default("required"),
});

const openIdSchema = z.strictObject({
  provider: z.literal("openid"),
  /** Exactly as the provider's discovery document and its tokens name it, slash or none. */
  issuer: z.url({ protocol: /^https$/ }),
  /** The page's client: public, authorization code with PKCE. */
  clientId: z.string().min(1),
  /** What access tokens hold in `aud`, or in `client_id` where they have no `aud`. */
  audience: z.string().min(1),
  /** The claim of access tokens that holds the roles; dots lead into nested claims. */
  rolesClaim: z.string().min(1).default("roles"),
  /**
   * The claim of access tokens that holds the name by which others see a person; dots lead into
   * nested claims. Only one that people can't change themselves: another's name would stand in the
   * audit trail. Without it they are shown by their subject.
   */
  nameClaim: z.string().min(1).optional(),
  /**
   * Which e-mail addresses are taken for somebody's own, by which accounts of one person are told.
   * `verified`: those that access tokens or UserInfo call `email_verified`. `unmarked`: also those
   * without that mark, for a provider that never sends it and where nobody can write an address of
   * their own. `none`: the provider tells no addresses; then only accounts tell people apart, and no
   * button in Slack acts.
   */
  emails: z.enum(["verified", "unmarked", "none"]).default("verified"),
  /** `at+jwt` where the provider marks access tokens so (RFC 9068): no other token is taken. */
  tokenType: z.literal("at+jwt").optional(),
  /** With `email`, so that people are known by their address when they act through Slack. */
  scope: z.string().min(1).default("openid profile email"),
  /** Where the provider's endpoints stand when not at the issuer's origin. */
  origins: z.array(originSchema).default([]),
  /** Where a browser ends its session, for providers whose discovery document does not say. */
  signOutUrl: z.url({ protocol: /^https$/ }).optional(),
});

/** A user pool that the deployment makes, or the company's own OpenID provider. */
export const signInSchema = z.discriminatedUnion("provider", [cognitoSchema, openIdSchema]);

export type CognitoConfig = z.output<typeof cognitoSchema>;
export type OpenIdConfig = z.output<typeof openIdSchema>;
