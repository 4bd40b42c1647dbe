import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import { ApiProblemError } from "../api/problem.ts";
import { useReceipt } from "../api/receipts.ts";
import type { Receipt } from "../api/types.ts";
import { useValuesText } from "../components/column-names.ts";
import { Empty } from "../components/empty.tsx";
import { type Fact, Facts } from "../components/facts.tsx";
import { PointsApiTag } from "../components/points-api-tag.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { shortTime } from "../components/times.ts";
import { useNow } from "../components/use-now.ts";
import { ZonedTime } from "../components/zoned-time.tsx";
import { HelpLink } from "../help/help-link.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { ReversalProvider, useLanguage, useTexts } from "../texts/language.ts";
import { CompareButton } from "./compare-button.tsx";
import { ComparisonPart } from "./comparison-part.tsx";
import { ReceiptTotals } from "./receipt-totals.tsx";
import { SignOffPart } from "./sign-off-part.tsx";
import "./receipt.css";

/** What finance files of a payout: on one printed page where little differs. */
export default function ReceiptPage() {
  const { payoutId = "" } = useParams();
  const query = useReceipt(payoutId);
  const { language } = useLanguage();
  if (query.data !== undefined) {
    return (
      <ReversalProvider value={query.data.reversalOf !== undefined}>
        <Shown key={payoutId} receipt={query.data} />
      </ReversalProvider>
    );
  }
  if (!query.isError) return <Loading />;
  const { error } = query;
  if (!(error instanceof ApiProblemError)) {
    return <ProblemAlert error={error} onRetry={() => void query.refetch()} />;
  }
  return (
    <Empty title={error.problem.message[language]}>
      <BackLink payoutId={payoutId} />
    </Empty>
  );
}

function BackLink({ payoutId }: { readonly payoutId: string }) {
  const { back } = useTexts();
  return (
    <Link to={`/payouts/${payoutId}`} className="back">
      ← {back}
    </Link>
  );
}

function Shown({ receipt }: { readonly receipt: Receipt }) {
  const { receipt: texts } = useTexts();
  const { language } = useLanguage();
  const { payoutId, title } = receipt;
  const printedAt = new Date(useNow()).toISOString();
  useTitle(`${texts.title} · ${title}`);
  return (
    <div className="page receipt">
      <div className="receipt-bar">
        <BackLink payoutId={payoutId} />
        <div className="actions">
          <HelpLink topic="receipt" />
          <CompareButton receipt={receipt} />
          <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
            {texts.print}
          </Button>
        </div>
      </div>
      <article className="card receipt-sheet">
        <header>
          <p className="quiet">{texts.title}</p>
          <h1>{title}</h1>
          <PointsApiTag pointsApi={receipt.pointsApi} />
        </header>
        <ReceiptFacts receipt={receipt} />
        <ReceiptTotals receipt={receipt} />
        <ComparisonPart receipt={receipt} />
        <SignOffPart receipt={receipt} />
        <p className="quiet small only-printed">
          {texts.printedAt(shortTime(printedAt, language))} · {location.href}
        </p>
      </article>
    </div>
  );
}

/** Who did what, when, and of which payments. */
function ReceiptFacts({ receipt }: { readonly receipt: Receipt }) {
  const { receipt: texts, check } = useTexts();
  const { language } = useLanguage();
  const textOf = useValuesText(receipt.pointsApi?.name);
  const { schedule, createdBy, createdAt, endedBy, retryOf, reversalOf, reversalReason } = receipt;
  const { approval, approvedBy, firstApproval, instant, timeZone } = schedule;
  const done = (name: string, by: { readonly name: string }, at?: string): Fact => ({
    name,
    value: at === undefined ? by.name : texts.at(by.name, shortTime(at, language)),
  });
  const facts: (Fact | undefined)[] = [
    { name: texts.payoutId, value: <code>{receipt.payoutId}</code> },
    { name: texts.file, value: <bdi>{receipt.fileName}</bdi> },
    receipt.defaults && { name: check.forAllRows, value: textOf(receipt.defaults) },
    done(texts.uploadedBy, createdBy, createdAt),
    done(texts.scheduledBy, schedule.requestedBy),
    firstApproval && done(texts.firstApproval, firstApproval.by, firstApproval.at),
    approvedBy === undefined
      ? { name: texts.approval, value: texts.noApproval }
      : done(texts.approval, approvedBy, approval?.at),
    { name: texts.scheduledFor, value: <ZonedTime instant={instant} timeZone={timeZone} /> },
    { name: texts.startedAt, value: <ZonedTime instant={receipt.startedAt} timeZone={timeZone} /> },
    {
      name: texts.finishedAt,
      value: <ZonedTime instant={receipt.finishedAt} timeZone={timeZone} />,
    },
    endedBy && done(texts.ended, endedBy.by, endedBy.at),
    retryOf === undefined
      ? undefined
      : { name: texts.retryOf, value: <Link to={`/payouts/${retryOf}`}>{retryOf}</Link> },
    reversalOf === undefined
      ? undefined
      : { name: texts.reversalOf, value: <Link to={`/payouts/${reversalOf}`}>{reversalOf}</Link> },
    reversalReason === undefined
      ? undefined
      : { name: texts.reversalReason, value: reversalReason },
    { name: texts.digest, value: <code className="receipt-digest">{receipt.digest}</code> },
  ];
  return <Facts facts={facts.filter((fact) => fact !== undefined)} />;
}
