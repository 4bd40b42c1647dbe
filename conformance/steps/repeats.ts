import type { Answer } from "../../domain/distribution/points-api.ts";
import { askPatiently, type Check, saying, settle } from "../check.ts";
import type { Paid } from "./first-payment.ts";

/** The same payment under the key that paid it, where the description says that this pays nothing more. */
export async function checkSameKey(check: Check, paid: Paid): Promise<void> {
  const { description, api, books, notes } = check;
  const { ends } = description.doubt;
  if (ends !== "replays" && ends !== "refuses") return;
  const answer = await askPatiently(check, () => api.pay(paid.request));
  const said = saying(answer);
  const other = otherIdOf(paid, answer);
  // A transaction of its own has to come to its end before the books can tell.
  if (other !== undefined) await settle(check, paid.request, answer);
  const moved = await books.moved(paid.request.payment.userId, 0);
  if (moved?.is === "more") notes.find("same_key_paid_twice", { ...moved.facts, ends });
  else if (other !== undefined) notes.find("same_key_other_id", { ends, ...other });
  else if (answer.kind === "in_doubt") notes.find("same_key_in_doubt", { ends, said });
  else if (!isTaken(answer)) notes.find("same_key_refused", { ends, said });
  notes.step("same_key", { said });
}

/** Another amount under the key of a payment: nobody asks so, and whoever does must not be paid. */
export async function checkOtherContent(check: Check, paid: Paid): Promise<void> {
  const { api, books, notes } = check;
  const { doubt } = check.description;
  if (doubt.ends !== "replays" && doubt.ends !== "refuses") return;
  const { payment } = paid.request;
  const asked = payment.points + 1;
  const request = { ...paid.request, payment: { ...payment, points: asked } };
  const answer = await askPatiently(check, () => api.pay(request));
  const said = saying(answer);
  const other = otherIdOf(paid, answer);
  if (other !== undefined) await settle(check, request, answer);
  const moved = await books.moved(payment.userId, 0);
  if (moved?.is === "more" || other !== undefined) {
    notes.find("other_content_paid", { points: payment.points, asked, said });
  } else if (isTaken(answer)) {
    notes.limit("other_content_unnoticed");
  } else if (answer.kind === "rejected" && doubt.refusalProvesUnpaid) {
    notes.find("other_content_rejected", { said });
  } else if (answer.kind === "not_done") {
    notes.find("other_content_busy", { said });
  } else {
    notes.guarantee("other_content_noticed", { said });
  }
  notes.step("other_content", { asked, said });
}

function isTaken({ kind }: Answer): boolean {
  return kind === "paid" || kind === "accepted";
}

/** Ids by which two answers are not of one payment; undefined where they may be. */
function otherIdOf(
  { transactionId, reference }: Paid,
  answer: Answer,
): { readonly first: string; readonly second: string } | undefined {
  const [first, second] =
    answer.kind === "paid"
      ? [transactionId, answer.transactionId]
      : [reference, answer.kind === "accepted" ? answer.reference : undefined];
  if (first === undefined || second === undefined || first === second) return undefined;
  return { first, second };
}
