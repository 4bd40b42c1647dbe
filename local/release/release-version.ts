import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { releaseChangelog } from "./changelog.ts";
import { type AskedVersions, nextVersions } from "./next-version.ts";
import { readVersions, type Versions, writeVersions } from "./versions.ts";

const BRANCH = "main";
const CHANGELOG = "CHANGELOG.md";
/** The API as its clients see it, generated from its schemas. */
const CONTRACT = "admin-page/src/api/contract.ts";

/** The repository is not as a release wants it. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";
}

export interface ReleaseRequest {
  /** Path of the repository. */
  readonly root: string;
  readonly asked: AskedVersions;
  /** Changes nothing, and tests nothing. */
  readonly dryRun: boolean;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Folder in `root` where the packed packages are put, in one of the version; git has to ignore it. */
  readonly tarballs: string;
  /** Rejects unless everything is tested and well. */
  readonly test: () => Promise<void>;
  /** Builds the packages as they are published, of the versions that stand there now; returns their paths. */
  readonly pack: (folder: string) => Promise<readonly string[]>;
  /**
   * Writes what the release leaves to later ones, such as a folder of its stored items on which they are
   * tried; returns the files or folders, as paths within `root`.
   */
  readonly leave?: (versions: Versions) => Promise<readonly string[]>;
}

export interface Release {
  readonly versions: Versions;
  readonly tag: string;
  /** What the version changes, in Markdown. */
  readonly notes: string;
  /** The packed packages; none of a dry run. */
  readonly tarballs: readonly string[];
}

/**
 * Makes a release of what is on main: tested, its changelog and its versions in one commit, its packages
 * packed, and its tag. Nothing is pushed and nothing published; where something fails, nothing is changed.
 * @throws {NotReadyError} off main, with changes that are not committed, where the tag exists, or where
 *   the API changed and its version does not
 * @throws {VersionError} when one of the versions can't follow
 * @throws {ChangelogError} when nothing is unreleased
 */
export async function releaseVersion(request: ReleaseRequest): Promise<Release> {
  const { root, asked, dryRun, date, tarballs, test, pack, leave } = request;
  const run = async (program: string, ...args: string[]): Promise<string> =>
    (
      await promisify(execFile)(program, args, { cwd: root, maxBuffer: MAX_OUTPUT_BYTES })
    ).stdout.trim();

  const current = await readVersions(root);
  const versions = nextVersions(current, asked);
  const tag = `v${versions.package}`;
  await assertReady(run, tag);
  await assertApiVersion(run, current, versions);
  const path = join(root, CHANGELOG);
  const { text, notes } = releaseChangelog(await readFile(path, "utf8"), { versions, date });
  if (dryRun) return { versions, tag, notes, tarballs: [] };

  await test();
  await assertClean(run);
  const folder = join(root, tarballs, versions.package);
  let packed: readonly string[];
  try {
    await writeFile(path, text);
    const written = await writeVersions(root, versions);
    const left = (await leave?.(versions)) ?? [];
    await run("git", "add", "--", CHANGELOG, ...written, ...left);
    packed = await pack(folder);
    await run("git", "commit", "--quiet", "--message", `Release ${versions.package}`);
  } catch (error) {
    await run("git", "reset", "--quiet", "--hard");
    // What it was to leave, which git has not heard of: all else was committed, or is ignored.
    await run("git", "clean", "--quiet", "--force", "-d");
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await run("git", "tag", "--annotate", tag, "--message", `Paysheet ${versions.package}`);
  return { versions, tag, notes, tarballs: packed };
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

type Run = (program: string, ...args: string[]) => Promise<string>;

async function assertReady(run: Run, tag: string): Promise<void> {
  const branch = await run("git", "branch", "--show-current");
  if (branch !== BRANCH) throw new NotReadyError(`A release is made on ${BRANCH}, not ${branch}.`);
  await assertClean(run);
  if ((await run("git", "tag", "--list", tag)) !== "") {
    throw new NotReadyError(`There is a tag ${tag} already.`);
  }
}

async function assertClean(run: Run): Promise<void> {
  if ((await run("git", "status", "--porcelain")) !== "") {
    throw new NotReadyError("There are changes that are not committed.");
  }
}

/** Whether a call, a field or a code changed since the last release is written down; by how much is not. */
async function assertApiVersion(run: Run, current: Versions, next: Versions): Promise<void> {
  const last = `v${current.package}`;
  if ((await run("git", "tag", "--list", last)) === "" || next.api !== current.api) return;
  const changed = await run("git", "diff", "--name-only", last, "--", CONTRACT);
  if (changed === "") return;
  throw new NotReadyError(
    `The API is another than in ${last}: say by --api how its version ${current.api} grows.`,
  );
}
