import { describe, expect, test } from "vitest";
import { FEATURES } from "../../sheets/features.ts";
import { readBytes } from "../../sheets/read-bytes.ts";
import { problemWorkbookOf } from "./problem-copy.ts";
import { shownCells } from "./read-back.ts";

/** What is said of the same cells in other words: a formula's text and what can't be read are not kept, and the list is a tab. */
const SAID_OTHERWISE: Readonly<Record<string, string>> = {
  "user_id_formula_without_value@A2": "user_id_is_error@A2",
  "points_formula_without_value@B2": "points_is_error@B2",
  "points_formula_without_value@B3": "points_is_error@B3",
  "cell_unreadable@B2": "points_is_error@B2",
  "cell_unreadable@C2": "reason_is_error@C2",
  no_visible_sheet: "header_missing",
  sheet_empty: "header_missing",
};

async function expectTheSame(bytes: Buffer | string, fileName?: string): Promise<void> {
  const before = await readBytes(bytes, fileName);
  const workbook = await problemWorkbookOf(bytes, fileName);
  if (workbook === undefined) {
    expect(before.check.sheetName).toBeUndefined();
    expect(before.problems).toHaveLength(1);
    return;
  }
  const after = await readBytes(workbook);
  expect({ ...after, check: after.check.digest }).toEqual({
    ...before,
    check: before.check.digest,
    problems: before.problems.map((problem) => SAID_OTHERWISE[problem] ?? problem),
  });
}

describe("a problem workbook that nobody mended comes to what its sheet came to", () => {
  test.each(Object.values(FEATURES).flat())("$name", ({ bytes }) => expectTheSame(bytes));

  test.each([
    ["commas that may be decimal", "user id;points\nu1;1,000\nu2;x\n"],
    ["points split by their comma", "id,points,reason\nu1,1,000\nu2,x,\n"],
    ["fields beyond the header", "id,points\nu1,1,000\nu2,x\n"],
    ["ids that Excel spoiled", "id,points\n1.2E+11,1\n10023.0,1\n00123,1\n#N/A,1\n"],
    ["text that a spreadsheet would run", "id,points\n=1+1,1\n+a,1\n-b,1\n@c,x\n"],
    ["control characters", 'id,points,reason\n"a\u0007b",1,\nu2,1,a\u0007_x0041_b\nu3,x,\n'],
    ["tabs between the fields", "id\tpoints\nu1\t1,000\nu2\tx\n"],
  ])("a text file with %s", (_, content) => expectTheSame(content, "a.csv"));

  test("again and again", async () => {
    const content = "id,points,reason\nu1,1,000\nu2,x,\n";
    const once = await problemWorkbookOf(content, "a.csv");
    const twice = await problemWorkbookOf(once ?? "");

    const { problems } = await readBytes(twice ?? "");
    expect(problems).toEqual(["points_split@B2", "points_not_a_number@B3"]);
    expect(Object.keys(shownCells(twice ?? Buffer.alloc(0)))).toEqual([
      "지급 목록",
      "paysheet-comma-fields",
      "Paysheet 오류 목록",
    ]);
  });
});
