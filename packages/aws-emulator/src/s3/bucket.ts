import { join } from "node:path";
import { type BucketStore, openBucketStore } from "./store/bucket-store.ts";
import { openUploadStore, type UploadStore } from "./store/upload-store.ts";

/** A bucket that exists from the start; there is no call to create one. */
export interface BucketOptions {
  readonly name: string;
  /** Origins whose pages may call the bucket, e.g. `http://localhost:8080`. */
  readonly corsOrigins: readonly string[];
}

export interface Bucket {
  readonly name: string;
  readonly corsOrigins: readonly string[];
  readonly objects: BucketStore;
  readonly uploads: UploadStore;
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export async function openBucket(dataDir: string, options: BucketOptions): Promise<Bucket> {
  if (!BUCKET_NAME.test(options.name)) {
    throw new RangeError(`"${options.name}" is no name for a bucket.`);
  }
  const directory = join(dataDir, options.name);
  return {
    ...options,
    objects: await openBucketStore(directory),
    uploads: await openUploadStore(join(directory, "uploads")),
  };
}
