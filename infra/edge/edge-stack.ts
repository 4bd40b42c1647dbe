import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import type { PageConfig } from "../../admin-page/src/page-config.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import { payoutBucketName, payoutBucketOrigin } from "../data/payout-bucket.ts";
import { EdgeSecret } from "./edge-secret.ts";
import { PageDistribution } from "./page-distribution.ts";
import { PageBucket, PageFiles } from "./page-files.ts";
import { PageHeadersPolicy } from "./page-headers-policy.ts";
import { ownProvider, People, type SignIn, type SignInOrigins } from "./sign-in.ts";

export interface EdgeStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  /** The built page. */
  readonly pageDirectory: string;
}

interface Provider {
  readonly origins: SignInOrigins;
  letIn(pageUrl: string): SignIn;
}

/** What browsers reach: the page, the way to sign in, and the door of the API. */
export class EdgeStack extends Stack {
  /** Where people open the page; ends in a slash. */
  readonly pageUrl: string;
  readonly signIn: SignIn;
  readonly api: ApiDoor;
  /** Says that a call of the API came through CloudFront. */
  readonly edgeSecret: EdgeSecret;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { stage, config, pageDirectory, ...stackProps } = props;
    super(scope, id, stackProps);
    this.api = new ApiDoor(this, "Api");
    this.edgeSecret = new EdgeSecret(this, "EdgeSecret", { stage, current: config.page.edgeKey });
    const bucket = new PageBucket(this, "PageBucket");
    const provider = this.createProvider(stage, config.signIn);
    const { pageUrl } = new PageDistribution(this, "Page", {
      page: config.page,
      bucket,
      apiHost: this.api.host,
      edgeSecret: this.edgeSecret,
      headers: new PageHeadersPolicy(this, "PageHeaders", {
        origins: {
          ...provider.origins,
          bucket: [payoutBucketOrigin(this, payoutBucketName(this, stage))],
        },
      }),
    });
    this.pageUrl = pageUrl;
    this.signIn = provider.letIn(pageUrl);
    new PageFiles(this, "PageFiles", {
      directory: pageDirectory,
      bucket,
      logRetentionDays: config.logRetentionDays,
      config: pageConfigOf(config, this.signIn),
    });

    new CfnOutput(this, "PageUrl", { value: pageUrl });
    new CfnOutput(this, "Issuer", { value: this.signIn.issuer });
  }

  private createProvider(stage: string, config: StageConfig["signIn"]): Provider {
    if (config.provider === "cognito") return new People(this, "People", { stage, config });
    const { signIn, origins } = ownProvider(config);
    return { origins, letIn: () => signIn };
  }
}

/**
 * The HTTP API as CloudFront sees it: an address. What it leads to is the admin stack's, which needs
 * the page's address, which needs this one.
 */
export class ApiDoor extends HttpApi {
  /** Host name of the API. */
  readonly host: string;

  constructor(scope: Construct, id: string) {
    super(scope, id, { apiName: Stack.of(scope).stackName, createDefaultStage: false });
    const { region, urlSuffix } = Stack.of(this);
    this.host = `${this.apiId}.execute-api.${region}.${urlSuffix}`;
  }
}

/** What this deployment tells its page, in `/config.json`. The API is at the page's own origin. */
export function pageConfigOf(config: StageConfig, signIn: SignIn): PageConfig {
  const { approvalAbovePoints, maxSheetBytes } = config.policy;
  const { issuer, clientId, scope, rolesClaim, signOutUrl } = signIn;
  return {
    issuer,
    clientId,
    scope,
    rolesClaim,
    signOutUrl,
    language: config.language,
    defaultTimeZone: config.timeZone,
    approvalAbovePoints,
    maxSheetBytes,
  };
}
