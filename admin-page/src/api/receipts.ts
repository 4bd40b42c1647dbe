import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { dataOf, useApi } from "./client.ts";
import type { Receipt } from "./types.ts";

const keyOf = (payoutId: string) => ["payout", payoutId, "receipt"];
const RUNNING_POLL_MS = 2_000;
/** One begins by itself soon after its payout. */
const POLL_MS = 30_000;

/** The receipt of a completed payout, asked for again while it is compared. */
export function useReceipt(payoutId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(payoutId),
    queryFn: () =>
      dataOf(api.GET("/api/payouts/{payoutId}/receipt", { params: { path: { payoutId } } })),
    refetchInterval: ({ state: { data } }) =>
      data?.comparison?.state === "running" ? RUNNING_POLL_MS : POLL_MS,
  });
}

/** Signs the receipt as it is shown; the answer is shown at once. */
export function useSignReceipt({ payoutId, revision, comparison }: Receipt) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: string) =>
      dataOf(
        api.POST("/api/payouts/{payoutId}/receipt/sign", {
          params: { path: { payoutId } },
          body: { revision, run: comparison?.run ?? 1, note },
        }),
      ),
    onSuccess: (receipt: Receipt) => client.setQueryData(keyOf(payoutId), receipt),
    // What was refused may have changed: it is shown as it is now, behind the dialog.
    onError: () => client.invalidateQueries({ queryKey: keyOf(payoutId) }),
  });
}

/** Has all payments compared; the answer is shown at once. */
export function useRequestReceipt(payoutId: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      dataOf(api.POST("/api/payouts/{payoutId}/receipt", { params: { path: { payoutId } } })),
    onSuccess: (receipt: Receipt) => client.setQueryData(keyOf(payoutId), receipt),
  });
}
