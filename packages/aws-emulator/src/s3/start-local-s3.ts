import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { S3Event } from "aws-lambda";
import type { OnAwsCall } from "../service/aws-call.ts";
import type { KnownKeys } from "../signature/credential-scope.ts";
import { type Bucket, type BucketOptions, openBucket } from "./bucket.ts";
import { createHandler } from "./handle-request.ts";

export interface LocalS3Options {
  /** Everything is kept here; one process at a time. */
  readonly dataDir: string;
  /** 0 picks a free one. */
  readonly port?: number;
  readonly region: string;
  readonly credentials: KnownKeys;
  readonly buckets: readonly BucketOptions[];
  /**
   * Called with each new object before its request is answered. When it rejects, the answer is
   * 500 InternalError and the client's retry makes the event again: let it persist the event.
   */
  readonly onObjectCreated?: (event: S3Event) => Promise<void>;
  readonly onCall?: OnAwsCall | undefined;
  /** The clock that signatures and versions are timed by; the machine's by default. */
  readonly nowMs?: () => number;
}

export interface LocalS3 {
  /** For `AWS_ENDPOINT_URL_S3`. */
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves S3 over HTTP on 127.0.0.1, path style, its buckets versioned and kept on disk. */
export async function startLocalS3(options: LocalS3Options): Promise<LocalS3> {
  const { dataDir, port = 0, nowMs = Date.now } = options;
  const buckets = new Map<string, Bucket>();
  for (const bucket of options.buckets) {
    buckets.set(bucket.name, await openBucket(dataDir, bucket, nowMs));
  }
  const handle = createHandler({
    buckets,
    region: options.region,
    credentials: options.credentials,
    nowMs,
    newRequestId: () => randomBytes(8).toString("hex").toUpperCase(),
    onObjectCreated: options.onObjectCreated ?? (async () => {}),
    onCall: options.onCall ?? (() => {}),
  });
  // A large sheet over a slow line may take longer than Node's default of five minutes.
  const server = createServer({ requestTimeout: 0 }, handle);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
