import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { payoutBucketName, payoutBucketOrigin } from "../data/payout-bucket-name.ts";
import { ApiDoor } from "./api-door.ts";
import { EdgeSecret } from "./edge-secret.ts";
import { PageBucket } from "./page-bucket.ts";
import { pageConfigOf } from "./page-config.ts";
import { PageDistribution } from "./page-distribution.ts";
import { PageFiles } from "./page-files.ts";
import { PageHeadersPolicy } from "./page-headers-policy.ts";
import { ownProvider, type SignIn, type SignInOrigins } from "./sign-in.ts";
import { People } from "./user-pool.ts";

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
