import { expect, it } from "vitest";
import { nextVersion, nextVersions } from "../../../local/release/next-version.ts";

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

it.each([
  ["0.1.0", { package: "minor" }, ["0.2.0", "1.0.0", "1.0.0"]],
  ["0.1.0", { package: "minor", api: "major", storedItems: "patch" }, ["0.2.0", "2.0.0", "1.0.1"]],
  ["1.4.0", { package: "2.0.0", api: "major" }, ["2.0.0", "2.0.0", "1.0.0"]],
  ["1.4.0", { package: "minor", api: "minor", storedItems: "minor" }, ["1.5.0", "1.1.0", "1.1.0"]],
])("%s is followed, for %o, by %o", (version, asked, [ofPackage, api, storedItems]) => {
  const current = { package: version, api: "1.0.0", storedItems: "1.0.0" };
  expect(nextVersions(current, asked)).toEqual({ package: ofPackage, api, storedItems });
});

it.each([
  ["1.4.0", { package: "minor", api: "major" }, "grow by a major one"],
  ["1.4.0", { package: "patch", storedItems: "minor" }, "grow by a minor one"],
  ["0.4.0", { package: "patch", storedItems: "major" }, "grow by a minor one"],
  ["1.4.0", { package: "major", api: "0.9.0" }, "0.9.0 is older"],
])("%s is not followed for %o", (version, asked, why) => {
  const current = { package: version, api: "1.0.0", storedItems: "1.0.0" };
  expect(() => nextVersions(current, asked)).toThrow(why);
});
