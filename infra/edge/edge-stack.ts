import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import type { PageConfig } from "../../admin-page/src/page-config.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import { payoutBucketName, payoutBucketOrigin } from "../data/payout-bucket.ts";
import { columnsByApi } from "../distribution/columns.ts";
import { EdgeSecret } from "./edge-secret.ts";
import { PageDistribution } from "./page-distribution.ts";
import { PageBucket, PageFiles } from "./page-files.ts";
import { PageHeadersPolicy } from "./page-headers-policy.ts";
import { CognitoSignIn, ownProvider, type SignIn, type SignInOrigins } from "./sign-in.ts";

export interface EdgeStackProps extends StackProps {
  readonly stage: string;
  readonly config: StageConfig;
  /** The built page. */
  readonly pageDirectory: string;
}

interface Provider {
  readonly origins: SignInOrigins;
  addPage(pageUrl: string): SignIn;
}

/** What browsers reach: the page, sign-in, and the address of the API. */
export class EdgeStack extends Stack {
  /** Where people open the page; ends in a slash. */
  readonly pageUrl: string;
  readonly signIn: SignIn;
  readonly api: EdgeHttpApi;
  /** Says that a call of the API came through CloudFront. */
  readonly edgeSecret: EdgeSecret;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    const { stage, config, pageDirectory, ...stackProps } = props;
    super(scope, id, stackProps);
    this.api = new EdgeHttpApi(this, "Api");
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
    this.signIn = provider.addPage(pageUrl);
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
    if (config.provider === "cognito") return new CognitoSignIn(this, "People", { stage, config });
    const { signIn, origins } = ownProvider(config);
    return { origins, addPage: () => signIn };
  }
}

/**
 * The HTTP API without its routes, which the admin stack adds: CloudFront needs the API's address,
 * and the functions need the page's, which is CloudFront's.
 */
export class EdgeHttpApi extends HttpApi {
  /** Host name of the API. */
  readonly host: string;

  constructor(scope: Construct, id: string) {
    super(scope, id, { apiName: Stack.of(scope).stackName, createDefaultStage: false });
    const { region, urlSuffix } = Stack.of(this);
    this.host = `${this.apiId}.execute-api.${region}.${urlSuffix}`;
  }
}

/** This deployment's `/config.json` for its page. The API is at the page's own origin. */
export function pageConfigOf(config: StageConfig, signIn: SignIn): PageConfig {
  const { approvalAbovePoints, maxSheetBytes } = config.policy;
  const quietHours = config.policy.quietHours.map(({ timeZone = config.timeZone, ...hours }) => ({
    ...hours,
    timeZone,
  }));
  const { issuer, clientId, scope, rolesClaim, signOutUrl, directory } = signIn;
  const columns = columnsByApi(config);
  const pointsApis = config.pointsApis.flatMap(({ named, approvalAbovePoints }) =>
    named === undefined ? [] : [{ ...named, approvalAbovePoints }],
  );
  return {
    issuer,
    clientId,
    scope,
    rolesClaim,
    signOutUrl,
    language: config.language,
    defaultTimeZone: config.timeZone,
    quietHours: quietHours.length === 0 ? undefined : quietHours,
    approvalAbovePoints,
    pointsApis: pointsApis.length === 0 ? undefined : pointsApis,
    columns: columns.some((one) => one.columns.length > 0) ? columns : undefined,
    asksWhoLeft: directory && true,
    maxSheetBytes,
  };
}
