import type { Answer, LookupAnswer } from "../../domain/distribution/points-api.ts";
import type { Payment } from "../../domain/sheet/payment.ts";

interface OpenedApi {
  pay(payment: Payment, key: string): Promise<Answer>;
  lookUp(payment: Payment, key: string): Promise<LookupAnswer | undefined> | undefined;
}

/**
 * Pays as a payout does where only a look-up ends doubt: what is in doubt is looked up, and only what
 * surely isn't there is asked for again. What can't be told stays in doubt.
 */
export async function payOnce(api: OpenedApi, payment: Payment, key: string): Promise<Answer> {
  const answer = await api.pay(payment, key);
  if (answer.kind !== "in_doubt") return answer;
  const looked = await api.lookUp(payment, key);
  switch (looked?.kind) {
    case "found":
      return { ...looked, kind: "paid" };
    case "not_found":
      return await payOnce(api, payment, key);
    default:
      return answer;
  }
}
