import type { Payout } from "../../api/types.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";

type Finding = NonNullable<NonNullable<Payout["pause"]>["canary"]>;
type FirstPayment = Finding["payments"][number];

/** What was asked of each of the first payments, what was answered, and the ways on. */
export function CanaryFound({ finding }: { readonly finding: Finding }) {
  const { paying } = useTexts();
  const { canary } = paying;
  return (
    <>
      <p>
        {paying.whyPaused.canary} <strong>{canary.faults[finding.fault]}</strong>
      </p>
      <div className="canary-payments">
        <FirstPayments payments={finding.payments} />
      </div>
      <ul className="ways">
        {canary.ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </>
  );
}

function FirstPayments({ payments }: { readonly payments: readonly FirstPayment[] }) {
  const texts = useTexts();
  const { canary } = texts.paying;
  const columns: readonly Column<FirstPayment>[] = [
    { key: "row", title: texts.check.row, numeric: true, named: true, render: ({ row }) => row },
    { key: "user", title: texts.check.user, render: ({ userId }) => <bdi>{userId}</bdi> },
    {
      ...{ key: "points", title: canary.points, numeric: true, atEnd: true },
      render: ({ points }) => count(points),
    },
    { key: "reason", title: canary.reason, named: true, render: ({ reason }) => reason },
    { key: "key", title: canary.key, named: true, render: ({ key }) => <code>{key}</code> },
    { key: "answer", title: canary.answered, render: (payment) => <Answered payment={payment} /> },
    { key: "balance", title: canary.balance, numeric: true, named: true, render: balanceOf },
  ];
  const known = columns.filter(
    ({ key }) =>
      (key !== "reason" || payments.some(({ reason }) => reason !== undefined)) &&
      (key !== "balance" || payments.some(({ balanceBefore }) => balanceBefore !== undefined)),
  );
  return (
    <DataTable
      kind="first-payments"
      caption={canary.asked}
      columns={known}
      rows={payments}
      rowKey={({ row }) => String(row)}
    />
  );
}

function Answered({ payment }: { readonly payment: FirstPayment }) {
  const { paying } = useTexts();
  const { language } = useLanguage();
  const { state, detail, why, transactionId } = payment;
  return (
    <div>
      {paying.canary.states[state]}
      {why !== undefined && <span className="detail">{why[language]}</span>}
      {detail !== undefined && <q className="detail">{detail}</q>}
      {transactionId !== undefined && <code className="detail">{transactionId}</code>}
    </div>
  );
}

function balanceOf({ balanceBefore, balanceAfter }: FirstPayment): string {
  if (balanceBefore === undefined) return "";
  return `${grouped(balanceBefore)} → ${balanceAfter === undefined ? "?" : grouped(balanceAfter)}`;
}

/** Digits in groups, however many there are. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
