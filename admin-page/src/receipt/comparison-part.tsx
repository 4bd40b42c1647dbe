import { Alert } from "antd";
import { Link } from "react-router";
import type { Comparison, Finding, Receipt } from "../api/types.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { count } from "../components/numbers.ts";
import { shortTime } from "../components/times.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** How sheet, ledger and books compare, and what to do about each difference. */
export function ComparisonPart({ receipt }: { readonly receipt: Receipt }) {
  const { receipt: texts } = useTexts();
  const { comparison } = receipt;
  return (
    <section aria-label={texts.comparison} aria-live="polite">
      <h2>{texts.comparison}</h2>
      {comparison === undefined ? (
        <p>{texts.never}</p>
      ) : (
        <Compared receipt={receipt} comparison={comparison} />
      )}
    </section>
  );
}

function Compared({
  receipt,
  comparison,
}: {
  readonly receipt: Receipt;
  readonly comparison: Comparison;
}) {
  const { receipt: texts } = useTexts();
  const { findings, findingCount, isBehind, state } = comparison;
  const agree = state === "done" ? texts.agree : texts.agreeSoFar;
  return (
    <>
      <HowFar receipt={receipt} comparison={comparison} />
      <p className={findingCount === 0 ? "receipt-verdict" : "receipt-verdict bad"}>
        {findingCount === 0 ? agree : texts.differ(findingCount)}
      </p>
      {isBehind && <Alert type="info" showIcon title={texts.behind} />}
      {findings.length > 0 && <Findings payoutId={receipt.payoutId} findings={findings} />}
      {findingCount > findings.length && <p>{texts.more(findingCount - findings.length)}</p>}
    </>
  );
}

/** Of what it was asked, how many, and when. */
function HowFar({
  receipt,
  comparison,
}: {
  readonly receipt: Receipt;
  readonly comparison: Comparison;
}) {
  const { receipt: texts } = useTexts();
  const { language } = useLanguage();
  const { state, scope, books, counted, held, by, finishedAt } = comparison;
  const compared = counted.compared.payments;
  const what = scope === "sample" ? texts.sample(compared) : texts.all(compared);
  const when = finishedAt === undefined ? "" : texts.doneAt(shortTime(finishedAt, language));
  const running = texts.running(counted.sheet.payments, receipt.counts.payments);
  return (
    <>
      {state === "stopped" && <Alert type="warning" showIcon title={texts.stopped} />}
      {books === "none" && <p>{texts.noBooks}</p>}
      <p>
        {state === "running" ? running : books === "none" ? "" : what}{" "}
        <span className="quiet">
          {when} {by?.name}
        </span>
      </p>
      {held !== undefined && <p className="quiet">{held[language]}</p>}
    </>
  );
}

function Findings({
  payoutId,
  findings,
}: {
  readonly payoutId: string;
  readonly findings: readonly Finding[];
}) {
  const { receipt: texts } = useTexts();
  const { language } = useLanguage();
  const columns: readonly Column<Finding>[] = [
    { key: "row", title: texts.row, numeric: true, render: ({ row }) => row ?? texts.whole },
    {
      key: "user",
      title: texts.user,
      render: (finding) => <PaymentLink payoutId={payoutId} finding={finding} />,
    },
    {
      key: "finding",
      title: texts.finding,
      render: (finding) => (
        <div>
          {finding.what[language]}
          <Evidence finding={finding} />
          <Reference finding={finding} />
        </div>
      ),
    },
    { key: "toDo", title: texts.toDo, render: ({ toDo }) => toDo[language] },
  ];
  return (
    <DataTable
      kind="findings"
      caption={texts.differ(findings.length)}
      columns={columns}
      rows={findings}
      rowKey={({ row, code, of }) => `${row ?? ""} ${code} ${of ?? ""}`}
    />
  );
}

function PaymentLink({
  payoutId,
  finding,
}: {
  readonly payoutId: string;
  readonly finding: Finding;
}) {
  const { userId, points } = finding;
  const texts = useTexts();
  if (userId === undefined) return "–";
  const search = new URLSearchParams({ tab: "payments", user: userId });
  return (
    <>
      <Link to={`/payouts/${payoutId}?${search}`}>
        <bdi>{userId}</bdi>
      </Link>
      {points !== undefined && <span className="quiet small"> {texts.points(points)}</span>}
    </>
  );
}

/** What both sides say, as far as they say anything. */
function Evidence({ finding }: { readonly finding: Finding }) {
  const { receipt: texts, payments } = useTexts();
  const { state, transactionId, inBooks, told, expected, counted, points } = finding;
  const isTotal = counted !== undefined && expected !== undefined;
  const isAmount = expected !== undefined && counted === undefined;
  const said = [
    ...(state === undefined
      ? []
      : [`${texts.inLedger}: ${payments.states[state]} ${transactionId ?? ""}`.trim()]),
    ...(inBooks === undefined ? [] : [`${texts.inBooks}: ${inBooks}`]),
    ...(told === undefined ? [] : [told]),
    ...(isTotal ? [texts.figures(count(expected), count(counted))] : []),
    ...(isAmount ? [texts.figures(count(expected), count(points ?? 0))] : []),
  ];
  return said.length === 0 ? null : <div className="quiet small">{said.join(" · ")}</div>;
}

/** What people search for in the points system. */
function Reference({ finding: { reference } }: { readonly finding: Finding }) {
  const { payments } = useTexts();
  if (reference === undefined) return null;
  return (
    <div className="quiet small">
      {payments.reference}: <code>{reference}</code>
    </div>
  );
}
