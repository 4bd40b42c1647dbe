import type { PayoutSummary } from "../api/types.ts";
import { useLanguage } from "../texts/language.ts";

/** What a payout is paid in, where there is more than one. */
export function PointsApiTag({
  pointsApi,
}: {
  readonly pointsApi: PayoutSummary["pointsApi"] | undefined;
}) {
  const { language } = useLanguage();
  return pointsApi === undefined ? null : (
    <span className="tag tag-points-api">{pointsApi.title[language]}</span>
  );
}
