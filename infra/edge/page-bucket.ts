import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { PRIVATE_BUCKET } from "../constructs/private-bucket.ts";

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
