import { useEffect } from "react";

interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Fetches page after page while `wanted`, since the API itself does not search; says if it does. */
export function useWholeList(query: Pages, wanted: boolean): boolean {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const goesOn = wanted && hasNextPage && !isError;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, fetchNextPage]);
  return goesOn;
}
