import { randomBytes } from "node:crypto";
import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import type { S3Event } from "aws-lambda";
import type { OnAwsCall } from "../service/aws-call.ts";
import type { LocalService } from "../service/aws-service.ts";
import type { KnownKeys } from "../signature/credential-scope.ts";
import { type Bucket, type BucketOptions, openBucket } from "./bucket.ts";
import { createHandler } from "./handle-request.ts";

export interface LocalS3Options {
  /** Everything is kept here; one process at a time. */
  readonly dataDir: string;
  readonly region: string;
  readonly credentials: KnownKeys;
  readonly buckets: readonly BucketOptions[];
  /**
   * Called with each new object before its request is answered. When it rejects, the answer is
   * 500 InternalError and the client's retry makes the event again: let it persist the event.
   */
  readonly onObjectCreated?: (event: S3Event) => Promise<void>;
  readonly onCall?: OnAwsCall | undefined;
}

/** Serves S3 over HTTP on 127.0.0.1, path style, its buckets versioned and kept on disk. */
export async function startLocalS3(options: LocalS3Options): Promise<LocalService> {
  const buckets = new Map<string, Bucket>();
  for (const bucket of options.buckets) {
    buckets.set(bucket.name, await openBucket(options.dataDir, bucket));
  }
  const handle = createHandler({
    buckets,
    region: options.region,
    credentials: options.credentials,
    newRequestId: () => randomBytes(8).toString("hex").toUpperCase(),
    onObjectCreated: options.onObjectCreated ?? (async () => {}),
    onCall: options.onCall ?? (() => {}),
  });
  const { url, close } = await serveOnLoopback(0, handle);
  return { endpoint: url, close };
}
