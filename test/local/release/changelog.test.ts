import { expect, it } from "vitest";
import { releaseChangelog } from "../../../local/release/changelog.ts";

const FIRST = `# Changelog

About it.

## [Unreleased]

### Added

- One thing,
  on two lines.

### Fixed

- Another.
`;
const versionsOf = (version: string) => ({ package: version, api: "1.0.0", storedItems: "1.2.0" });
const WHAT = { versions: versionsOf("0.1.0"), date: "2026-11-30" };
const VERSIONS = "API 1.0.0, stored items 1.2.0.";

it("makes a version's section of what is unreleased, which is empty then", () => {
  expect(releaseChangelog(FIRST, WHAT)).toEqual({
    notes: `${VERSIONS}\n\n### Added\n\n- One thing,\n  on two lines.\n\n### Fixed\n\n- Another.`,
    text: FIRST.replace(
      "## [Unreleased]\n",
      `## [Unreleased]\n\n## [0.1.0] - 2026-11-30\n\n${VERSIONS}\n`,
    ),
  });
});

it("leaves the versions before as they are", () => {
  const { text } = releaseChangelog(FIRST, WHAT);
  const grown = text.replace("## [Unreleased]\n", "## [Unreleased]\n\n### Changed\n\n- A third.\n");
  const next = releaseChangelog(grown, { versions: versionsOf("0.2.0"), date: "2026-12-24" });
  expect(next.notes).toBe(`${VERSIONS}\n\n### Changed\n\n- A third.`);
  expect(next.text).toBe(
    grown.replace(
      "## [Unreleased]\n",
      `## [Unreleased]\n\n## [0.2.0] - 2026-12-24\n\n${VERSIONS}\n`,
    ),
  );
});

it.each([
  ["nothing is unreleased", releaseChangelog(FIRST, WHAT).text, "0.2.0", "Nothing stands"],
  ["it has no place for it", "# Changelog\n", "0.2.0", "has no"],
  ["the version has a section", releaseChangelog(FIRST, WHAT).text, "0.1.0", "already"],
])("refuses when %s", (_, text, version, why) => {
  expect(() =>
    releaseChangelog(text, { versions: versionsOf(version), date: "2026-12-24" }),
  ).toThrow(why);
});
