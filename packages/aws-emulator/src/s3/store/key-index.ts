import type { StoredVersion } from "./stored-version.ts";

/** Which versions of which keys a bucket has; in memory, since every request asks. */
export interface KeyIndex {
  /** The newest version, be it a delete marker; undefined when there never was one. */
  latest(key: string): StoredVersion | undefined;
  version(key: string, versionId: string): StoredVersion | undefined;
  /** Newest first. */
  versions(key: string): readonly StoredVersion[];
  /** All keys that have versions, in the order of their UTF-8 bytes. */
  sortedKeys(): readonly string[];
}

interface MutableKeyIndex extends KeyIndex {
  add(version: StoredVersion): void;
  remove(version: StoredVersion): void;
}

export function createKeyIndex(): MutableKeyIndex {
  const versionsByKey = new Map<string, StoredVersion[]>();
  let sorted: readonly string[] | undefined;

  return {
    latest: (key) => versionsByKey.get(key)?.[0],
    version: (key, versionId) =>
      versionsByKey.get(key)?.find((version) => version.versionId === versionId),
    versions: (key) => versionsByKey.get(key) ?? [],
    sortedKeys() {
      sorted ??= [...versionsByKey.keys()]
        .map((key) => ({ key, bytes: Buffer.from(key) }))
        .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
        .map(({ key }) => key);
      return sorted;
    },
    add(version) {
      const versions = versionsByKey.get(version.key);
      if (versions === undefined) {
        versionsByKey.set(version.key, [version]);
        sorted = undefined;
      } else {
        versions.unshift(version);
      }
    },
    remove(version) {
      const left = (versionsByKey.get(version.key) ?? []).filter((kept) => kept !== version);
      if (left.length > 0) {
        versionsByKey.set(version.key, left);
      } else {
        versionsByKey.delete(version.key);
        sorted = undefined;
      }
    },
  };
}
