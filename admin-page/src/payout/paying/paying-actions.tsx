import { DownloadOutlined } from "@ant-design/icons";
import { Link } from "react-router";
import { dataOf, defined } from "../../api/client.ts";
import type { Payout } from "../../api/types.ts";
import { ConfirmedChange } from "../../components/confirmed-change.tsx";
import { DownloadButton } from "../../components/download-button.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { RetryButton } from "./retry-button.tsx";

/** What may be done now, in this state and by this person. */
export function PayingActions({ payout }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const me = useMe();
  const { payoutId, state, counts, fileName, pause, dryRun } = payout;
  const rejected = counts?.rejected ?? 0;
  const isOver = state === "completed" || state === "halted";
  // A pause by an outage ends by itself; a person's stop does not.
  const mayStop =
    state === "distributing" || (state === "paused" && pause?.reason !== "stopped_by_person");
  const mayResume = state === "paused" || (state === "halted" && canGoOn(payout));
  return (
    <div className="actions">
      {state === "completed" && (
        <DownloadButton
          primary
          icon={<DownloadOutlined />}
          path={`/api/payouts/${payoutId}/report`}
          fileName={`${fileName.replace(/\.[^.]+$/, "")}${dryRun ? "-dry-run" : ""}-result.xlsx`}
        >
          {paying.report}
        </DownloadButton>
      )}
      {mayResume && me.may("resumePayout") && <ResumeButton payoutId={payoutId} />}
      {isOver && rejected > 0 && (
        <>
          {me.may("retryPayout") && <RetryButton payoutId={payoutId} />}
          <Link to="?tab=payments&state=rejected">{paying.showRejected}</Link>
        </>
      )}
      {mayStop && me.may("stopPayout") && <StopButton payoutId={payoutId} />}
    </div>
  );
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
function ResumeButton({ payoutId }: { readonly payoutId: string }) {
  const { paying } = useTexts();
  return (
    <ConfirmedChange
      type="primary"
      label={paying.resume}
      title={paying.resumeTitle}
      help={paying.resumeHelp}
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
