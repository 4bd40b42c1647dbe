import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { dataOf, defined, useApi } from "./client.ts";
import { ApiProblemError } from "./problem.ts";
import type { Breakdown, Payout } from "./types.ts";

const FIRST_ROWS = 50;
const MORE_ROWS = 200;

/** Which rows of a sheet are listed. */
export interface RowsFilter {
  /** A part of a user id, a reason or what a row says besides; empty for all. */
  readonly search: string;
  /** Of so many points at least, and at most. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

function keyOf({ payoutId, sheet }: Payout, ...rest: readonly unknown[]) {
  return ["sheet", payoutId, sheet?.versionId, ...rest];
}

/**
 * What a sheet's payments are like; null where nothing is kept of it, as of sheets that earlier versions
 * checked. A sheet never changes: it is asked for once.
 */
export function useBreakdown(payout: Payout) {
  const api = useApi();
  const { payoutId } = payout;
  return useQuery({
    queryKey: keyOf(payout, "breakdown"),
    async queryFn(): Promise<Breakdown | null> {
      try {
        const params = { path: { payoutId } };
        return await dataOf(api.GET("/api/payouts/{payoutId}/breakdown", { params }));
      } catch (error) {
        if (error instanceof ApiProblemError && error.problem.code === "contents_not_kept") {
          return null;
        }
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The rows of a sheet, page by page; a page of a search may come out empty and not be the last. */
export function useRows(payout: Payout, { search, least, most }: RowsFilter) {
  const api = useApi();
  const { payoutId } = payout;
  return useInfiniteQuery({
    queryKey: keyOf(payout, "rows", search, least, most),
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/api/payouts/{payoutId}/rows", {
          params: {
            path: { payoutId },
            query: defined({
              limit: pageParam === "" ? FIRST_ROWS : MORE_ROWS,
              search: search || undefined,
              least,
              most,
              cursor: pageParam || undefined,
            }),
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}
