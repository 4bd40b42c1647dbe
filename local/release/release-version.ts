import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { releaseChangelog } from "./changelog.ts";
import { nextVersion } from "./next-version.ts";

const BRANCH = "main";
const FILES = ["CHANGELOG.md", "package.json", "package-lock.json"] as const;

/** The repository is not as a release wants it. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";
}

export interface ReleaseRequest {
  /** Path of the repository. */
  readonly root: string;
  /** `major`, `minor`, `patch`, or a version such as `1.2.3`. */
  readonly asked: string;
  /** Changes nothing. */
  readonly dryRun: boolean;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

export interface Release {
  readonly version: string;
  readonly tag: string;
  /** What the version changes, in Markdown. */
  readonly notes: string;
}

/**
 * Makes a version: changelog, package.json and lockfile in one commit, and its tag. Nothing is pushed.
 * @throws {NotReadyError} off main, with changes that are not committed, or where the tag exists
 * @throws {VersionError} when that version can't follow
 * @throws {ChangelogError} when nothing is unreleased
 */
export async function releaseVersion(request: ReleaseRequest): Promise<Release> {
  const { root, asked, dryRun, date } = request;
  const run = async (program: string, ...args: string[]): Promise<string> =>
    (await promisify(execFile)(program, args, { cwd: root })).stdout.trim();

  const current = await versionIn(root);
  const version = nextVersion(current, asked);
  const tag = `v${version}`;
  const branch = await run("git", "branch", "--show-current");
  if (branch !== BRANCH) throw new NotReadyError(`A release is made on ${BRANCH}, not ${branch}.`);
  if ((await run("git", "status", "--porcelain")) !== "") {
    throw new NotReadyError("There are changes that are not committed.");
  }
  if ((await run("git", "tag", "--list", tag)) !== "") {
    throw new NotReadyError(`There is a tag ${tag} already.`);
  }
  const path = join(root, "CHANGELOG.md");
  const { text, notes } = releaseChangelog(await readFile(path, "utf8"), { version, date });
  if (dryRun) return { version, tag, notes };

  try {
    await writeFile(path, text);
    const bump = ["--no-git-tag-version", "--allow-same-version", "--ignore-scripts"];
    await run("npm", "version", version, ...bump);
    await run("git", "add", ...FILES);
    await run("git", "commit", "--quiet", "--message", `Release ${version}`);
  } catch (error) {
    await run("git", "reset", "--quiet", "--hard");
    throw error;
  }
  await run("git", "tag", "--annotate", tag, "--message", `Paysheet ${version}`);
  return { version, tag, notes };
}

async function versionIn(root: string): Promise<string> {
  const text = await readFile(join(root, "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
