import { Link } from "react-router";
import type { Payment, UserPayment } from "../api/types.ts";
import type { Texts } from "../texts/ko.ts";
import { useTexts } from "../texts/language.ts";

/** Why a payment was made, why it failed, what people said of it, and who pays it again. */
export function PaymentDetail({ payment }: { readonly payment: Payment | UserPayment }) {
  const { payments } = useTexts();
  const { reason, code, detail, transactionId, resolution, retriedBy } = payment;
  const why = failureReason(payment, payments.reasons);
  const ownWords = [code, detail].filter((part) => part !== undefined).join(": ");
  return (
    <span className="payment-detail">
      {why !== undefined && <span className="why">{why}</span>}
      {why !== undefined && ownWords !== "" && <span className="quiet small">{ownWords}</span>}
      {reason !== undefined && <span>{reason}</span>}
      {resolution !== undefined && (
        <span className="quiet">
          {payments.resolvedBy(
            resolution.by.name,
            resolution.as === "paid" ? payments.asPaid : payments.asNotPaid,
            resolution.note,
          )}
        </span>
      )}
      {transactionId !== undefined && <code className="quiet small">{transactionId}</code>}
      {retriedBy !== undefined && <Link to={`/payouts/${retriedBy}`}>{payments.retriedBy}</Link>}
    </span>
  );
}

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
function failureReason(
  { state, code }: Pick<Payment | UserPayment, "state" | "code">,
  reasons: Reasons,
): string | undefined {
  if (state === "unknown") return reasons.inDoubt;
  if (state !== "rejected") return undefined;
  const known = code === undefined ? undefined : BY_CODE[code];
  return reasons[known ?? "refused"];
}
