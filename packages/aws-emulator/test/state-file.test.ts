import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";
import { openStateFile } from "../src/state-file.ts";
import { temporaryDir } from "./scheduler/setup-scheduler.ts";

const schema = z.array(z.string());
const add = (item: string) => (items: string[]) => ({ value: [...items, item], result: item });

it("applies changes one after the other and finds them again", async () => {
  const path = join(await temporaryDir(), "deep", "state.json");
  const file = await openStateFile(path, schema, []);
  const results = await Promise.all(["a", "b", "c"].map((item) => file.change(add(item))));
  const reopened = await openStateFile(path, schema, []);
  expect({ results, kept: reopened.read() }).toEqual({
    results: ["a", "b", "c"],
    kept: ["a", "b", "c"],
  });
});

it("changes nothing when the decision throws, and goes on", async () => {
  const dir = await temporaryDir();
  const file = await openStateFile(join(dir, "state.json"), schema, []);
  const refused = file.change(() => {
    throw new Error("refused");
  });
  await expect(refused).rejects.toThrow("refused");
  expect(await readdir(dir)).toEqual([]);
  await file.change(add("a"));
  expect(file.read()).toEqual(["a"]);
});

it("passes over what a crash in the middle of a write left, and never over damage", async () => {
  const path = join(await temporaryDir(), "state.json");
  const file = await openStateFile(path, schema, []);
  await file.change(add("a"));
  await writeFile(`${path}.new`, '["a","half');
  expect((await openStateFile(path, schema, [])).read()).toEqual(["a"]);
  await writeFile(path, '["a","half');
  await expect(openStateFile(path, schema, [])).rejects.toThrow(SyntaxError);
});
