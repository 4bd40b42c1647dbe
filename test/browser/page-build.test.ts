import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { buildPage } from "../../admin-page/build-page.ts";
import { FIRST_LOAD_LIMIT_BYTES, measureFirstLoad } from "../../admin-page/first-load.ts";
import { CONTRACT_FILE, generateContract } from "../../admin-page/generate-contract.ts";

it("has the types of the API's contract as it is now", async () => {
  expect(await readFile(CONTRACT_FILE, "utf8")).toBe(generateContract());
});

it("needs little for its first load", async () => {
  await buildPage(() => undefined);
  expect(await measureFirstLoad()).toBeLessThan(FIRST_LOAD_LIMIT_BYTES);
});
