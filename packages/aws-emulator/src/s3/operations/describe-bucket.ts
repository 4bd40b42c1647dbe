import { type S3Answer, type S3Call, xmlAnswer } from "../s3-call.ts";
import { renderXml } from "../xml.ts";

/** HeadBucket: that it exists was found out on the way here. */
export function headBucket({ verifier }: S3Call): S3Answer {
  return { status: 200, headers: { "x-amz-bucket-region": verifier.region } };
}

/** GetBucketVersioning: every bucket here is versioned, for good. */
export function getBucketVersioning(): S3Answer {
  return xmlAnswer(renderXml("VersioningConfiguration", [["Status", "Enabled"]]));
}
