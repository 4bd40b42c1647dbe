import { Link } from "react-router";
import type { ComingPayout } from "../api/types.ts";
import { shortNumber } from "../charts/short-number.ts";
import { DryRunTag, ReversalTag } from "../components/dry-run.tsx";
import { PointsApiTag } from "../components/points-api-tag.tsx";
import { useLanguage, useTexts } from "../texts/language.ts";

const TIME_OF_DAY = "2026-12-05T".length;

/** One payout on its day: its time, its name and how much it is. */
export function CalendarEntry({ coming }: { readonly coming: ComingPayout }) {
  const { overview, figures, paymentCount } = useTexts();
  const { language } = useLanguage();
  const { payoutId, title, at, instant, beginsAt, isApproved, points, payments } = coming;
  return (
    <li className={isApproved ? "calendar-entry" : "calendar-entry calendar-asked"}>
      <Link to={`/payouts/${payoutId}`}>
        <time dateTime={instant}>{at.slice(TIME_OF_DAY)}</time> {title}
      </Link>
      <span className="quiet small" title={figures.points(points)}>
        {overview.shortPoints(shortNumber(points, language))} · {paymentCount(payments)}
      </span>
      {!isApproved && <span className="small calendar-note">{overview.notApproved}</span>}
      {beginsAt !== undefined && (
        <span className="quiet small">{overview.begins(beginsAt.slice(TIME_OF_DAY))}</span>
      )}
      {coming.dryRun && <DryRunTag />}
      {coming.takesBack && <ReversalTag />}
      <PointsApiTag pointsApi={coming.pointsApi} />
    </li>
  );
}
