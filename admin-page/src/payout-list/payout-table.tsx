import { Link } from "react-router";
import type { PayoutSummary } from "../api/types.ts";
import { type Column, DataTable } from "../shown/data-table.tsx";
import { count } from "../shown/numbers.ts";
import { PayoutStateTag } from "../shown/state-tag.tsx";
import { moment } from "../shown/times.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** Payouts as a table, each with a link to its own page. */
export function PayoutTable({ payouts }: { readonly payouts: readonly PayoutSummary[] }) {
  const { list } = useTexts();
  const { columns: names } = list;
  const columns: readonly Column<PayoutSummary>[] = [
    {
      key: "title",
      title: names.title,
      render: ({ payoutId, title, fileName }) => (
        <span className="payout-name">
          <Link className="payout-link" to={`/payouts/${payoutId}`}>
            {title}
          </Link>
          <span className="file-name">{fileName}</span>
        </span>
      ),
    },
    {
      key: "state",
      title: names.state,
      render: ({ state }) => <PayoutStateTag state={state} />,
    },
    { key: "time", title: names.time, render: (payout) => <PayTime payout={payout} /> },
    {
      key: "payments",
      title: names.payments,
      numeric: true,
      render: ({ check }) => (isWhole(check) ? count(check.payments) : "–"),
    },
    {
      key: "points",
      title: names.points,
      numeric: true,
      render: ({ check }) => (isWhole(check) ? count(check.totalPoints) : "–"),
    },
    { key: "by", title: names.by, render: ({ createdBy }) => createdBy.name },
  ];
  return (
    <DataTable
      caption={list.title}
      columns={columns}
      rows={payouts}
      rowKey={({ payoutId }) => payoutId}
    />
  );
}

function PayTime({ payout }: { readonly payout: PayoutSummary }) {
  const { list } = useTexts();
  const { language } = useLanguage();
  const time = payout.schedule ?? payout.request;
  if (time === undefined) return <span className="quiet">{list.noTime}</span>;
  return <time dateTime={time.instant}>{moment(time.instant, time.timeZone, language)}</time>;
}

/** Of a sheet with problems only the good rows were counted, which would mislead. */
function isWhole(check: PayoutSummary["check"]): check is NonNullable<PayoutSummary["check"]> {
  return check !== undefined && check.problemCount === 0;
}
