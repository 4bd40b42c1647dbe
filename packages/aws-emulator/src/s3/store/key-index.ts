import type { StoredVersion } from "./stored-version.ts";

/** Which versions of which keys a bucket has; in memory, since every request asks. */
export interface KeyIndex {
  /** The newest version, be it a delete marker; undefined when there never was one. */
  latest(key: string): StoredVersion | undefined;
  version(key: string, versionId: string): StoredVersion | undefined;
  /** All versions of keys that begin so, by key, and of a key the newest first. */
  versionsBelow(prefix: string): readonly StoredVersion[];
}

interface MutableKeyIndex extends KeyIndex {
  add(version: StoredVersion): void;
  remove(version: StoredVersion): void;
}

export function createKeyIndex(): MutableKeyIndex {
  const versionsByKey = new Map<string, StoredVersion[]>();

  return {
    latest: (key) => versionsByKey.get(key)?.[0],
    version: (key, versionId) =>
      versionsByKey.get(key)?.find((version) => version.versionId === versionId),
    versionsBelow(prefix) {
      const keys = [...versionsByKey.keys()].filter((key) => key.startsWith(prefix));
      return keys.sort().flatMap((key) => versionsByKey.get(key) ?? []);
    },
    add(version) {
      const versions = versionsByKey.get(version.key);
      if (versions === undefined) versionsByKey.set(version.key, [version]);
      else versions.unshift(version);
    },
    remove(version) {
      const left = (versionsByKey.get(version.key) ?? []).filter((kept) => kept !== version);
      if (left.length > 0) versionsByKey.set(version.key, left);
      else versionsByKey.delete(version.key);
    },
  };
}
