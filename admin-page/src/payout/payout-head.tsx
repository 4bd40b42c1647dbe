import { Link } from "react-router";
import type { Payout } from "../api/types.ts";
import { DryRunTag } from "../components/dry-run.tsx";
import { PayoutStateTag } from "../components/state-tag.tsx";
import { shortTime } from "../components/times.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** Title, state, file, and where the payout came from. */
export function PayoutHead({ payout }: { readonly payout: Payout }) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { title, fileName, createdBy, createdAt, retryOf, channelBehind, dryRun } = payout;
  return (
    <div className="payout-head">
      <Link to="/" className="back">
        ← {texts.nav.payouts}
      </Link>
      <div className="payout-title">
        <h1>{title}</h1>
        {dryRun && <DryRunTag />}
        <span aria-live="polite">
          <PayoutStateTag payout={payout} />
        </span>
      </div>
      <p className="quiet">
        <bdi>{fileName}</bdi> ·{" "}
        {texts.payout.createdBy(createdBy.name, shortTime(createdAt, language))}
      </p>
      {retryOf !== undefined && <Link to={`/payouts/${retryOf}`}>{texts.payout.retryOf}</Link>}
      {channelBehind !== undefined && (
        <p className="quiet" role="status">
          {texts.payout.channelBehind(shortTime(channelBehind.since, language))} (
          <code>{channelBehind.code}</code>)
        </p>
      )}
    </div>
  );
}
