import { Link } from "react-router";
import type { FoundPayment, UserPayment } from "../api/types.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { count } from "../components/numbers.ts";
import { PaymentDetail } from "../components/payment-detail.tsx";
import { PaymentStateTag } from "../components/state-tag.tsx";
import { exactTime, OWN_TIME_ZONE } from "../components/times.ts";
import { ReversalProvider, useLanguage, useTexts } from "../texts/language.ts";
import { Answer } from "./answer.tsx";

type Listed = UserPayment | FoundPayment;

/** Payments, most of one user, each with the payout it belongs to. */
export function UserPayments({
  payments,
  isWhole,
  withUser = false,
}: {
  readonly payments: readonly Listed[];
  readonly isWhole: boolean;
  /** Names the user of each: where more than one may be among them. */
  readonly withUser?: boolean;
}) {
  const texts = useTexts();
  const { users, support, payments: names } = texts;
  const { language } = useLanguage();
  const received = payments
    .filter(({ state }) => state === "paid")
    .reduce(
      (sum, { points, reversalOf }) => sum + (reversalOf === undefined ? points : -points),
      0,
    );
  const sum = isWhole ? users.sum : users.sumSoFar;
  const user: Column<Listed> = {
    key: "user",
    title: users.label,
    render: ({ userId }) => <Link to={`/users?id=${encodeURIComponent(userId)}`}>{userId}</Link>,
  };
  const columns: readonly Column<Listed>[] = [
    ...(withUser ? [user] : []),
    {
      key: "payout",
      title: users.payout,
      render: ({ payoutId, title, row }) => (
        <span className="payout-name">
          <Link to={`/payouts/${payoutId}`}>{title ?? users.open}</Link>
          <span className="quiet small">
            {names.row} {row}
          </span>
        </span>
      ),
    },
    {
      key: "state",
      title: names.state,
      atEnd: true,
      render: ({ state, reversalOf }) => (
        <ReversalProvider value={reversalOf !== undefined}>
          <PaymentStateTag state={state} />
        </ReversalProvider>
      ),
    },
    {
      key: "points",
      title: names.points,
      numeric: true,
      atEnd: true,
      render: ({ points, reversalOf }) => count(reversalOf === undefined ? points : -points),
    },
    {
      key: "detail",
      title: names.detail,
      render: (payment) => (
        <ReversalProvider value={payment.reversalOf !== undefined}>
          <PaymentDetail payment={payment} />
        </ReversalProvider>
      ),
    },
    {
      key: "time",
      title: `${names.time} (${OWN_TIME_ZONE})`,
      render: ({ settledAt, acceptedAt, sentAt, dueAt }) => {
        const at = settledAt ?? acceptedAt ?? sentAt ?? dueAt;
        return at === undefined ? "–" : <time dateTime={at}>{exactTime(at, language)}</time>;
      },
    },
    { key: "answer", title: support.answer, render: (payment) => <Answer payment={payment} /> },
  ];
  return (
    <>
      {payments.some(({ state }) => state !== "pending") && !withUser && (
        <p className="sum">{sum(texts.points(received), texts.paymentCount(payments.length))}</p>
      )}
      <DataTable
        kind="user-payments"
        caption={users.title}
        columns={columns}
        rows={payments}
        rowKey={({ payoutId, row }) => `${payoutId}-${row}`}
      />
    </>
  );
}
