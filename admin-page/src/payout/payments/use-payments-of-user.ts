import { useQuery } from "@tanstack/react-query";
import { type Api, dataOf, useApi } from "../../api/client.ts";
import type { Payment, Payout } from "../../api/types.ts";

const PAGE = 200;
/** A user with more payments than this many pages hold is looked for no further back. */
const MAX_PAGES = 10;

/** The payments of one user in one payout, found among all that this user was ever paid. */
export function usePaymentsOfUser({ payoutId, updatedAt }: Payout, userId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ["payout", payoutId, "user", userId, updatedAt],
    queryFn: () => findPayments(api, payoutId, userId),
  });
}

async function findPayments(api: Api, payoutId: string, userId: string): Promise<Payment[]> {
  const found: Payment[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const params = { path: { userId }, query };
    const answer = await dataOf(api.GET("/api/users/{userId}/payments", { params }));
    found.push(...answer.items.filter((payment) => payment.payoutId === payoutId));
    cursor = answer.cursor;
    if (cursor === undefined) break;
  }
  return found;
}
