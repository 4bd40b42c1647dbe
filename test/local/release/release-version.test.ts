import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type ReleaseRequest, releaseVersion } from "../../../local/release/release-version.ts";

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
  const about = { name: "sheet", version: "0.1.0", devDependencies: { "sheet-emulator": "0.1.0" } };
  const emulator = { name: "sheet-emulator", version: "0.1.0", dependencies: { zod: "4.6.7" } };
  await write("package.json", json({ ...about, private: true, workspaces: ["packages/*"] }));
  await mkdir(join(root, "packages/emulator"), { recursive: true });
  await write("packages/emulator/package.json", json(emulator));
  const packages = {
    "": about,
    "node_modules/zod": { version: "4.6.7" },
    "packages/emulator": emulator,
  };
  await write(
    "package-lock.json",
    json({ ...about, lockfileVersion: 3, requires: true, packages }),
  );
  await write("versions.json", json({ api: "1.0.0", storedItems: "1.0.0" }));
  await mkdir(join(root, "admin-page/src/api"), { recursive: true });
  await write("admin-page/src/api/contract.ts", "export const CALLS = [];\n");
  await write(".gitignore", "/release/\n");
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
    release: (asked: string, more: Partial<ReleaseRequest> = {}) =>
      releaseVersion({
        ...{ root, dryRun: false, date: DATE, tarballs: "release", test: async () => undefined },
        pack: (folder) => packVersion(root, folder),
        ...more,
        asked: { package: asked, ...more.asked },
      }),
  };
}

/** Stands for the packages: an archive of the version that stands in the package by then. */
async function packVersion(root: string, folder: string): Promise<readonly string[]> {
  const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const path = join(folder, `${name}-${version}.tgz`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, "packed");
  return [path];
}

it("commits changelog, packages and versions under one tag, and packs the packages", async () => {
  const { root, git, read, release } = await setup();

  const { tarballs, ...released } = await release("minor", {
    asked: { package: "minor", api: "minor" },
  });

  const versions = { package: "0.2.0", api: "1.1.0", storedItems: "1.0.0" };
  expect(released).toEqual({
    versions,
    tag: "v0.2.0",
    notes: "API 1.1.0, stored items 1.0.0.\n\n### Added\n\n- All of it.",
  });
  expect(tarballs).toEqual([join(root, "release/0.2.0/sheet-0.2.0.tgz")]);
  expect(await read("release/0.2.0/sheet-0.2.0.tgz")).toBe("packed");

  expect(git("log", "--format=%s %D")).toBe("Release 0.2.0 HEAD -> main, tag: v0.2.0\nBegin");
  expect(git("cat-file", "-t", "v0.2.0")).toBe("tag");
  expect(git("status", "--porcelain")).toBe("");
  expect(git("show", "--name-only", "--format=").split("\n")).toEqual([
    "CHANGELOG.md",
    "package-lock.json",
    "package.json",
    "packages/emulator/package.json",
    "versions.json",
  ]);
  const about = { version: "0.2.0", devDependencies: { "sheet-emulator": "0.2.0" } };
  const emulator = { version: "0.2.0", dependencies: { zod: "4.6.7" } };
  expect(JSON.parse(await read("package.json"))).toMatchObject(about);
  expect(JSON.parse(await read("packages/emulator/package.json"))).toMatchObject(emulator);
  expect(JSON.parse(await read("package-lock.json"))).toMatchObject({
    version: "0.2.0",
    packages: {
      "": about,
      "node_modules/zod": { version: "4.6.7" },
      "packages/emulator": emulator,
    },
  });
  expect(JSON.parse(await read("versions.json"))).toEqual({ api: "1.1.0", storedItems: "1.0.0" });
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
  const test = () => Promise.reject(new Error("It is not tested."));
  expect(await release("1.0.0", { dryRun: true, test })).toMatchObject({
    versions: { package: "1.0.0" },
    tag: "v1.0.0",
    tarballs: [],
  });
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

it("releases nothing that is not tested, nor what tests left behind", async () => {
  const { git, write, release } = await setup();
  const failing = () => Promise.reject(new Error("One test fails."));
  await expect(release("minor", { test: failing })).rejects.toThrow("One test fails.");
  const littering = () => write("left.txt", "");
  await expect(release("minor", { test: littering })).rejects.toThrow("not committed");
  expect([git("log", "--format=%s"), git("tag")]).toEqual(["Begin", ""]);
});

it("asks by how much the API's version grows once the API is another", async () => {
  const { git, write, release } = await setup();
  await release("minor");
  await write("admin-page/src/api/contract.ts", "export const CALLS = ['new'];\n");
  await write("CHANGELOG.md", CHANGELOG);
  git("commit", "--all", "--quiet", "--message", "Add a call");

  await expect(release("minor")).rejects.toThrow("say by --api how its version 1.0.0 grows");
  const { versions } = await release("minor", { asked: { package: "minor", api: "minor" } });
  expect(versions).toEqual({ package: "0.3.0", api: "1.1.0", storedItems: "1.0.0" });
});

it("commits what it leaves to later releases", async () => {
  const { git, write, release } = await setup();
  await release("minor", {
    async leave(versions) {
      await write("items-0.2.0.json", JSON.stringify(versions));
      return ["items-0.2.0.json"];
    },
  });
  expect(git("show", "--name-only", "--format=").split("\n")).toContain("items-0.2.0.json");
});

it("leaves everything as it was when it breaks off midway", async () => {
  const { git, write, release } = await setup();
  const breakingOff = async () => {
    await write("items-0.2.0.json", "half");
    throw new Error("It broke off.");
  };
  await expect(release("minor", { leave: breakingOff })).rejects.toThrow("It broke off.");
  expect([git("status", "--porcelain"), git("log", "--format=%s")]).toEqual(["", "Begin"]);
});

it("leaves everything as it was when the commit is refused", async () => {
  const { root, git, release } = await setup();
  await mkdir(join(root, ".git/refusing"));
  await writeFile(join(root, ".git/refusing/pre-commit"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  git("config", "core.hooksPath", ".git/refusing");
  await expect(release("minor")).rejects.toThrow("Command failed: git commit");
  expect([git("status", "--porcelain"), git("tag")]).toEqual(["", ""]);
});
