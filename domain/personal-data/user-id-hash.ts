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

/** Words with the hash in the place of the id, in whatever letter case it stands there. */
export function withoutId(words: string, userId: string, userIdHash: string): string {
  const literal = userId.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return words.replaceAll(new RegExp(literal, "giu"), userIdHash);
}
