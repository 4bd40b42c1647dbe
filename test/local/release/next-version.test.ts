import { expect, it } from "vitest";
import { nextVersion } from "../../../local/release/next-version.ts";

it.each([
  ["0.1.9", "patch", "0.1.10"],
  ["0.1.9", "minor", "0.2.0"],
  ["0.1.9", "major", "1.0.0"],
  ["0.1.9", "0.3.1", "0.3.1"],
  ["1.9.0", "2.0.0", "2.0.0"],
  ["0.1.0", "0.1.0", "0.1.0"],
])("%s is followed, for %s, by %s", (current, asked, next) => {
  expect(nextVersion(current, asked)).toBe(next);
});

it.each(["0.9.9", "1.1.9", "1.2.2", "v1.3.0", "1.3", "01.3.0", "1.3.0-beta", "huge"])(
  "1.2.3 is not followed by %s",
  (asked) => {
    expect(() => nextVersion("1.2.3", asked)).toThrow(asked);
  },
);
