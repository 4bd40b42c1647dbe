import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { dataOf, defined, useApi } from "../api/client.ts";
import type { FoundPayment } from "../api/types.ts";

/** Whom to look for, and where: see `findPayments` of the API. */
export interface Search {
  readonly user: string;
  readonly whole?: "true";
  readonly in: "upcoming" | "recent";
  readonly days?: number;
}

/** How far a search came, and what it found so far. */
export interface SearchProgress {
  readonly items: readonly FoundPayment[];
  readonly payouts: number;
  readonly payments: number;
  /** Payouts whose files were deleted. */
  readonly gone: number;
  readonly reachedAt: string | undefined;
  readonly isFull: boolean;
  readonly isSearching: boolean;
  readonly error: Error | null;
  readonly stop: () => void;
  readonly again: () => void;
}

/** Looks through payouts, call after call, until there are no more or it is stopped. */
export function useSearch(search: Search): SearchProgress {
  const api = useApi();
  const [isStopped, setStopped] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ["search", search],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/api/payments", {
          params: {
            query: { ...search, ...defined({ cursor: pageParam || undefined }) },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    // It takes many calls: whoever wants it again asks for it.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage, refetch } = query;
  const goesOn = hasNextPage && !isError && !isStopped;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);
  const pages = data?.pages ?? [];
  const sum = (of: (page: (typeof pages)[number]) => number) =>
    pages.reduce((total, page) => total + of(page), 0);
  return {
    items: pages.flatMap(({ items }) => items),
    payouts: sum(({ searched }) => searched.payouts),
    payments: sum(({ searched }) => searched.payments),
    gone: sum(({ gone }) => gone.length),
    reachedAt: pages.findLast(({ reachedAt }) => reachedAt !== undefined)?.reachedAt,
    isFull: pages.at(-1)?.isFull === true,
    isSearching: query.isPending || goesOn,
    error: query.error,
    stop: () => setStopped(true),
    again: () => void refetch(),
  };
}
