import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildPage, PAGE_DIST } from "../../admin-page/build-page.ts";
import { FIRST_LOAD_LIMIT_BYTES, measureFirstLoad } from "../../admin-page/first-load.ts";
import { CONTRACT_FILE, generateContract } from "../../admin-page/generate-contract.ts";

it("has the types of the API's contract as it is now", async () => {
  expect(await readFile(CONTRACT_FILE, "utf8")).toBe(await generateContract());
});

it("needs little for its first load", async () => {
  await buildPage(() => undefined);
  expect(await measureFirstLoad()).toBeLessThan(FIRST_LOAD_LIMIT_BYTES);
});

it("is built for production, though tests are run as tests", async () => {
  await buildPage(() => undefined);
  const folder = join(PAGE_DIST, "assets");
  const scripts = (await readdir(folder)).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(scripts.map((name) => readFile(join(folder, name), "utf8")));
  // What React warns of while it is developed with.
  const warning = "is deprecated in plain JavaScript React classes";
  expect(texts.filter((text) => text.includes(warning))).toEqual([]);
  expect(texts.length).toBeGreaterThan(5);
});
