import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import pMap from "p-map";
import type { ErasableFiles } from "../../domain/personal-data/erasable-files.ts";
import { chunkKeyOf } from "./s3-chunk-store.ts";

interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly sizeBytes: number;
  readonly isMarker: boolean;
  readonly isLatest: boolean;
}

/** Deletions at once. */
const MOST_AT_ONCE = 8;

/** Reaches every version of a payout's objects, which others only see the newest of. */
export function createS3ErasableFiles(store: {
  readonly s3: S3Client;
  readonly bucket: string;
}): ErasableFiles {
  return {
    async sheets(payoutId) {
      const versions = await versionsBelow(store, `sheets/${payoutId}/`);
      return versions
        .filter(({ isMarker }) => !isMarker)
        .map(({ key, versionId, sizeBytes }) => ({ key, versionId, sizeBytes }));
    },

    async deleteAll(payoutId) {
      let deleted = 0;
      for (const kind of ["sheets", "checks", "problems", "results"]) {
        deleted += await deleteVersions(store, await versionsBelow(store, `${kind}/${payoutId}/`));
      }
      return deleted;
    },

    async replaceChunk(payoutId, chunk, payments) {
      const Key = chunkKeyOf(payoutId, chunk);
      const Body = JSON.stringify(payments);
      const ContentType = "application/json";
      await store.s3.send(new PutObjectCommand({ Bucket: store.bucket, Key, Body, ContentType }));
      const before = (await versionsBelow(store, Key)).filter(({ isLatest }) => !isLatest);
      return await deleteVersions(store, before);
    },
  };
}

type Store = Parameters<typeof createS3ErasableFiles>[0];

async function versionsBelow({ s3, bucket }: Store, prefix: string): Promise<readonly Version[]> {
  const found: Version[] = [];
  let from: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } = {};
  for (;;) {
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
    );
    const { Versions = [], DeleteMarkers = [] } = page;
    found.push(
      ...Versions.map((version) => versionOf(version, false)),
      ...DeleteMarkers.map((marker) => versionOf(marker, true)),
    );
    if (page.IsTruncated !== true) return found;
    from = {
      ...(page.NextKeyMarker !== undefined && { KeyMarker: page.NextKeyMarker }),
      ...(page.NextVersionIdMarker !== undefined && { VersionIdMarker: page.NextVersionIdMarker }),
    };
  }
}

function versionOf(
  { Key, VersionId, IsLatest, Size = 0 }: ObjectVersion,
  isMarker: boolean,
): Version {
  if (Key === undefined || VersionId === undefined) throw new TypeError("S3 lists a nameless one.");
  const isLatest = IsLatest === true;
  return { key: Key, versionId: VersionId, sizeBytes: Size, isMarker, isLatest };
}

async function deleteVersions(
  { s3, bucket }: Store,
  versions: readonly Version[],
): Promise<number> {
  await pMap(
    versions,
    ({ key: Key, versionId: VersionId }) =>
      s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId })),
    { concurrency: MOST_AT_ONCE },
  );
  return versions.filter(({ isMarker }) => !isMarker).length;
}
