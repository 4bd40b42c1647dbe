import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { dataOf, useApi } from "./client.ts";

const POLL_MS = 5_000;
/** Many payouts are read for it, and it changes when one of them ends. */
const MONTHS_POLL_MS = 60_000;

// Beneath the key of lists: whatever asks for those again, asks for these.

/** What waits for whoever is signed in, what is being paid and what comes. */
export function useOverview() {
  const api = useApi();
  return useQuery({
    queryKey: ["payouts", "overview"],
    queryFn: () => dataOf(api.GET("/api/overview")),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
}

/** What was paid month by month, and what of the limits is taken. */
export function useOverviewMonths() {
  const api = useApi();
  return useQuery({
    queryKey: ["payouts", "overview", "months"],
    queryFn: () => dataOf(api.GET("/api/overview/months")),
    refetchInterval: MONTHS_POLL_MS,
    placeholderData: keepPreviousData,
  });
}
