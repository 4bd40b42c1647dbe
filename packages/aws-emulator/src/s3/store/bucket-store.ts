import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createKeyIndex, type KeyIndex } from "./key-index.ts";
import {
  type NewObject,
  type ObjectVersion,
  type StoredVersion,
  storedVersionSchema,
} from "./stored-version.ts";

/**
 * One versioned bucket on disk. A version exists once its `.json` file bears its name; bodies
 * without one are left-overs of a kill and never seen.
 */
export interface BucketStore extends KeyIndex {
  /** A path for a body on its way in, on the same file system. */
  temporaryPath(): string;
  bodyPath(version: ObjectVersion): string;
  /** Takes over the body at `temporaryPath` as the key's newest version. */
  addObject(object: NewObject, temporaryPath: string): ObjectVersion;
  addDeleteMarker(key: string): StoredVersion;
  /** Removes one version for good; undefined when there is none. */
  removeVersion(key: string, versionId: string): StoredVersion | undefined;
}

/** Opens the bucket kept in `directory`, creating it when it is new. */
export async function openBucketStore(directory: string): Promise<BucketStore> {
  const objects = join(directory, "objects");
  const temporary = join(directory, "temporary");
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  await mkdir(objects, { recursive: true });

  const index = createKeyIndex();
  const stored = await loadVersions(objects);
  for (const version of stored) index.add(version);
  let sequence = stored.at(-1)?.sequence ?? 0;

  // Keys are hashed: no key, however it is spelt, can name a path outside of the bucket.
  const pathOf = (version: { key: string; versionId: string }, ending: string) => {
    const name = createHash("sha256").update(version.key).digest("hex");
    return join(objects, name.slice(0, 2), name, `${version.versionId}${ending}`);
  };
  const temporaryPath = () => join(temporary, randomBytes(16).toString("hex"));
  const nextIdentity = () => {
    sequence += 1;
    const versionId = randomBytes(24).toString("base64url");
    return { versionId, sequence, lastModifiedMs: Date.now() };
  };

  /** Synchronous from condition to rename: two writers of one key can't both come first. */
  function commit(version: StoredVersion, bodyPath?: string): void {
    mkdirSync(join(pathOf(version, ""), ".."), { recursive: true });
    if (bodyPath !== undefined) renameSync(bodyPath, pathOf(version, ".body"));
    const draft = temporaryPath();
    writeFileSync(draft, JSON.stringify(version));
    renameSync(draft, pathOf(version, ".json"));
    index.add(version);
  }

  return {
    ...index,
    temporaryPath,
    bodyPath: (version) => pathOf(version, ".body"),
    addObject(object, bodyPath) {
      const version: ObjectVersion = { kind: "object", ...object, ...nextIdentity() };
      commit(version, bodyPath);
      return version;
    },
    addDeleteMarker(key) {
      const version: StoredVersion = { kind: "delete_marker", key, ...nextIdentity() };
      commit(version);
      return version;
    },
    removeVersion(key, versionId) {
      const version = index.version(key, versionId);
      if (version === undefined) return undefined;
      rmSync(pathOf(version, ".json"), { force: true });
      rmSync(pathOf(version, ".body"), { force: true });
      index.remove(version);
      return version;
    },
  };
}

/** Every version on disk, oldest first. */
async function loadVersions(directory: string): Promise<readonly StoredVersion[]> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const versions: StoredVersion[] = [];
  for (const file of files) {
    if (!file.isFile() || !file.name.endsWith(".json")) continue;
    const text = await readFile(join(file.parentPath, file.name), "utf8");
    versions.push(storedVersionSchema.parse(JSON.parse(text)));
  }
  return versions.sort((a, b) => a.sequence - b.sequence);
}
