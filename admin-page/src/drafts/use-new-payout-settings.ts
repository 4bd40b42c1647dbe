import { useQuery } from "@tanstack/react-query";
import { dataOf, defined, useApi } from "../api/client.ts";
import type { Schemas } from "../api/contract.ts";

export type NewPayoutSettings = Schemas["NewPayoutSettings"];

/** What a new payout gets: of the payout or the reminder that the address names, or what it says itself. */
export function useNewPayoutSettings(params: URLSearchParams) {
  const api = useApi();
  const [payoutId, reminderId] = [params.get("from"), params.get("reminder")];
  const month = params.get("month") ?? undefined;
  const isCopied = payoutId !== null || reminderId !== null;
  const query = useQuery({
    queryKey: ["new-payout-settings", payoutId, reminderId, month],
    enabled: isCopied,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      payoutId === null
        ? dataOf(
            api.GET("/api/reminders/{reminderId}/settings", {
              params: { path: { reminderId: reminderId ?? "" }, query: defined({ month }) },
            }),
          )
        : dataOf(api.GET("/api/payouts/{payoutId}/copy", { params: { path: { payoutId } } })),
  });
  return {
    isCopied: query.data !== undefined,
    isLoading: query.isLoading,
    error: query.error,
    settings: query.data ?? settingsIn(params),
  };
}

function settingsIn(params: URLSearchParams): NewPayoutSettings {
  return {
    title: params.get("title") ?? "",
    ...(params.get("dryRun") === "true" && { dryRun: true }),
    ...defined({ pointsApi: params.get("pointsApi") ?? undefined }),
  };
}
