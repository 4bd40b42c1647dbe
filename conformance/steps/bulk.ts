import type { Answer, PayRequest } from "../../domain/distribution/points-api.ts";
import { askPatiently, type Check, saying, settle } from "../check.ts";

/** Payments of several users in one call: each has a result of its own, and pays under its own key. */
export async function checkBulk(check: Check): Promise<void> {
  const { api, description, notes, settings } = check;
  if (api.payInBulk === undefined) return;
  const { a, b, missing } = settings.users;
  // One that is refused stands between them: results that are read in another order tell.
  const users =
    missing === undefined || (description.bulk?.most ?? 0) < 3 ? [a, b] : [a, missing, b];
  const requests = users.map((user) => check.newRequest(user));
  const found = notes.report.findings.length;
  const answer = await api.payInBulk(requests);
  if (answer.kind !== "answered") {
    const said = saying(answer);
    notes.find("bulk_not_answered", { said });
    notes.step("bulk", { users: users.join(", "), said });
    return;
  }
  const said: string[] = [];
  for (const request of requests) {
    said.push(await compareResult(check, request, answer.answers.get(request.idempotencyKey)));
  }
  await checkSameKeyAlone(check, requests[0]);
  if (notes.report.findings.length === found) notes.guarantee("bulk_answers_for_each");
  notes.step("bulk", { users: users.join(", "), said: said.join(", ") });
}

async function compareResult(
  check: Check,
  request: PayRequest,
  answer: Answer | undefined,
): Promise<string> {
  const { books, notes, settings } = check;
  const { userId: user, points: asked } = request.payment;
  if (answer === undefined) {
    notes.find("bulk_result_missing", { user });
    return "–";
  }
  const outcome = await settle(check, request, answer);
  const said = saying(outcome);
  const isPaid = outcome.kind === "paid";
  if (user === settings.users.missing) {
    if (isPaid) notes.find("bulk_result_mistaken", { user, said });
    return said;
  }
  const moved = await books.moved(user, isPaid ? asked : 0);
  if (!isPaid) notes.find("bulk_result_mistaken", { user, said });
  else if (moved !== undefined && moved.is !== "as_expected") {
    notes.find("bulk_differs_from_books", { ...moved.facts, said, asked });
  }
  return said;
}

/** A payment of a bulk call that is in doubt is asked for alone: that must not pay it again. */
async function checkSameKeyAlone(check: Check, request: PayRequest | undefined): Promise<void> {
  const { ends } = check.description.doubt;
  const isKeyed = ends === "replays" || ends === "refuses";
  if (!isKeyed || request === undefined || !check.made.has(request.idempotencyKey)) return;
  const answer = await askPatiently(check, () => check.api.pay(request));
  await settle(check, request, answer);
  const moved = await check.books.moved(request.payment.userId, 0);
  if (moved?.is !== "more") return;
  check.notes.find("bulk_key_pays_again", { ...moved.facts, ends });
}
