import type { OfPointsApi } from "../api/types.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { monthText } from "./months.ts";

type Limit = OfPointsApi["company"]["limit"];

/** What of the limits across payouts is taken: the company's month, and the day of whoever is signed in. */
export function LimitsPart({ pointsApis }: { readonly pointsApis: readonly OfPointsApi[] }) {
  const { overview, points } = useTexts();
  const { language } = useLanguage();
  return (
    <section className="card" aria-labelledby="overview-limits">
      <h2 id="overview-limits">{overview.limits}</h2>
      {pointsApis.map(({ pointsApi, company, own }) => (
        <div key={pointsApi?.name ?? ""} className="overview-limits">
          {pointsApi !== undefined && <h3>{pointsApi.title[language]}</h3>}
          <LimitMeter
            name={overview.companyMonth(monthText(company.month, language))}
            used={company.used.points}
            paid={company.used.pointsPaid}
            limit={company.limit}
            format={points}
            isAtMost={company.used.isAtMost === true}
          />
          {own?.points !== undefined && (
            <LimitMeter
              name={overview.ownDayPoints}
              used={own.used.points}
              limit={own.points}
              format={points}
              isAtMost={own.used.isAtMost === true}
            />
          )}
          {own !== undefined && (
            <LimitMeter
              name={overview.ownDayPayouts}
              used={own.used.payouts}
              limit={own.payouts}
              format={overview.times}
              isAtMost={own.used.isAtMost === true}
            />
          )}
        </div>
      ))}
    </section>
  );
}

interface LimitUse {
  readonly name: string;
  readonly used: number;
  /** How much of it is paid already, where that is known apart. */
  readonly paid?: number;
  readonly limit: Limit;
  readonly format: (value: number) => string;
  readonly isAtMost: boolean;
}

/** One limit: in words, and as a bar for those who see it. */
function LimitMeter(use: LimitUse) {
  const { overview } = useTexts();
  const { name, used, paid = used, limit, format } = use;
  const most = limit.approvalAbove ?? limit.refuseAbove;
  const above = aboveWhat(use);
  return (
    <div className="limit">
      <div className="limit-head">
        <span>{name}</span>
        <strong>
          {most === undefined
            ? overview.noLimit(format(used))
            : overview.ofLimit(format(used), format(most))}
        </strong>
      </div>
      {most !== undefined && (
        <div className={above === undefined ? "limit-bar" : "limit-bar limit-above"} aria-hidden>
          <span className="limit-paid" style={{ width: partOf(paid, most, used) }} />
          <span className="limit-planned" style={{ width: partOf(used - paid, most, used) }} />
        </div>
      )}
      <span className="quiet small">{useNotes(use).join(" · ")}</span>
      {above !== undefined && <span className="bad small">{overview[above]}</span>}
    </div>
  );
}

function aboveWhat({ used, limit }: LimitUse): "isAbove" | "isRefused" | undefined {
  const { approvalAbove = used, refuseAbove = used } = limit;
  if (used > refuseAbove) return "isRefused";
  return used > approvalAbove ? "isAbove" : undefined;
}

/** What of it is to come, and what happens above it. */
function useNotes({ used, paid, limit, format, isAtMost }: LimitUse): readonly string[] {
  const { overview } = useTexts();
  const { approvalAbove, refuseAbove } = limit;
  const parts =
    paid === undefined || used === 0
      ? []
      : [overview.used.paid(format(paid)), overview.used.planned(format(used - paid))];
  return [
    ...parts,
    ...(approvalAbove === undefined ? [] : [overview.aboveAsks(format(approvalAbove))]),
    ...(refuseAbove === undefined ? [] : [overview.aboveRefused(format(refuseAbove))]),
    ...(isAtMost ? [overview.atMost] : []),
  ];
}

/** Of the bar's width; where more is used than there may be, all of it is the bar. */
function partOf(part: number, most: number, used: number): string {
  return `${(part / Math.max(most, used, 1)) * 100}%`;
}
