import { validationError } from "./validation.ts";

export interface PageRequest {
  readonly maxResults: number;
  readonly nextToken?: string | undefined;
}

/**
 * The page after the one that gave out `nextToken`, ordered by key. A token names the last key
 * given, so that what is added or deleted meanwhile moves nothing between pages.
 * @throws {AwsError} ValidationException
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { maxResults, nextToken }: PageRequest,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const after = nextToken === undefined ? undefined : readToken(nextToken);
  const rest = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = rest.slice(0, maxResults);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    ...(last === undefined || rest.length <= maxResults ? {} : { NextToken: writeToken(last.key) }),
  };
}

function writeToken(key: string): string {
  return Buffer.from(`after:${key}`).toString("base64url");
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (!text.startsWith("after:")) throw validationError("Invalid NextToken.");
  return text.slice("after:".length);
}
