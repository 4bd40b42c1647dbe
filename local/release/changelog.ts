import type { Versions } from "./versions.ts";

const HEADING = "## [Unreleased]\n";

/** The changelog does not hold what a release needs. */
export class ChangelogError extends Error {
  override readonly name = "ChangelogError";
}

export interface ReleasedChangelog {
  /** The whole document, in which nothing is unreleased any more. */
  readonly text: string;
  /** What the version changes: the section below its heading. */
  readonly notes: string;
}

/**
 * Turns what is unreleased into the section of a version, on a date `YYYY-MM-DD`, below an empty
 * Unreleased. It begins with the versions of what else has one.
 * @throws {ChangelogError} when there is no Unreleased, nothing in it, or a section of that version
 */
export function releaseChangelog(
  text: string,
  { versions, date }: { readonly versions: Versions; readonly date: string },
): ReleasedChangelog {
  const { package: version, api, storedItems } = versions;
  const heading = `## [${version}]`;
  if (text.split("\n").some((line) => line.startsWith(heading))) {
    throw new ChangelogError(`CHANGELOG.md has a section of ${version} already.`);
  }
  const at = text.indexOf(HEADING);
  if (at === -1) throw new ChangelogError(`CHANGELOG.md has no "${HEADING.trim()}".`);
  const from = at + HEADING.length;
  const next = text.indexOf("\n## ", from);
  const to = next === -1 ? text.length : next;
  const unreleased = text.slice(from, to).trim();
  if (!/^- /m.test(unreleased)) {
    throw new ChangelogError("Nothing stands under Unreleased in CHANGELOG.md.");
  }
  const notes = `API ${api}, stored items ${storedItems}.\n\n${unreleased}`;
  return {
    text: `${text.slice(0, from)}\n${heading} - ${date}\n\n${notes}\n${text.slice(to)}`,
    notes,
  };
}
