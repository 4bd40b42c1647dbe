import { useEffect } from "react";

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/**
 * Fetches page after page until something is found: a page of a search may come out empty and
 * still not be the last. Returns whether it is still searching.
 */
export function useFirstFound(query: Pages, found: number): boolean {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const goesOn = found === 0 && hasNextPage && !isError;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, fetchNextPage]);
  return goesOn;
}
