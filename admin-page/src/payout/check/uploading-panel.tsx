import { Button } from "antd";
import { useNavigate } from "react-router";
import type { Payout } from "../../api/types.ts";
import { newPayoutInsteadOf } from "../../new-payout/new-payout-link.ts";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CancelButton } from "../schedule/cancel-button.tsx";

/** The sheet has not arrived; a retry's is made by itself. */
export function UploadingPanel({ payout }: { readonly payout: Payout }) {
  const { payout: texts } = useTexts();
  const me = useMe();
  const navigate = useNavigate();
  const isRetry = payout.retryOf !== undefined;
  return (
    <section className="card waiting">
      <h2>{texts.waiting}</h2>
      <p className="quiet">{isRetry ? texts.waitingRetry : texts.waitingHelp}</p>
      {!isRetry && me.may("createPayout") && (
        <div className="actions">
          <Button type="primary" onClick={() => void navigate(newPayoutInsteadOf(payout))}>
            {texts.upload}
          </Button>
          <CancelButton payoutId={payout.payoutId} />
        </div>
      )}
    </section>
  );
}
