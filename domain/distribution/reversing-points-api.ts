import type { AskedPayment, PayRequest, PointsApi } from "./points-api.ts";
import type { ReversedPayments } from "./reversed-payments.ts";

/** The code of a payment whose points API takes nothing back any more. */
const CANNOT_TAKE_BACK = "cannot_take_back";

/**
 * A points API that takes back where another one pays: everything else about it is the same, so that a
 * reversal goes through all that makes paying safe. One payment at a time, each under the account that
 * it was paid to.
 */
export function createReversingPointsApi(
  { reverse, lookUp, confirm, keys }: PointsApi,
  { made }: Pick<ReversedPayments, "made">,
): PointsApi {
  /** To whom it was paid, whoever the sheet's id belongs to now. */
  async function asMade<R extends PayRequest>(request: R): Promise<R> {
    const payment: AskedPayment | undefined = (await made(request.payment.row))?.payment;
    return payment === undefined ? request : { ...request, payment };
  }
  return {
    keys,
    async pay({ row }, _, permit) {
      const original = await made(row);
      if (original === undefined || reverse === undefined) {
        const detail = "The points API that paid it takes nothing back.";
        return { kind: "ours", code: CANNOT_TAKE_BACK, detail };
      }
      return await reverse(original, permit);
    },
    lookUp:
      lookUp && (async (claimed, nextPermit) => await lookUp(await asMade(claimed), nextPermit)),
    confirm: confirm && {
      deadlineMs: confirm.deadlineMs,
      ask: async (accepted, permit) => await confirm.ask(await asMade(accepted), permit),
    },
  };
}
