import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { dataOf, useApi } from "./client.ts";
import type { Schemas } from "./contract.ts";
import { listPollMs } from "./how-often.ts";

/** Many payouts are read for it, and it changes when one of them ends. */
const MONTHS_POLL_MS = 60_000;

// Beneath the key of lists: whatever asks for those again, asks for these.

/** What waits for whoever is signed in, what is being paid and what comes. */
export function useOverview() {
  const api = useApi();
  return useQuery({
    queryKey: ["payouts", "overview"],
    queryFn: () => dataOf(api.GET("/api/overview")),
    refetchInterval: ({ state: { data } }) => listPollMs(shownIn(data), Date.now()),
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

/** The payouts that it is about, by which it is asked for again as often as a list of them. */
function shownIn(overview: Schemas["Overview"] | undefined) {
  if (overview === undefined) return [];
  const waiting = Object.values(overview.waiting).flatMap(({ items }) => items);
  const coming = overview.coming.map(({ instant, isApproved }) => ({
    state: isApproved ? ("scheduled" as const) : ("awaiting_approval" as const),
    // When it was changed last is not told here.
    updatedAt: new Date(0).toISOString(),
    schedule: { instant },
  }));
  return [...overview.paying, ...waiting, ...coming];
}
