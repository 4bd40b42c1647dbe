import { Link } from "react-router";
import type { Payment, UserPayment } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";
import { failureReason } from "./failure-reason.ts";

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
