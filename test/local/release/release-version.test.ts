import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { releaseVersion } from "../../../local/release/release-version.ts";

const CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- All of it.\n";
const DATE = "2026-11-30";

/** A repository of its own with a package in it, on main, all of it committed. */
async function setup() {
  const root = await mkdtemp(join(tmpdir(), "paysheet-release-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const write = (name: string, text: string) => writeFile(join(root, name), text);
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  const about = { name: "sheet", version: "0.1.0" };
  await write("package.json", json({ ...about, private: true }));
  const lock = { ...about, lockfileVersion: 3, requires: true, packages: { "": about } };
  await write("package-lock.json", json(lock));
  await write("CHANGELOG.md", CHANGELOG);
  git("init", "--quiet", "--initial-branch", "main");
  git("config", "user.name", "Somebody");
  git("config", "user.email", "somebody@example.com");
  git("config", "commit.gpgsign", "false");
  git("config", "tag.gpgsign", "false");
  git("config", "core.hooksPath", ".no-hooks");
  git("add", ".");
  git("commit", "--quiet", "--message", "Begin");
  return {
    root,
    git,
    write,
    read: (name: string) => readFile(join(root, name), "utf8"),
    release: (asked: string, dryRun = false) => releaseVersion({ root, asked, dryRun, date: DATE }),
  };
}

it("commits changelog, package and lockfile under one tag", async () => {
  const { git, read, release } = await setup();

  expect(await release("minor")).toEqual({
    version: "0.2.0",
    tag: "v0.2.0",
    notes: "### Added\n\n- All of it.",
  });

  expect(git("log", "--format=%s %D")).toBe("Release 0.2.0 HEAD -> main, tag: v0.2.0\nBegin");
  expect(git("cat-file", "-t", "v0.2.0")).toBe("tag");
  expect(git("status", "--porcelain")).toBe("");
  expect(git("show", "--name-only", "--format=").split("\n")).toEqual([
    "CHANGELOG.md",
    "package-lock.json",
    "package.json",
  ]);
  expect(JSON.parse(await read("package.json"))).toMatchObject({ version: "0.2.0" });
  expect(JSON.parse(await read("package-lock.json"))).toMatchObject({
    version: "0.2.0",
    packages: { "": { version: "0.2.0" } },
  });
  expect(await read("CHANGELOG.md")).toContain("## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n");
});

it("releases the version that stands there first, and then no other by its name", async () => {
  const { git, write, release } = await setup();
  await release("0.1.0");
  expect(git("tag")).toBe("v0.1.0");

  await write("CHANGELOG.md", CHANGELOG);
  git("commit", "--all", "--quiet", "--message", "Change");
  await expect(release("0.1.0")).rejects.toThrow("There is a tag v0.1.0 already.");
});

it("says what it would do, and changes nothing", async () => {
  const { git, release } = await setup();
  const before = git("rev-parse", "HEAD");
  expect(await release("1.0.0", true)).toMatchObject({ version: "1.0.0", tag: "v1.0.0" });
  expect([git("rev-parse", "HEAD"), git("status", "--porcelain"), git("tag")]).toEqual([
    before,
    "",
    "",
  ]);
});

it("refuses with changes that are not committed, off main, and with nothing to release", async () => {
  const { git, write, release } = await setup();
  await write("draft.txt", "");
  await expect(release("minor")).rejects.toThrow("not committed");

  git("checkout", "--quiet", "-b", "other");
  await expect(release("minor")).rejects.toThrow("A release is made on main, not other.");

  git("checkout", "--quiet", "main");
  git("clean", "--quiet", "--force");
  await write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n");
  git("commit", "--all", "--quiet", "--message", "Empty");
  await expect(release("minor")).rejects.toThrow("Nothing stands under Unreleased");
});

it("leaves everything as it was when the commit is refused", async () => {
  const { root, git, release } = await setup();
  await mkdir(join(root, ".git/refusing"));
  await writeFile(join(root, ".git/refusing/pre-commit"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  git("config", "core.hooksPath", ".git/refusing");
  await expect(release("minor")).rejects.toThrow("Command failed: git commit");
  expect([git("status", "--porcelain"), git("tag")]).toEqual(["", ""]);
});
