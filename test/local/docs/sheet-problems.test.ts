import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { PROBLEM_TABLE } from "../../../domain/sheet/problem-table.ts";
import {
  renderSheetProblems,
  splitMessage,
  WARNINGS,
} from "../../../local/docs/render-sheet-problems.ts";
import { FEATURES } from "../../sheets/features.ts";

test("docs/sheet-problems.md is up to date: npm run docs:problems", async () => {
  const file = new URL("../../../docs/sheet-problems.md", import.meta.url);

  expect(await readFile(file, "utf8")).toBe(renderSheetProblems());
});

test("every code is documented", () => {
  const documented = renderSheetProblems().match(/(?<=^### `)\w+/gm);
  expect(documented).toEqual(Object.keys(PROBLEM_TABLE));
});

describe.each(Object.entries(PROBLEM_TABLE))("%s", (_, { ko, en }) => {
  test("says in one sentence what it means, and then how to mend it", () => {
    for (const message of [ko, en]) {
      expect(splitMessage(message)).toEqual({
        meaning: expect.stringMatching(/\.$/),
        remedy: expect.stringMatching(/\S/),
      });
    }
  });
});

test("what the corpus of sheets has as warnings is documented as such, and no problem is", () => {
  const features = Object.values(FEATURES).flat();
  const codesOf = (list: readonly string[]) => list.map((found) => found.split("@")[0] ?? "");
  const warnings = features.flatMap((feature) => codesOf(feature.warnings ?? []));
  const problems = features.flatMap((feature) => codesOf(feature.problems ?? []));

  expect(warnings.filter((code) => !WARNINGS.has(code))).toEqual([]);
  expect(problems.filter((code) => WARNINGS.has(code))).toEqual([]);
});
