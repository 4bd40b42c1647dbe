import { TRANSPORT_FAILURES } from "../../domain/distribution/answer-table.ts";
import type { PayRequest } from "../../domain/distribution/points-api.ts";
import { type Check, type Outcome, payToTheEnd, saying } from "../check.ts";

export type Paid = Extract<Outcome, { readonly kind: "paid" }> & { readonly request: PayRequest };

/** A payment to a user that exists, and whether it is what it was told to be; undefined when it was not made. */
export async function checkFirstPayment(check: Check): Promise<Paid | undefined> {
  const { settings, notes } = check;
  const { points, users } = settings;
  const request = check.newRequest(users.a);
  const outcome = await payToTheEnd(check, request);
  const said = saying(outcome);
  await compare(check, request, outcome);
  if (outcome.kind === "paid" && outcome.tookMs !== undefined) {
    notes.guarantee("confirmed_later", { took: { ms: outcome.tookMs } });
  }
  notes.step("first_payment", { points, user: users.a, said });
  return outcome.kind === "paid" ? { ...outcome, request } : undefined;
}

/** Notes what is wrong about how a payment ended that should have been paid, by its answer and by the books. */
export async function compare(check: Check, request: PayRequest, outcome: Outcome): Promise<void> {
  const { books, notes, settings } = check;
  const { userId: user, points: asked } = request.payment;
  const said = saying(outcome);
  switch (outcome.kind) {
    case "paid": {
      const moved = await books.moved(user, asked);
      const facts = { ...moved?.facts, user, said, asked };
      if (moved?.is === "less") notes.find("paid_not_in_books", facts);
      if (moved?.is === "more") notes.find("paid_too_much", facts);
      return;
    }
    case "failed": {
      const moved = await books.moved(user, 0);
      if (moved?.is === "more") notes.find("failed_but_paid", { ...moved.facts, said });
      else notes.find("accepted_then_failed", { said });
      return;
    }
    case "unconfirmed": {
      await books.moved(user, 0);
      notes.find("not_confirmed", { said, waited: { ms: settings.confirmWithinMs } });
      return;
    }
    case "in_doubt":
      notes.find("payment_in_doubt", { user, said });
      return;
    default: {
      const isOfTheWay = Object.hasOwn(TRANSPORT_FAILURES, outcome.code);
      notes.find(isOfTheWay ? "not_asked" : "payment_not_made", { user, said });
    }
  }
}
