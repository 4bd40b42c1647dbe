import { type Api, dataOf, defined } from "../../api/client.ts";
import type { Schemas } from "../../api/contract.ts";
import type { PaymentFilter } from "../../api/payouts.ts";
import type { Payment } from "../../api/types.ts";

type Answer = Schemas["ResolvedPayments"];
type Body = Schemas["ResolvePayments"];

/** Payments that match, on whichever page of the list they stand. */
export interface Matching {
  readonly rows: readonly number[];
  /** What they come to. */
  readonly points: number;
  /** So many of them wait for a second person. */
  readonly proposed: number;
}

export const NOTHING_YET: Matching = { rows: [], points: 0, proposed: 0 };
/** The API lists no more at once. */
const LISTED_A_CALL = 200;
/** The API takes some more; so none takes long, and people see how far it is. */
const SETTLED_A_CALL = 1_000;

/** Which payments of a payout are looked for. */
export interface MatchingQuery {
  readonly payoutId: string;
  readonly filters: readonly PaymentFilter[];
  /** A user id or a part of one; all users where it is empty. */
  readonly user: string;
  readonly isWanted: (payment: Payment) => boolean;
}

/**
 * Looks through all pages of a payout's payments for those that match, and tells of what it found so far.
 * Those it names are to be settled then, and no others that come to match meanwhile.
 */
export async function collectMatching(
  api: Api,
  { payoutId, filters, user, isWanted }: MatchingQuery,
  { signal, onFound }: { signal: AbortSignal; onFound: (soFar: Matching) => void },
): Promise<Matching> {
  const found: Payment[] = [];
  const soFar = (): Matching => ({
    rows: found.map(({ row }) => row),
    points: found.reduce((sum, { points }) => sum + points, 0),
    proposed: found.filter(({ proposed }) => proposed !== undefined).length,
  });
  for (const filter of filters) {
    let cursor: string | undefined;
    do {
      const query = defined({
        limit: LISTED_A_CALL,
        ...(filter === "proposed" ? { proposed: "true" as const } : { state: filter }),
        user: user || undefined,
        cursor,
      });
      const params = { path: { payoutId }, query };
      const page = await dataOf(api.GET("/api/payouts/{payoutId}/payments", { params, signal }));
      found.push(...page.items.filter(isWanted));
      onFound(soFar());
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return soFar();
}

/**
 * Settles payments by one word, one call after the other where there are many. Once one fails those before
 * it stand: tried again, they are said once more, which changes nothing.
 * @param onDone how many were settled so far
 */
export async function settleMany(
  api: Api,
  payoutId: string,
  body: Body,
  onDone: (done: number) => void,
): Promise<Answer> {
  const answers: Answer[] = [];
  let done = 0;
  onDone(done);
  for (const part of partsOf(body)) {
    const params = { path: { payoutId } };
    answers.push(
      await dataOf(api.POST("/api/payouts/{payoutId}/payments/resolve", { params, body: part })),
    );
    done += part.rows?.length ?? 0;
    onDone(done);
  }
  return together(answers);
}

function partsOf(body: Body): readonly Body[] {
  const { rows = [] } = body;
  if (rows.length <= SETTLED_A_CALL) return [body];
  return Array.from({ length: Math.ceil(rows.length / SETTLED_A_CALL) }, (_, part) => ({
    ...body,
    rows: rows.slice(part * SETTLED_A_CALL, (part + 1) * SETTLED_A_CALL),
  }));
}

/** What several calls came to. */
export function together(answers: readonly Answer[]): Answer {
  const sumOf = (which: "settled" | "proposed") =>
    answers.reduce((sum, answer) => sum + answer[which], 0);
  return {
    settled: sumOf("settled"),
    proposed: sumOf("proposed"),
    payments: answers.flatMap(({ payments }) => payments),
  };
}
