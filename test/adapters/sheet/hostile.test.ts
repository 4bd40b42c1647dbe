import { expect, test } from "vitest";
import { createSheetReader } from "../../../adapters/sheet/sheet-reader.ts";
import { HOSTILE_FILES } from "../../sheets/hostile.ts";
import { readBytes } from "../../sheets/read-bytes.ts";

/** Some come to a limit only after seconds, and machines are slow at times. */

test.each(HOSTILE_FILES)("$name comes to one problem, $problem", async (file) => {
  const { check } = await readBytes(file.bytes(), file.fileName);

  expect({
    codes: check.problems.map(({ code }) => code),
    count: check.problemCount,
    payments: check.payments,
  }).toEqual({ codes: [file.problem], count: 1, payments: 0 });
});

test("reading gives up when its time is over", async () => {
  const [file] = HOSTILE_FILES.filter(({ name }) => name === "more rows than Excel has");

  const { problems } = await readBytes(file?.bytes() ?? "", "a.xlsx", { maxReadMs: 1 });

  expect(problems).toEqual(["workbook_over_limits"]);
});

test("a file that is not there is an error, not a problem of its content", async () => {
  const reading = createSheetReader().read({ path: "/nowhere/at-all", fileName: "a.xlsx" });

  await expect(reading).rejects.toThrow("ENOENT");
});
