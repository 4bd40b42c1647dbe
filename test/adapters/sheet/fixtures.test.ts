import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { FIXTURES, readFixture } from "../../sheets/fixtures.ts";
import { readBytes } from "../../sheets/read-bytes.ts";

describe("a file as another program saved it is read exactly", () => {
  test.each(FIXTURES)("$savedBy: $file", async (fixture) => {
    const { payments, problems, warnings } = await readBytes(
      await readFixture(fixture),
      fixture.file,
    );

    const expected = { payments: fixture.payments, problems: fixture.problems, warnings: [] };
    expect({ payments, problems, warnings }).toEqual(expected);
  });

  test("every file of the folder is read", async () => {
    const files = await readdir(new URL("../../sheets/fixtures/", import.meta.url));
    const saved = files.filter((file) => !/\.(?:ts|sh|md)$/.test(file));
    expect(saved.sort()).toEqual(FIXTURES.map(({ file }) => file).sort());
  });
});
