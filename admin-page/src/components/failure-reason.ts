import type { Payment, UserPayment } from "../api/types.ts";
import type { Texts } from "../texts/ko.ts";

type Reasons = Texts["payments"]["reasons"];

const BY_CODE: Readonly<Record<string, keyof Reasons>> = {
  http_400: "notAccepted",
  http_404: "noSuchUser",
  http_422: "notAccepted",
  resolved_not_paid: "resolvedNotPaid",
  paid_by_original: "paidByOriginal",
  user_id_not_a_number: "userIdNotANumber",
};

/** Why a payment was not paid, in plain words; undefined while there is nothing to explain. */
export function failureReason(
  { state, code }: Pick<Payment | UserPayment, "state" | "code">,
  reasons: Reasons,
): string | undefined {
  if (state === "unknown") return reasons.inDoubt;
  if (state !== "rejected") return undefined;
  const known = code === undefined ? undefined : BY_CODE[code];
  return reasons[known ?? "refused"];
}
