import { DownloadOutlined, FileDoneOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import { dataOf, defined } from "../../api/client.ts";
import type { Payout } from "../../api/types.ts";
import { ConfirmedChange } from "../../components/confirmed-change.tsx";
import { DownloadButton } from "../../components/download-button.tsx";
import { HelpLink } from "../../help/help-link.tsx";
import { useDecides, useMe } from "../../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { ReverseListButton } from "../payments/reverse-list-button.tsx";
import { RetryButton } from "./retry-button.tsx";
import { ReverseButton, useMayReverse } from "./reverse-button.tsx";

/** What may be done now, in this state and by this person. */
export function PayingActions({ payout }: { readonly payout: Payout }) {
  const { paying, receipt, reversal } = useTexts();
  const { language } = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const mayResume = useMayResume(payout);
  const mayStop = useMayStop(payout);
  const { payoutId, state, counts, fileName, dryRun, reversalOf, endedBy } = payout;
  const { paid = 0 } = counts ?? {};
  const mayReverse = useMayReverse(payout);
  // A dry run paid nobody, so nobody is paid again; a reversal is asked for at its original.
  const mayRetry = !dryRun && reversalOf === undefined && me.may("retryPayout");
  const isEnded = endedBy !== undefined;
  const isOver = state === "completed" || state === "halted";
  const isResting = state === "paused" || (state === "halted" && canGoOn(payout));
  return (
    <div className="actions">
      {state === "completed" && (
        <DownloadButton
          primary
          icon={<DownloadOutlined aria-hidden />}
          path={`/api/payouts/${payoutId}/report?language=${language}`}
          fileName={`${fileName.replace(/\.[^.]+$/, "")}${dryRun ? "-dry-run" : ""}-result.xlsx`}
        >
          {paying.report}
        </DownloadButton>
      )}
      {state === "completed" && !dryRun && (
        <Button
          icon={<FileDoneOutlined aria-hidden />}
          onClick={() => void navigate(`/payouts/${payoutId}/receipt`)}
        >
          {receipt.open}
        </Button>
      )}
      {isResting && !isEnded && mayResume && <ResumeButton payout={payout} />}
      {isResting && me.may("endPayout") && <EndButton payout={payout} />}
      {isOver && mayRetry && <RetryActions payout={payout} />}
      {mayReverse && paid > 0 && (
        <>
          <ReverseButton
            payoutId={payoutId}
            label={reversal.all}
            help={reversal.helpAll(paid)}
            names={{}}
          />
          <ReverseListButton payoutId={payoutId} />
        </>
      )}
      {isOver && <NotPaidLinks payout={payout} mayRetry={mayRetry} />}
      {mayStop && <StopButton payoutId={payoutId} />}
    </div>
  );
}

/** To what was not paid, and how it is paid after all. */
function NotPaidLinks({
  payout: { counts },
  mayRetry,
}: {
  readonly payout: Payout;
  readonly mayRetry: boolean;
}) {
  const { paying } = useTexts();
  const { rejected = 0, withdrawn = 0 } = counts ?? {};
  return (
    <>
      {rejected > 0 && <Link to="?tab=payments&state=rejected">{paying.showRejected}</Link>}
      {rejected > 0 && mayRetry && <HelpLink topic="failed" />}
      {withdrawn > 0 && <Link to="?tab=payments&state=withdrawn">{paying.showWithdrawn}</Link>}
    </>
  );
}

/** What was not paid is paid again as it is, or to whom it was for. */
function RetryActions({ payout: { payoutId, counts } }: { readonly payout: Payout }) {
  const { support } = useTexts();
  const navigate = useNavigate();
  const { rejected = 0, withdrawn = 0 } = counts ?? {};
  if (rejected + withdrawn === 0) return null;
  return (
    <>
      <RetryButton payoutId={payoutId} />
      {rejected > 0 && (
        <Button onClick={() => void navigate(`/payouts/${payoutId}/correct`)}>
          {support.correct}
        </Button>
      )}
    </>
  );
}

/** What is braked, only somebody who decides on it goes on with. */
function useMayResume(payout: Payout): boolean {
  const me = useMe();
  const decides = useDecides(payout);
  return payout.brake === undefined ? me.may("resumePayout") : decides;
}

/**
 * What is being ended begins no payment that could be stopped. A pause by an outage ends by itself;
 * others do not. Who decides also stops what another stopped, so that it takes their word to go on.
 */
function useMayStop(payout: Payout): boolean {
  const me = useMe();
  const decides = useDecides(payout);
  const { brake, endedBy, pause, state } = payout;
  if (endedBy !== undefined || !me.may("stopPayout")) return false;
  const mayBrake = decides && brake === undefined && pause?.reason === "stopped_by_person";
  return mayBrake || state === "distributing" || pause?.reason === "points_api_unavailable";
}

/** A sheet that is not the approved one is never paid, however often one asks. */
function canGoOn({ halt }: Payout): boolean {
  return halt?.reason === "points_api_unavailable" || halt?.reason === "execution_died";
}

/** Stops paying, once confirmed. */
function StopButton({ payoutId }: { readonly payoutId: string }) {
  const { paying } = useTexts();
  return (
    <ConfirmedChange
      danger
      label={paying.stop}
      title={paying.stopTitle}
      help={paying.stopHelp}
      asksReason
      change={(api, reason) =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/stop", {
            params: { path: { payoutId } },
            body: defined({ reason }),
          }),
        )
      }
    />
  );
}

/** Goes on with the payments that are left, once confirmed. */
function ResumeButton({ payout: { payoutId, pause } }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const helps = {
    many_refused: paying.resumeRefusedHelp,
    canary: paying.canary.resumeHelp,
    past_latest: paying.resumePastLatestHelp,
  };
  const help =
    Object.entries(helps).find(([reason]) => reason === pause?.reason)?.[1] ?? paying.resumeHelp;
  return (
    <ConfirmedChange
      type="primary"
      label={paying.resume}
      title={paying.resumeTitle}
      help={help}
      asksReason
      change={(api, reason) =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/resume", {
            params: { path: { payoutId } },
            body: defined({ reason }),
          }),
        )
      }
    />
  );
}

/** Closes the payout for good, once confirmed with a reason. */
function EndButton({ payout: { payoutId, counts } }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const { paid = 0, accepted = 0, pending = 0, sending = 0 } = counts ?? {};
  return (
    <ConfirmedChange
      danger
      label={paying.end}
      title={paying.endTitle}
      help={paying.endHelp}
      needsReason
      change={(api, reason = "") =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/end", {
            params: { path: { payoutId } },
            body: { reason },
          }),
        )
      }
    >
      <ul className="ways">
        {paying.endWays({ paid, accepted, sending, waiting: pending - sending }).map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </ConfirmedChange>
  );
}
