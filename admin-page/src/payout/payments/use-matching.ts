import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../api/client.ts";
import type { PaymentFilter } from "../../api/payouts.ts";
import type { Payout } from "../../api/types.ts";
import { collectMatching, NOTHING_YET } from "./settle-many.ts";
import { isSettleable } from "./settleable.ts";

/** All payments of a payout that match and may be settled, as they were when it began to look for them. */
export function useMatching(payout: Payout, filters: readonly PaymentFilter[], user: string) {
  const api = useApi();
  const { payoutId } = payout;
  const [soFar, setSoFar] = useState(NOTHING_YET);
  const isWanted = (payment: Parameters<typeof isSettleable>[0]) =>
    isSettleable(payment, payout, Date.now());
  const query = useQuery({
    // Not beneath the payout's key: while they are settled, they are not looked for again.
    queryKey: ["matching", payoutId, filters, user],
    queryFn: ({ signal }) =>
      collectMatching(api, { payoutId, filters, user, isWanted }, { signal, onFound: setSoFar }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { soFar, found: query.data, error: query.error, retry: query.refetch };
}
