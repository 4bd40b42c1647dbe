const PARTS = ["major", "minor", "patch"];
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** The version may not follow the present one, or is none. */
export class VersionError extends Error {
  override readonly name = "VersionError";
}

/**
 * The version that is asked for: the part that grows, or itself. The present one is taken too, since
 * the first release may be of the version that stands there already.
 * @throws {VersionError} when it is no version such as 1.2.3, or an older one
 */
export function nextVersion(current: string, asked: string): string {
  const now = numbersOf(current);
  const grown = PARTS.indexOf(asked);
  if (grown !== -1) {
    return now.map((n, index) => (index < grown ? n : index === grown ? n + 1 : 0)).join(".");
  }
  const next = numbersOf(asked);
  const changed = next.findIndex((n, index) => n !== now[index]);
  if (changed !== -1 && (next[changed] ?? 0) < (now[changed] ?? 0)) {
    throw new VersionError(`${asked} is older than ${current}, which package.json has.`);
  }
  return asked;
}

function numbersOf(version: string): readonly number[] {
  const match = VERSION.exec(version);
  if (match === null) {
    throw new VersionError(`Say major, minor, patch or a version such as 1.2.3, not ${version}.`);
  }
  return match.slice(1).map(Number);
}
