import { Alert } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useEvents, usePayout, usePreFlight } from "../api/payouts.ts";
import { ApiProblemError } from "../api/problem.ts";
import type { Payout, PayoutState } from "../api/types.ts";
import { DryRunProvider, DryRunTag, ReversalTag } from "../components/dry-run.tsx";
import { Empty } from "../components/empty.tsx";
import { ForAdmins } from "../components/for-admins.tsx";
import { PointsApiTag } from "../components/points-api-tag.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { PayoutStateTag } from "../components/state-tag.tsx";
import { shortTime } from "../components/times.ts";
import { DraftActions } from "../drafts/draft-actions.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { ReversalProvider, useLanguage, useTexts } from "../texts/language.ts";
import { ApprovalPanel } from "./approval-panel.tsx";
import { SentBackNotice } from "./approval-reasons.tsx";
import { BrakeNotice } from "./brake-notice.tsx";
import { CheckingPanel, InvalidPanel, UploadingPanel } from "./check/sheet-panels.tsx";
import { EventLine } from "./history.tsx";
import { OwnerLine } from "./owner-line.tsx";
import { PayingPanel } from "./paying/paying-panel.tsx";
import { PayoutDetails } from "./payout-details.tsx";
import { PreFlightCard } from "./preflight/pre-flight-card.tsx";
import { ReadyPanel } from "./schedule/ready-panel.tsx";
import { ScheduledPanel } from "./schedule/scheduled-panel.tsx";

/** One payout: where it stands, what to do next, and everything known of it. */
export default function PayoutPage() {
  const { payoutId = "" } = useParams();
  return <PayoutById key={payoutId} payoutId={payoutId} />;
}

function PayoutById({ payoutId }: { readonly payoutId: string }) {
  const query = usePayout(payoutId);
  if (query.data === undefined) {
    return query.isError ? (
      <NotLoaded error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading />
    );
  }
  return (
    <div className="page">
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      <ReversalProvider value={query.data.reversalOf !== undefined}>
        <Loaded payout={query.data} />
      </ReversalProvider>
    </div>
  );
}

function Loaded({ payout }: { readonly payout: Payout }) {
  const { dryRun, reversal } = useTexts();
  const preFlight = usePreFlight(payout);
  // Whoever decides looks at the sheet first.
  const isDecided = payout.state === "awaiting_approval";
  useTitle(payout.dryRun ? `[${dryRun.name}] ${payout.title}` : payout.title);
  return (
    <DryRunProvider value={payout.dryRun}>
      <PayoutHead payout={payout} />
      {payout.dryRun && (
        <Alert type="warning" showIcon title={dryRun.banner} description={dryRun.bannerHelp} />
      )}
      {payout.reversalOf !== undefined && (
        <Alert type="warning" showIcon title={reversal.banner} description={reversal.bannerHelp} />
      )}
      <StageLine state={payout.state} />
      <BrakeNotice payout={payout} />
      <SentBackNotice payout={payout} />
      <div className={isDecided ? "deciding" : "page"}>
        <StatePanel payout={payout} />
        {!preFlight.isLoading && (
          // Together, so that nothing moves that was shown already.
          <div className="page">
            {!isDecided && <PreFlightCard payout={payout} />}
            <PayoutDetails payout={payout} />
            {isDecided && <PreFlightCard payout={payout} />}
          </div>
        )}
      </div>
    </DryRunProvider>
  );
}

function NotLoaded({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { nav } = useTexts();
  const { language } = useLanguage();
  if (!(error instanceof ApiProblemError)) return <ProblemAlert error={error} onRetry={onRetry} />;
  return (
    <Empty title={error.problem.message[language]}>
      <Link to="/payouts">{nav.payouts}</Link>
    </Empty>
  );
}

/** Title, state, file, and where the payout came from. */
function PayoutHead({ payout }: { readonly payout: Payout }) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { title, fileName, createdBy, createdAt, retryOf, channelBehind, dryRun } = payout;
  const { reversalOf, reversalReason } = payout;
  return (
    <div className="payout-head">
      <Link to="/payouts" className="back">
        ← {texts.nav.payouts}
      </Link>
      <div className="payout-title">
        <h1>{title}</h1>
        {dryRun && <DryRunTag />}
        {reversalOf !== undefined && <ReversalTag />}
        <PointsApiTag pointsApi={payout.pointsApi} />
        <span aria-live="polite">
          <PayoutStateTag payout={payout} />
        </span>
      </div>
      <p className="quiet">
        <bdi>{fileName}</bdi> ·{" "}
        {texts.payout.createdBy(createdBy.name, shortTime(createdAt, language))}
      </p>
      <OwnerLine payout={payout} />
      <DraftActions payout={payout} />
      {retryOf !== undefined && <Link to={`/payouts/${retryOf}`}>{texts.payout.retryOf}</Link>}
      {reversalOf !== undefined && <Link to={`/payouts/${reversalOf}`}>{texts.reversal.of}</Link>}
      {reversalReason !== undefined && (
        <p>
          {texts.reversal.why}: <q>{reversalReason}</q>
        </p>
      )}
      {channelBehind !== undefined && (
        <p className="quiet" role="status">
          {texts.payout.channelBehind(shortTime(channelBehind.since, language))}{" "}
          <ForAdmins said={channelBehind.code} />
        </p>
      )}
    </div>
  );
}

const STAGES = ["check", "schedule", "pay", "done"] as const;

/** How many stages a payout in this state has passed; undefined for one that goes no further. */
const PASSED: Readonly<Record<PayoutState, number | undefined>> = {
  uploading: 0,
  checking: 0,
  invalid: 0,
  ready: 1,
  awaiting_approval: 1,
  scheduled: 2,
  distributing: 2,
  paused: 2,
  halted: 2,
  completed: 4,
  cancelled: undefined,
};

/** The stages of every payout, and how far this one has come. */
function StageLine({ state }: { readonly state: PayoutState }) {
  const { stages } = useTexts();
  const passed = PASSED[state];
  if (passed === undefined) return null;
  return (
    <ol className="stages" aria-label={stages.label}>
      {STAGES.map((stage, index) => (
        <li
          key={stage}
          className={
            index < passed ? "stage-passed" : index === passed ? "stage-now" : "stage-ahead"
          }
          aria-current={index === passed ? "step" : undefined}
        >
          <span className="stage-dot" aria-hidden="true">
            {index < passed ? "✓" : index + 1}
          </span>
          {stages[stage]}
        </li>
      ))}
    </ol>
  );
}

/** What matters now, and what to do next. */
function StatePanel({ payout }: { readonly payout: Payout }): ReactNode {
  switch (payout.state) {
    case "uploading":
      return <UploadingPanel payout={payout} />;
    case "checking":
      return <CheckingPanel />;
    case "invalid":
      return <InvalidPanel payout={payout} />;
    case "ready":
      return <ReadyPanel payout={payout} />;
    case "awaiting_approval":
      return <ApprovalPanel payout={payout} />;
    case "scheduled":
      return <ScheduledPanel payout={payout} />;
    case "distributing":
    case "paused":
    case "halted":
    case "completed":
      return <PayingPanel payout={payout} />;
    case "cancelled":
      return <CancelledPanel payout={payout} />;
  }
}

/** That nobody was paid, and who cancelled it, when and why: its last change. */
function CancelledPanel({ payout }: { readonly payout: Payout }) {
  const { payout: texts } = useTexts();
  const events = useEvents(payout).data?.items ?? [];
  const event = events.findLast(
    ({ to, from, action }) => to === "cancelled" && (from !== "cancelled" || action === "deleted"),
  );
  return (
    <Alert
      type="info"
      showIcon
      title={texts.cancelled}
      description={
        event && (
          <div className="history-event">
            <EventLine event={event} />
          </div>
        )
      }
    />
  );
}
