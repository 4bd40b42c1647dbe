import { DefaultStackSynthesizer, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Bucket, type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import type { PageConfig } from "../../admin-page/src/page-config.ts";
import { answerWildcard } from "../constructs/answer-wildcard.ts";
import { asBucket, PRIVATE_BUCKET } from "../constructs/private-bucket.ts";

export interface PageFilesProps {
  /** The built page. */
  readonly directory: string;
  /** What the page reads from `/config.json`; written while deploying, when addresses are known. */
  readonly config: PageConfig;
  readonly bucket: PageBucket;
  readonly logRetentionDays: RetentionDays;
}

/** Files that the build needs itself, and no browser. */
const NOT_SERVED = ["manifest.json", "built-from.txt"];

/** Of CDK's function that copies the files; it runs while deploying only. */
const COPY_ACTIONS = ["GetBucket*", "GetObject*", "List*", "DeleteObject*", "Abort*"];
const LOG_POLICY = "arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

/**
 * Puts the page into its bucket: first what bears a hash of its content in its name and may be kept
 * for ever, then what refers to it. Nothing is taken away, as an open page still loads its parts.
 */
export class PageFiles extends Construct {
  constructor(scope: Construct, id: string, props: PageFilesProps) {
    super(scope, id);
    const { directory, config, bucket, logRetentionDays } = props;
    const page = Source.asset(directory, { exclude: NOT_SERVED });
    const common = {
      destinationBucket: asBucket(bucket),
      prune: false,
      retainOnDelete: true,
      logGroup: new LogGroup(this, "Log", {
        retention: logRetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    };
    const assets = new BucketDeployment(this, "Assets", {
      ...common,
      sources: [page],
      exclude: ["*"],
      include: ["assets/*"],
      cacheControl: [CacheControl.fromString("public, max-age=31536000, immutable")],
    });
    const entry = new BucketDeployment(this, "Entry", {
      ...common,
      sources: [page, Source.jsonData("config.json", config)],
      exclude: ["assets/*"],
      cacheControl: [CacheControl.noCache()],
    });
    entry.node.addDependency(assets);
    answerFindings(this, assets, asBucket(bucket));
  }
}

function answerFindings(files: PageFiles, deployment: BucketDeployment, bucket: IBucket): void {
  const { handlerRole } = deployment;
  const copier = handlerRole.node.scope;
  if (copier === undefined) throw new Error("CDK's function for bucket deployments is not there.");
  const reason =
    "CDK's own function, which copies the page while deploying and is called by nobody else.";
  const ids = [
    "AwsSolutions-L1",
    `AwsSolutions-IAM4[Policy::${LOG_POLICY}]`,
    ...COPY_ACTIONS.map((action) => `AwsSolutions-IAM5[Action::s3:${action}]`),
  ];
  Validations.of(copier).acknowledge(...ids.map((id) => ({ id, reason })));
  answerWildcard(
    handlerRole,
    bucket.arnForObjects("*"),
    "All of the page's files are its to write.",
  );
  const assets = stagingBucketArn(files);
  answerWildcard(
    handlerRole,
    assets,
    "Reads the page from where the CDK put it; the name holds its digest.",
  );
}

/** Where CDK's bootstrapping keeps what is deployed. */
function stagingBucketArn(scope: Construct): string {
  const { partition, account, region } = Stack.of(scope);
  const qualifier = DefaultStackSynthesizer.DEFAULT_QUALIFIER;
  return `arn:${partition}:s3:::cdk-${qualifier}-assets-${account}-${region}/*`;
}

/** The built page. Private: CloudFront alone reads it. Nothing in it is not in the repository. */
export class PageBucket extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      ...PRIVATE_BUCKET,
      // Has files in it as soon as it is there, which would keep a failed deployment from being undone.
      removalPolicy: RemovalPolicy.RETAIN,
      versioned: true,
    });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-S1",
      reason: "Holds the page's static files only, which anybody may read through CloudFront.",
    });
  }
}
