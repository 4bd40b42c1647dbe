import type { Versions } from "./versions.ts";

const PARTS = ["major", "minor", "patch"];
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** The version may not follow the present one, or is none. */
export class VersionError extends Error {
  override readonly name = "VersionError";
}

/** What is asked for of each: the part that grows, or a version; what is not named stays. */
export interface AskedVersions {
  readonly package: string;
  readonly api?: string | undefined;
  readonly storedItems?: string | undefined;
}

/**
 * The versions of the next release. That of the package grows at least by the part by which another one
 * does: who reads no other sees that something may need their attention.
 * @throws {VersionError} when one of them is none, is older, or the package's grows by less
 */
export function nextVersions(current: Versions, asked: AskedVersions): Versions {
  const next = {
    package: nextVersion(current.package, asked.package),
    api: nextVersion(current.api, asked.api ?? current.api),
    storedItems: nextVersion(current.storedItems, asked.storedItems ?? current.storedItems),
  };
  // Before 1.0.0 what breaks is a minor one.
  const isEarly = next.package.startsWith("0.");
  const least = isEarly ? 1 : 0;
  const ofPackage = grownPart(current.package, next.package);
  for (const name of ["api", "storedItems"] as const) {
    const grown = Math.max(grownPart(current[name], next[name]), least);
    const hasStayed = grown === PARTS.length;
    if (hasStayed || ofPackage <= grown) continue;
    throw new VersionError(
      `The package's version has to grow by a ${PARTS[grown]} one, as ${next[name]} of ${name} says that something changed.`,
    );
  }
  return next;
}

/** 0, 1 or 2 for the part that grew, 3 where none did. */
function grownPart(before: string, after: string): number {
  const was = numbersOf(before);
  const at = numbersOf(after).findIndex((n, index) => n !== was[index]);
  return at === -1 ? PARTS.length : at;
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
    throw new VersionError(`${asked} is older than ${current}, which stands there.`);
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
