import { Link } from "react-router";
import type { FoundPayment, Payment, UserPayment } from "../api/types.ts";
import type { Texts } from "../texts/ko.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { useValuesText } from "./column-names.ts";

type AnyPayment = Payment | UserPayment | FoundPayment;

/** Why a payment was made, why it failed, what people said of it, and who pays it again. */
export function PaymentDetail({ payment }: { readonly payment: AnyPayment }) {
  const { payments, reversal } = useTexts();
  const { language } = useLanguage();
  const { state, reason, apiCode, detail, proposed, resolution, retriedBy, reversedBy } = payment;
  const { accountId, transactionId, extras } = payment;
  const textOf = useValuesText();
  const why = payment.why?.[language];
  const ownWords = [apiCode, detail].filter((part) => part !== undefined).join(": ");
  return (
    <span className="payment-detail">
      {why !== undefined && <span className="why">{why}</span>}
      {why !== undefined && ownWords !== "" && <span className="quiet small">{ownWords}</span>}
      {reason !== undefined && <span>{reason}</span>}
      {extras !== undefined && <span className="quiet small">{textOf({ extras })}</span>}
      {proposed !== undefined && (
        <span className="quiet">{payments.proposedBy(proposed.by.name, proposed.note)}</span>
      )}
      {resolution !== undefined && (
        <span className="quiet">
          {payments.resolvedBy(
            resolution.by.name,
            resolution.as === "paid" ? payments.asPaid : payments.asNotPaid,
            resolution.note,
          )}
        </span>
      )}
      {state === "withdrawn" && <span>{payments.withdrawn}</span>}
      {state === "accepted" && <span>{payments.accepted}</span>}
      {state === "accepted" && <code className="quiet small">{payment.acceptedReference}</code>}
      {accountId !== undefined && (
        <span className="quiet small">
          {payments.account}: <code>{accountId}</code>
        </span>
      )}
      <LookUpReference payment={payment} />
      {transactionId !== undefined && <code className="quiet small">{transactionId}</code>}
      {payment.retriedAs !== undefined && (
        <span>{payments.retriedAs(payment.userId, payment.retriedAs)}</span>
      )}
      {retriedBy !== undefined && (
        <Link to={`/payouts/${retriedBy}`}>{payments.retry[retryStageOf(payment)]}</Link>
      )}
      {reversedBy !== undefined && <Link to={`/payouts/${reversedBy}`}>{reversal.reversedBy}</Link>}
    </span>
  );
}

/** What people search for in the points system, as long as nobody knows what became of it. */
function LookUpReference({ payment }: { readonly payment: AnyPayment }) {
  const { payments } = useTexts();
  const { state, reference } = payment;
  if (reference === undefined || (state !== "unknown" && state !== "sending")) return null;
  return (
    <span className="quiet small">
      {payments.reference}: <code>{reference}</code>
    </span>
  );
}

/** How far the payout has come that was made to pay it again. */
function retryStageOf({ retry }: AnyPayment): keyof Texts["payments"]["retry"] {
  switch (retry?.state) {
    case undefined:
    case "uploading":
    case "checking":
    case "ready":
    case "awaiting_approval":
      return "prepared";
    case "scheduled":
      return "scheduled";
    case "distributing":
    case "paused":
    case "halted":
      return "paying";
    case "completed":
      return retry?.allPaid === true ? "paid" : "ended";
    case "invalid":
    case "cancelled":
      return "dropped";
  }
}
