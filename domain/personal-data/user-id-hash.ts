/**
 * The keyed hash of a user's id: the same for every way of writing it, and of no use to who has not
 * the key. Of an id it tells whether it is the one that was meant, and of itself nothing.
 */
export type HashUserId = (userId: string) => Promise<string>;

/** What a hash begins with, where it stands in the place of an id. */
export const ERASED_PREFIX = "erased-";

/** The id as all ways of writing it have in common: letter case, and the form of its characters. */
export function foldUserId(userId: string): string {
  return userId.normalize("NFKC").trim().toLowerCase();
}

/**
 * Words with the hash in the place of the id, in whatever way and letter case it is written there:
 * not of what has it as a part of a longer number or word of Latin letters. In Korean what follows an
 * id is no part of it.
 */
export function withoutIds(words: string, ids: readonly string[], userIdHash: string): string {
  const longestFirst = [...new Set(ids)].toSorted((one, other) => other.length - one.length);
  return words.replaceAll(new RegExp(longestFirst.map(patternOf).join("|"), "giu"), userIdHash);
}

const LETTER = "[\\p{Script=Latin}\\p{N}]";
const BEGINS_WITH_LETTER = new RegExp(`^${LETTER}`, "u");
const ENDS_WITH_LETTER = new RegExp(`${LETTER}$`, "u");

function patternOf(id: string): string {
  const literal = id.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const before = BEGINS_WITH_LETTER.test(id) ? `(?<!${LETTER})` : "";
  const after = ENDS_WITH_LETTER.test(id) ? `(?!${LETTER})` : "";
  return `${before}${literal}${after}`;
}
