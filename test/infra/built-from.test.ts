import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, type TestContext } from "vitest";
import { isBuiltFromNow, noteBuiltFrom } from "../../infra/built-from.ts";

const FILES = ["package-lock.json", "domain/points.ts"];

async function setup({ onTestFinished }: Pick<TestContext, "onTestFinished">) {
  const root = await mkdtemp(join(tmpdir(), "paysheet-built-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const built = join(root, "dist");
  await mkdir(built);
  await mkdir(join(root, "domain"));
  for (const file of FILES) await writeFile(join(root, file), `of ${file}`);
  noteBuiltFrom(built, root, FILES);
  return { root, built };
}

it("knows what was built from files that are what they were, though they were written again", async (test) => {
  const { root, built } = await setup(test);
  await writeFile(join(root, "domain/points.ts"), "of domain/points.ts");
  expect(isBuiltFromNow(built, root)).toBe(true);
});

it.for([
  ["a source says something else", (path: string) => writeFile(path, "else"), "domain/points.ts"],
  ["the packages are others", (path: string) => writeFile(path, "else"), "package-lock.json"],
  ["a source is gone", rm, "domain/points.ts"],
  ["nothing is built", rm, "dist/built-from.txt"],
] as const)("has all built once more when %s", async ([, change, file], test) => {
  const { root, built } = await setup(test);
  await change(join(root, file));
  expect(isBuiltFromNow(built, root)).toBe(false);
});
