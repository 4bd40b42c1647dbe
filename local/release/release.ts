import { parseArgs } from "node:util";
import { ChangelogError } from "./changelog.ts";
import { VersionError } from "./next-version.ts";
import { NotReadyError, releaseVersion } from "./release-version.ts";

const USAGE = `npm run release -- <major|minor|patch|1.2.3> [--dry-run]

Makes a version on main: what is unreleased in CHANGELOG.md becomes its section, package.json and
lockfile name it, one commit holds all that, and its tag is v1.2.3. Nothing is pushed.
`;

async function release(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false } },
  });
  const [asked, ...others] = positionals;
  if (asked === undefined || others.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const dryRun = values["dry-run"];
  // The day of who releases it.
  const date = new Date().toLocaleDateString("sv-SE");
  const { version, tag, notes } = await releaseVersion({
    root: process.cwd(),
    asked,
    dryRun,
    date,
  });
  console.log(`${notes}\n`);
  console.log(
    dryRun
      ? `This would be ${version} of ${date}, as "Release ${version}" with the tag ${tag}. Nothing was changed.`
      : `Released ${version} with the tag ${tag}. Push both with: git push --follow-tags`,
  );
  return 0;
}

try {
  process.exitCode = await release();
} catch (error) {
  const isExplained =
    error instanceof ChangelogError ||
    error instanceof VersionError ||
    error instanceof NotReadyError;
  if (!isExplained) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
