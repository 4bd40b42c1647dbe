import { Alert } from "antd";
import type { Payout } from "../../api/types.ts";
import { useTexts } from "../../texts/language.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { UnknownNotice } from "./unknown-notice.tsx";
import { WatchActions } from "./watch-actions.tsx";
import { WatchFacts } from "./watch-facts.tsx";

/** A payout that has begun: how far it is or what it came to, and what may be done about it. */
export function WatchPanel({ payout }: { readonly payout: Payout }) {
  const { counts } = payout;
  return (
    <section className="card">
      <Trouble payout={payout} />
      {counts !== undefined && <ProgressBar counts={counts} />}
      <WatchFacts payout={payout} />
      <UnknownNotice payout={payout} />
      <WatchActions payout={payout} />
    </section>
  );
}

/** Why it is not being paid now. */
function Trouble({ payout }: { readonly payout: Payout }) {
  const { watch } = useTexts();
  const { state, outage, pause, halt } = payout;
  if (outage !== undefined) {
    return (
      <Alert
        type="info"
        showIcon
        title={watch.outage}
        description={<Why text={watch.outageHelp} detail={outage.code} />}
      />
    );
  }
  if (state === "paused" && pause !== undefined) {
    return (
      <Alert
        type="warning"
        showIcon
        title={watch.paused}
        description={<Why text={watch.whyPaused[pause.reason]} detail={pause.detail} />}
      />
    );
  }
  if (state === "halted" && halt !== undefined) {
    return (
      <Alert
        type="error"
        showIcon
        title={watch.halted}
        description={<Why text={watch.whyHalted[halt.reason]} detail={halt.detail} />}
      />
    );
  }
  return null;
}

function Why({ text, detail }: { readonly text: string; readonly detail: string | undefined }) {
  return (
    <>
      {text}
      {detail !== undefined && <span className="detail">{detail}</span>}
    </>
  );
}
