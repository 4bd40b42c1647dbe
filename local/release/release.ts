import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { writeReleasedItems } from "../../test/upgrade/write-release.ts";
import { packPackages } from "../publish/pack-packages.ts";
import { ChangelogError } from "./changelog.ts";
import { VersionError } from "./next-version.ts";
import { NotReadyError, releaseVersion } from "./release-version.ts";

/** Of git ignored. */
const TARBALLS = "release";

const USAGE = `npm run release -- <major|minor|patch|1.2.3> [--api <the same>] [--items <the same>] [--dry-run]

Makes a release on main: everything is tested; what is unreleased in CHANGELOG.md becomes its section;
the packages, and with --api and --items the API and the format of stored items, get their versions; one
commit holds all that, its tag is v1.2.3, and the packed packages are in ${TARBALLS}/. Nothing is pushed
or published. docs/stability.md says which part of which version grows when.
`;

async function release(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      api: { type: "string" },
      items: { type: "string" },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const [asked, ...others] = positionals;
  if (asked === undefined || others.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const dryRun = values["dry-run"];
  // The day of who releases it.
  const date = new Date().toLocaleDateString("sv-SE");
  const { versions, tag, notes, tarballs } = await releaseVersion({
    root: process.cwd(),
    asked: { package: asked, api: values.api, storedItems: values.items },
    dryRun,
    date,
    tarballs: TARBALLS,
    test: testEverything,
    async pack(folder) {
      const archives = await packPackages(folder, (line) => console.error(line));
      return archives.map(({ path }) => path);
    },
    leave: async (versions) => [await writeReleasedItems(process.cwd(), versions.package)],
  });
  const { package: version, api, storedItems } = versions;
  const what = `${version} of ${date}, with version ${api} of the API and ${storedItems} of stored items`;
  console.log(`${notes}\n`);
  console.log(
    dryRun
      ? `This would be ${what}, as "Release ${version}" with the tag ${tag}. Nothing was changed or tested.`
      : `Released ${what}. Packed: ${tarballs.join(", ")}. Push with: git push --follow-tags origin main`,
  );
  return 0;
}

/** @throws {NotReadyError} unless all tests pass */
async function testEverything(): Promise<void> {
  const [code] = await once(spawn("npm", ["test"], { stdio: "inherit" }), "exit");
  if (code !== 0) throw new NotReadyError("The tests fail: nothing is released.");
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
