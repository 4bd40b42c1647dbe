import type { S3Event } from "aws-lambda";
import type { ObjectVersion } from "./store/stored-version.ts";

export type CreatedEventName =
  | "ObjectCreated:Put"
  | "ObjectCreated:Post"
  | "ObjectCreated:CompleteMultipartUpload";

/** The notification S3 sends of a new object, with its key encoded as S3 encodes it. */
export function createdEvent(created: {
  readonly region: string;
  readonly bucketName: string;
  readonly version: ObjectVersion;
  readonly eventName: CreatedEventName;
  readonly accessKeyId: string;
  readonly requestId: string;
}): S3Event {
  const { version } = created;
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: created.region,
        eventTime: new Date(version.lastModifiedMs).toISOString(),
        eventName: created.eventName,
        userIdentity: { principalId: `AWS:${created.accessKeyId}` },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: {
          "x-amz-request-id": created.requestId,
          "x-amz-id-2": created.requestId,
        },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "object-created",
          bucket: {
            name: created.bucketName,
            ownerIdentity: { principalId: "LOCAL" },
            arn: `arn:aws:s3:::${created.bucketName}`,
          },
          object: {
            key: encodeEventKey(version.key),
            size: version.sizeBytes,
            eTag: version.eTag,
            versionId: version.versionId,
            sequencer: version.sequence.toString(16).toUpperCase().padStart(18, "0"),
          },
        },
      },
    ],
  };
}

/** As in a form: a space is `+`; a slash stays. */
function encodeEventKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}
