import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { EDGE_HEADER } from "../../admin-api/environment.ts";
import { pageHeaders } from "../../admin-page/page-headers.ts";
import { pageConfigSchema } from "../../admin-page/src/page-config.ts";
import { roleSchema } from "../../domain/payout/person.ts";
import { pageConfigOf } from "../../infra/edge/edge-stack.ts";
import { statementsOf } from "./permissions.ts";
import {
  createStage,
  OWN_ADDRESSES,
  resourcesOf,
  synthStage,
  textOf,
  theResource,
} from "./synth-stage.ts";

const { edge } = synthStage();
const own = synthStage(OWN_ADDRESSES).edge;

const behaviorSchema = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  Compress: z.boolean(),
});
const distributionSchema = z.object({
  Origins: z.array(
    z.object({
      Id: z.string(),
      DomainName: z.unknown().transform(textOf),
      OriginAccessControlId: z.unknown().optional(),
      S3OriginConfig: z.unknown().optional(),
      CustomOriginConfig: z.unknown().optional(),
      OriginCustomHeaders: z
        .array(z.object({ HeaderName: z.string(), HeaderValue: z.unknown().transform(textOf) }))
        .optional(),
    }),
  ),
  DefaultCacheBehavior: behaviorSchema,
  CacheBehaviors: z.array(behaviorSchema),
  HttpVersion: z.string(),
  CustomErrorResponses: z.unknown(),
  Aliases: z.array(z.string()).optional(),
  ViewerCertificate: z.unknown().optional(),
  WebACLId: z.string().optional(),
});

const headersPolicySchema = z.object({
  CustomHeadersConfig: z.object({
    Items: z.array(z.object({ Header: z.string(), Value: z.string() })),
  }),
  SecurityHeadersConfig: z.object({
    ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.unknown().transform(textOf) }),
    ContentTypeOptions: z.object({ Override: z.boolean() }),
    ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }),
    StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.number() }),
  }),
});

function distributionOf(template: typeof edge) {
  const { Properties } = theResource(template, "AWS::CloudFront::Distribution");
  return distributionSchema.parse(Properties["DistributionConfig"]);
}

/** AWS's own policies, whose ids are the same everywhere. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

describe("the page", () => {
  it("is read from a private bucket by this distribution alone", () => {
    const bucket = theResource(edge, "AWS::S3::Bucket");
    expect(bucket.Properties["PublicAccessBlockConfiguration"]).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(theResource(edge, "AWS::S3::BucketPolicy").Properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
          { Effect: "Deny", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } },
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Condition: { StringEquals: { "AWS:SourceArn": expect.anything() } },
          },
        ],
      },
    });
    expect(theResource(edge, "AWS::CloudFront::OriginAccessControl").Properties).toMatchObject({
      OriginAccessControlConfig: { SigningBehavior: "always", SigningProtocol: "sigv4" },
    });
  });

  it("comes compressed, over HTTP/2 and 3, and over TLS only", () => {
    const { DefaultCacheBehavior, HttpVersion } = distributionOf(edge);
    expect(HttpVersion).toBe("http2and3");
    expect(DefaultCacheBehavior).toMatchObject({
      ViewerProtocolPolicy: "redirect-to-https",
      AllowedMethods: ["GET", "HEAD"],
      Compress: true,
    });
  });

  it("comes with the very headers that the local stack sends, and HSTS", () => {
    const { Properties } = theResource(own, "AWS::CloudFront::ResponseHeadersPolicy");
    const policy = headersPolicySchema.parse(Properties["ResponseHeadersPolicyConfig"]);
    const security = policy.SecurityHeadersConfig;
    const sent = {
      "content-security-policy": security.ContentSecurityPolicy.ContentSecurityPolicy,
      "x-content-type-options": security.ContentTypeOptions.Override ? "nosniff" : undefined,
      "referrer-policy": security.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(
        policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
      ),
    };
    expect(sent).toEqual(
      pageHeaders({
        issuer: "https://sign-in.dev.example.com",
        bucket: [
          "https://paysheet-dev-<AWS::AccountId>-ap-northeast-2.s3.ap-northeast-2.<AWS::URLSuffix>",
        ],
      }),
    );
    expect(security.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31_536_000);
  });

  it("may call Cognito's endpoints, which stand on another domain than its issuer", () => {
    const { Properties } = theResource(edge, "AWS::CloudFront::ResponseHeadersPolicy");
    const policy = headersPolicySchema.parse(Properties["ResponseHeadersPolicyConfig"]);
    expect(policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy).toContain(
      "connect-src 'self' https://cognito-idp.ap-northeast-2.<AWS::URLSuffix> " +
        "https://<PeopleDomain>.auth.ap-northeast-2.amazoncognito.com " +
        "https://paysheet-dev-<AWS::AccountId>-ap-northeast-2.s3.ap-northeast-2.<AWS::URLSuffix>;",
    );
  });

  it("stands at the company's own domain with TLS 1.2 or newer, where there is one", () => {
    const { Aliases, ViewerCertificate } = distributionOf(own);
    expect(Aliases).toEqual(["payouts.dev.example.com"]);
    expect(ViewerCertificate).toEqual({
      AcmCertificateArn: OWN_ADDRESSES.page.domain.certificateArn,
      MinimumProtocolVersion: "TLSv1.2_2021",
      SslSupportMethod: "sni-only",
    });
  });

  it("is filtered by the company's web ACL, where there is one", () => {
    const webAclArn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/ours/0a1b2c3d";
    expect(distributionOf(synthStage({ page: { webAclArn } }).edge).WebACLId).toBe(webAclArn);
    expect(distributionOf(edge).WebACLId).toBeUndefined();
  });

  it("is told where to sign in, what its claims are called, and what the deployment allows", () => {
    const { config, stage } = createStage(OWN_ADDRESSES);
    expect(pageConfigSchema.parse(pageConfigOf(config, stage.edge.signIn))).toEqual({
      issuer: "https://sign-in.dev.example.com/tenant/",
      clientId: "paysheet-page",
      scope: "openid profile email",
      rolesClaim: "roles",
      language: "ko",
      defaultTimeZone: "Asia/Seoul",
      approvalAbovePoints: 100_000,
      maxSheetBytes: 20_000_000,
    });
  });

  it("keeps what has a hash in its name for ever, asks for all else anew, and removes nothing", () => {
    const deployments = resourcesOf(edge, "Custom::CDKBucketDeployment").map(
      ({ Properties: { Include, Exclude, SystemMetadata, Prune, RetainOnDelete } }) => ({
        Include,
        Exclude,
        SystemMetadata,
        Prune,
        RetainOnDelete,
      }),
    );
    const common = { Prune: false, RetainOnDelete: true };
    expect(deployments).toEqual([
      {
        ...common,
        Exclude: ["*"],
        Include: ["assets/*"],
        SystemMetadata: { "cache-control": "public, max-age=31536000, immutable" },
      },
      {
        ...common,
        Exclude: ["assets/*"],
        Include: undefined,
        SystemMetadata: { "cache-control": "no-cache" },
      },
    ]);
  });
});

describe("the page's paths at CloudFront", () => {
  const code = readFileSync("infra/edge/page-paths.js", "utf8");
  const uriOf = (uri: string): unknown =>
    runInNewContext(`${code}\nhandler({ request: { uri: ${JSON.stringify(uri)} } }).uri`);

  it.each(["/", "/payouts", "/payouts/01K", "/users/a.b@example.com", "/signed-in", "/assets/"])(
    "are the page's own: %s",
    (uri) => expect(uriOf(uri)).toBe("/index.html"),
  );

  it.each(["/index.html", "/config.json", "/favicon.svg", "/assets/main-0a1b.js"])(
    "are a file: %s",
    (uri) => expect(uriOf(uri)).toBe(uri),
  );

  it("go through it, and those of the API don't", () => {
    const associations = JSON.stringify(edge.toJSON()).split('"FunctionAssociations"');
    expect(associations).toHaveLength(2);
    expect(theResource(edge, "AWS::CloudFront::Function").Properties).toMatchObject({
      FunctionCode: code,
      FunctionConfig: { Runtime: "cloudfront-js-2.0" },
    });
  });
});

describe("the address of the API", () => {
  it("stands at the page's own origin, uncached, and gets the token", () => {
    const { CacheBehaviors, Origins } = distributionOf(edge);
    expect(CacheBehaviors).toHaveLength(1);
    const [behavior] = CacheBehaviors;
    expect(behavior).toMatchObject({
      PathPattern: "/api/*",
      ViewerProtocolPolicy: "https-only",
      AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
    });
    expect(Origins.find(({ Id }) => Id === behavior?.TargetOriginId)).toMatchObject({
      DomainName: "<Api>.execute-api.ap-northeast-2.<AWS::URLSuffix>",
      CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] },
    });
  });

  it("hands on its errors to those who met them, and keeps none for others", () => {
    expect(distributionOf(edge).CustomErrorResponses).toEqual(
      [500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
    );
  });

  it("says to the API that a call came this way, and says nothing of it to the page's bucket", () => {
    const { Origins } = distributionOf(edge);
    const headers = Origins.map(({ OriginCustomHeaders }) => OriginCustomHeaders);
    expect(headers).toEqual([
      undefined,
      [
        {
          HeaderName: EDGE_HEADER,
          HeaderValue: "{{resolve:secretsmanager:<EdgeSecret>:SecretString:first::}}",
        },
      ],
    ]);
    expect(theResource(edge, "AWS::SecretsManager::Secret").Properties).toMatchObject({
      Name: "paysheet/dev/edge",
      GenerateSecretString: { GenerateStringKey: "first", PasswordLength: 48 },
    });
  });

  it("says it by another value where the stage names another, of the same secret", () => {
    const changed = synthStage({ page: { edgeKey: "second" } }).edge;
    const values = distributionOf(changed).Origins.flatMap(({ OriginCustomHeaders = [] }) =>
      OriginCustomHeaders.map(({ HeaderValue }) => HeaderValue),
    );
    expect(values).toEqual(["{{resolve:secretsmanager:<EdgeSecret>:SecretString:second::}}"]);
    const secretOf = (template: typeof edge) =>
      template.findResources("AWS::SecretsManager::Secret");
    expect(secretOf(changed)).toEqual(secretOf(edge));
  });
});

describe("people", () => {
  it("are let in by an admin, with a long password and a second factor where points are real", () => {
    const { Properties } = theResource(
      synthStage({ signIn: { provider: "cognito" } }).edge,
      "AWS::Cognito::UserPool",
    );
    expect(Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      Policies: { PasswordPolicy: { MinimumLength: 14 } },
      DeletionProtection: "ACTIVE",
    });
    expect(theResource(edge, "AWS::Cognito::UserPool").DeletionPolicy).toBe("Retain");
  });

  it("are in groups named as the API's roles", () => {
    const groups = resourcesOf(edge, "AWS::Cognito::UserPoolGroup");
    expect(groups.map(({ Properties }) => Properties["GroupName"])).toEqual(roleSchema.options);
  });

  it("can write nothing of themselves but an address, and that only once it is proved theirs", () => {
    // Cognito refuses a list without what the pool requires, and takes an empty one for all.
    expect(theResource(edge, "AWS::Cognito::UserPoolClient").Properties["WriteAttributes"]).toEqual(
      ["email"],
    );
    expect(theResource(edge, "AWS::Cognito::UserPool").Properties).toMatchObject({
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });
  });

  it("sign in by code with PKCE, at Cognito's page, for the page's address only", () => {
    const { Properties } = theResource(edge, "AWS::Cognito::UserPoolClient");
    expect(Properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "profile", "email"],
      // With rotation a refresh token is taken at the token endpoint alone.
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 30 },
    });
    const urls = z.array(z.unknown().transform(textOf));
    const page = expect.stringMatching(/^https:\/\/<Page.*DomainName>\/$/);
    expect(urls.parse(Properties["LogoutURLs"])).toEqual([page]);
    expect(urls.parse(Properties["CallbackURLs"])).toEqual([
      expect.stringMatching(/^https:\/\/<Page.*DomainName>\/signed-in$/),
    ]);
    expect(theResource(edge, "AWS::Cognito::UserPoolDomain").Properties).toMatchObject({
      ManagedLoginVersion: 2,
    });
    expect(theResource(edge, "AWS::Cognito::ManagedLoginBranding").Properties).toMatchObject({
      UseCognitoProvidedValues: true,
    });
  });

  it("are the company's own provider's, where there is one", () => {
    const types = Object.values(own.toJSON()["Resources"]).map(
      (resource) => z.object({ Type: z.string() }).parse(resource).Type,
    );
    expect(types.filter((type) => type.startsWith("AWS::Cognito"))).toEqual([]);
    expect(statementsOf(own).filter(({ Action }) => Action.join().includes("cognito"))).toEqual([]);
  });
});
