import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type Api, dataOf, defined, useApi } from "./client.ts";
import type { paths, Schemas } from "./contract.ts";
import { listPollMs, paymentsPollMs, payoutPollMs } from "./how-often.ts";
import type { PaymentState, Payout } from "./types.ts";

const LIST_PAGE = 100;
/** Few at first, so that the page is not long; more for those who ask for more. */
const FIRST_PAYMENTS = 50;
const MORE_PAYMENTS = 200;
/** Somebody else may have it looked at again. */
const PRE_FLIGHT_MS = 30_000;

/** Which payments are listed: those in a state, or those that wait for a second person. */
export type PaymentFilter = PaymentState | "proposed";

const keys = {
  lists: ["payouts"],
  list: (query: ListQuery) => ["payouts", query],
  payout: (payoutId: string) => ["payout", payoutId],
  preFlight: (payoutId: string) => ["preflight", payoutId],
  events: (payoutId: string) => ["payout", payoutId, "events"],
  payments: (payoutId: string, state: PaymentFilter | undefined, user: string) => [
    ...["payout", payoutId, "payments"],
    state ?? "all",
    user,
  ],
} as const;

/** A payout, asked for again as often as its state makes worthwhile. */
export function usePayout(payoutId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.payout(payoutId),
    queryFn: () => dataOf(api.GET("/api/payouts/{payoutId}", { params: { path: { payoutId } } })),
    refetchInterval: ({ state: { data } }) => payoutPollMs(data, Date.now()),
  });
}

/** Which payouts are listed, and in which order, as the API takes it. */
export type ListQuery = Omit<
  NonNullable<paths["/api/payouts"]["get"]["parameters"]["query"]>,
  "limit" | "cursor"
>;

/** Payouts, page by page. */
export function usePayoutList(query: ListQuery) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keys.list(query),
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/api/payouts", {
          params: {
            query: { ...query, limit: LIST_PAGE, ...defined({ cursor: pageParam || undefined }) },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: ({ state: { data } }) =>
      listPollMs(data?.pages.flatMap(({ items }) => items) ?? [], Date.now()),
    placeholderData: keepPreviousData,
  });
}

/** The whole audit trail; grows with the payout, so it is asked for again with every revision. */
export function useEvents({ payoutId, updatedAt }: Payout) {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.events(payoutId), updatedAt],
    async queryFn() {
      const items: Schemas["AuditEvent"][] = [];
      let cursor: string | undefined;
      do {
        const params = { path: { payoutId }, query: defined({ cursor }) };
        const page = await dataOf(api.GET("/api/payouts/{payoutId}/events", { params }));
        items.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== undefined);
      return { items };
    },
    placeholderData: keepPreviousData,
  });
}

/**
 * Payments of a payout in row order, page by page; again and again while it is being paid. With a
 * user, or a part of an id, only theirs.
 */
export function usePayments(payout: Payout, state: PaymentFilter | undefined, user: string) {
  const api = useApi();
  const { payoutId } = payout;
  return useInfiniteQuery({
    // A change of state is the end of what was being paid: the list is asked for once more then.
    queryKey: [...keys.payments(payoutId, state, user), payout.updatedAt],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/api/payouts/{payoutId}/payments", {
          params: {
            path: { payoutId },
            query: defined({
              limit: pageParam === "" ? FIRST_PAYMENTS : MORE_PAYMENTS,
              ...(state === "proposed" ? { proposed: "true" as const } : { state }),
              user: user || undefined,
              cursor: pageParam || undefined,
            }),
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: paymentsPollMs(payout),
    placeholderData: keepPreviousData,
  });
}

/**
 * What was looked at before a payout is paid, asked for again while it is at work: of one that has not
 * begun. A dry run looks by itself, and what takes points back needs no float.
 */
export function usePreFlight({ payoutId, state, dryRun, reversalOf }: Payout) {
  const api = useApi();
  const isAhead = ["ready", "awaiting_approval", "scheduled"].includes(state);
  return useQuery({
    queryKey: keys.preFlight(payoutId),
    enabled: isAhead && !dryRun && reversalOf === undefined,
    queryFn: () =>
      dataOf(api.GET("/api/payouts/{payoutId}/preflight", { params: { path: { payoutId } } })),
    refetchInterval: ({ state: { data } }) => (isAtWork(data) ? 2_000 : PRE_FLIGHT_MS),
  });
}

/** Has it looked at again. */
export function useStartPreFlight(payoutId: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      dataOf(api.POST("/api/payouts/{payoutId}/preflight", { params: { path: { payoutId } } })),
    onSuccess: (found) => client.setQueryData(keys.preFlight(payoutId), found),
  });
}

export function isAtWork(found: Schemas["PreFlight"] | undefined): boolean {
  const state = found?.users?.state;
  return state === "waiting" || state === "looking";
}

/** A change of a payout by a person; its answer is shown at once, and lists follow. */
export function usePayoutChange<V = void>(change: (api: Api, variables: V) => Promise<Payout>) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (variables: V) => change(api, variables),
    onSuccess: async (payout) => {
      client.setQueryData(keys.payout(payout.payoutId), payout);
      await client.invalidateQueries({ queryKey: keys.lists });
    },
    // After a refusal the page may be out of date: somebody else was faster. Not waited for, as what
    // went wrong is said at once, also where nothing can be asked again.
    onError() {
      void client.invalidateQueries({ queryKey: ["payout"] });
    },
  });
}

/** Asks again for everything of a payout. */
export function useRefreshPayout(payoutId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.payout(payoutId) });
}
