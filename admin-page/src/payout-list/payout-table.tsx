import { Link } from "react-router";
import type { PayoutState, PayoutSummary } from "../api/types.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { DryRunTag, ReversalTag } from "../components/dry-run.tsx";
import { count } from "../components/numbers.ts";
import { PointsApiTag } from "../components/points-api-tag.tsx";
import { brakeOf } from "../components/set-back.ts";
import { PayoutStateTag } from "../components/state-tag.tsx";
import { timeIn, zonedText } from "../components/times.ts";
import { ReversalProvider, useLanguage, useTexts } from "../texts/language.ts";

const STARTED: readonly PayoutState[] = ["distributing", "paused", "halted", "completed"];

/** Payouts as a table, each with a link to its own page. */
export function PayoutTable({ payouts }: { readonly payouts: readonly PayoutSummary[] }) {
  const { list } = useTexts();
  const { columns: names } = list;
  const columns: readonly Column<PayoutSummary>[] = [
    {
      key: "title",
      title: names.title,
      render: (payout) => (
        <span className="payout-name">
          <Link className="payout-link" to={`/payouts/${payout.payoutId}`}>
            {payout.title}
          </Link>
          {payout.dryRun && <DryRunTag />}
          {payout.reversalOf !== undefined && <ReversalTag />}
          <PointsApiTag pointsApi={payout.pointsApi} />
          <span className="file-name">{payout.fileName}</span>
          <Brake payout={payout} />
        </span>
      ),
    },
    {
      key: "state",
      title: names.state,
      atEnd: true,
      render: (payout) => (
        <ReversalProvider value={payout.reversalOf !== undefined}>
          <span className="state-and-outcome">
            <PayoutStateTag payout={payout} />
            <Outcome payout={payout} />
          </span>
        </ReversalProvider>
      ),
    },
    {
      key: "time",
      title: names.time,
      named: true,
      render: (payout) => <PayTime payout={payout} />,
    },
    {
      key: "payments",
      title: names.payments,
      numeric: true,
      named: true,
      render: ({ check }) => (isWhole(check) ? count(check.payments) : "–"),
    },
    {
      key: "points",
      title: names.points,
      numeric: true,
      named: true,
      render: ({ check }) => (isWhole(check) ? count(check.totalPoints) : "–"),
    },
    { key: "by", title: names.by, render: ({ owner }) => owner.name },
  ];
  return (
    <DataTable
      kind="payouts"
      caption={list.title}
      columns={columns}
      rows={payouts}
      rowKey={({ payoutId }) => payoutId}
    />
  );
}

/** How far it is, or what needs a person: a list is where one looks for that. */
function Outcome({ payout }: { readonly payout: PayoutSummary }) {
  const { payments, dryRun } = useTexts();
  const { state, counts } = payout;
  const states = payout.dryRun ? { ...payments.states, ...dryRun.states } : payments.states;
  if (counts === undefined || !STARTED.includes(state)) return null;
  const { payments: all, pending, accepted, rejected, unknown, withdrawn } = counts;
  const settled = all - pending - accepted;
  const parts = [
    state === "completed" || all === 0 ? "" : `${Math.floor((settled / all) * 100)}%`,
    rejected === 0 ? "" : `${states.rejected} ${count(rejected)}`,
    unknown === 0 ? "" : `${states.unknown} ${count(unknown)}`,
    withdrawn === 0 ? "" : `${states.withdrawn} ${count(withdrawn)}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : <span className="quiet small">{parts.join(" · ")}</span>;
}

/** Who braked it, when and why; or why it was sent back. */
export function Brake({ payout }: { readonly payout: PayoutSummary }) {
  const { brake: texts } = useTexts();
  const { language } = useLanguage();
  const { sentBack } = payout;
  if (sentBack !== undefined) {
    return (
      <span className="set-back">
        {zonedText(sentBack.at, language, sentBack.timeZone)}:{" "}
        {sentBack.reasons.map(({ message }) => message[language]).join(" ")}
      </span>
    );
  }
  const brake = brakeOf(payout);
  if (brake === undefined) return null;
  const { kind, by, at, reason } = brake;
  return (
    <span className="set-back">
      {texts.kind[kind]}: {by.name}, {zonedText(at, language)}
      {reason !== undefined && (
        <>
          {" "}
          <q>{reason}</q>
        </>
      )}
    </span>
  );
}

function PayTime({ payout }: { readonly payout: PayoutSummary }) {
  const { list } = useTexts();
  const { language } = useLanguage();
  const time = payout.schedule ?? payout.request;
  if (time === undefined) return <span className="quiet">{list.noTime}</span>;
  return (
    <span className="list-time">
      <time dateTime={time.instant}>{timeIn(time.instant, time.timeZone, language)}</time>{" "}
      <span className="zone">{time.timeZone}</span>
    </span>
  );
}

/** Of a sheet with problems only the good rows were counted, which would mislead. */
function isWhole(check: PayoutSummary["check"]): check is NonNullable<PayoutSummary["check"]> {
  return check !== undefined && check.problemCount === 0;
}
