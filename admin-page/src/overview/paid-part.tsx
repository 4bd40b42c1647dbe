import type { Schemas } from "../api/contract.ts";
import type { MonthPaid, OfPointsApi } from "../api/types.ts";
import { BarChart, type BarSeries } from "../charts/bar-chart.tsx";
import { shortNumber } from "../charts/short-number.ts";
import type { Column } from "../components/data-table.tsx";
import { type Fact, Facts } from "../components/facts.tsx";
import { count } from "../components/numbers.ts";
import { zonedText } from "../components/times.ts";
import { type Language, useLanguage, useTexts } from "../texts/language.ts";
import { monthText, shortMonth } from "./months.ts";

/** Months that are shown though nothing was paid in them yet: a single bar compares with nothing. */
const FEWEST_MONTHS = 6;
/** A limit of so many times the tallest bar would make all bars small. */
const FAR_LIMIT = 4;

/** What was paid, month by month; points of different points APIs apart. */
export function PaidPart({ paid }: { readonly paid: Schemas["OverviewMonths"] }) {
  const { overview } = useTexts();
  const { language } = useLanguage();
  const { pointsApis, createdSince, unreadable } = paid;
  return (
    <section className="card" aria-labelledby="overview-paid">
      <h2 id="overview-paid">{overview.paid}</h2>
      {pointsApis.map((each) => (
        <OfOne key={each.pointsApi?.name ?? ""} of={each} />
      ))}
      <p className="quiet small">{overview.monthsHelp}</p>
      {createdSince !== undefined && (
        <p className="bad">{overview.createdSince(zonedText(createdSince, language))}</p>
      )}
      {unreadable > 0 && <p className="bad">{overview.unreadable(unreadable)}</p>}
    </section>
  );
}

function OfOne({ of }: { readonly of: OfPointsApi }) {
  const { overview } = useTexts();
  const { language } = useLanguage();
  const months = withoutEmptyBeginning(of.months);
  const thisMonth = months.at(-1);
  const name = of.pointsApi?.title[language];
  const hasAny = months.some(({ payouts, takenBack }) => payouts + takenBack.payouts > 0);
  return (
    <div className="overview-paid">
      {name !== undefined && <h3>{name}</h3>}
      {!hasAny && <p className="quiet">{overview.nothingPaid}</p>}
      {hasAny && thisMonth !== undefined && (
        <>
          <ThisMonth month={thisMonth} />
          <div className="overview-charts">
            <PointsChart months={months} of={of} name={name} />
            <PaymentsChart months={months} name={name} />
          </div>
        </>
      )}
    </div>
  );
}

function withoutEmptyBeginning(months: readonly MonthPaid[]): readonly MonthPaid[] {
  const first = months.findIndex(({ payouts, takenBack }) => payouts + takenBack.payouts > 0);
  const latestBegin = Math.max(0, months.length - FEWEST_MONTHS);
  return months.slice(first === -1 ? latestBegin : Math.min(first, latestBegin));
}

function ThisMonth({ month }: { readonly month: MonthPaid }) {
  const { overview, points, figures } = useTexts();
  const { ofThisMonth, times } = overview;
  const facts: readonly Fact[] = [
    { name: ofThisMonth.points, value: points(month.points) },
    { name: ofThisMonth.payouts, value: times(month.payouts) },
    { name: ofThisMonth.share, value: shareOf(month) },
    { name: ofThisMonth.unknown, value: figures.payments(month.counts.unknown) },
  ];
  return <Facts facts={facts} large={facts.length} />;
}

/** Of what was answered for, how much was paid: "99.2%", never rounded up to all. */
function shareOf({ counts: { paid, rejected, unknown } }: MonthPaid): string {
  const all = paid + rejected + unknown;
  return all === 0 ? "–" : `${Math.floor((paid / all) * 1_000) / 10}%`;
}

interface ChartOf {
  readonly months: readonly MonthPaid[];
  readonly name: string | undefined;
}

function PointsChart({ months, of, name }: ChartOf & { readonly of: OfPointsApi }) {
  const { overview, points } = useTexts();
  const { language } = useLanguage();
  const { series: names, columns } = overview;
  const given = months.map((month) => month.points);
  const taken = months.map(({ takenBack }) => takenBack.points);
  const limit = of.company.limit.approvalAbove;
  const isNear = limit !== undefined && Math.max(...given) * FAR_LIMIT >= limit;
  const series: readonly BarSeries[] = [
    { name: names.points, values: given, tone: "primary" },
    ...(taken.some((value) => value > 0)
      ? [{ name: names.takenBack, values: taken, tone: "quiet" } as const]
      : []),
    ...(isNear
      ? [{ name: names.limit, values: months.map(() => limit), tone: "bad", kind: "line" } as const]
      : []),
  ];
  const payouts: Column<number> = {
    key: "payouts",
    title: columns.payouts,
    numeric: true,
    render: (index) => count(months[index]?.payouts ?? 0),
  };
  const last = months.at(-1);
  return (
    <BarChart
      title={titleOf(overview.pointsByMonth, name)}
      labelTitle={overview.month}
      labels={labelsOf(months, language)}
      series={series}
      format={points}
      tableColumns={[payouts]}
      summary={
        last === undefined
          ? ""
          : overview.pointsSummary(
              monthText(last.month, language),
              overview.shortPoints(shortNumber(last.points, language)),
            )
      }
    />
  );
}

function PaymentsChart({ months, name }: ChartOf) {
  const { overview, figures } = useTexts();
  const { language } = useLanguage();
  const { series: names, columns } = overview;
  const valuesOf = (state: keyof MonthPaid["counts"]) => months.map(({ counts }) => counts[state]);
  return (
    <BarChart
      title={titleOf(overview.paymentsByMonth, name)}
      labelTitle={overview.month}
      labels={labelsOf(months, language)}
      stacked
      series={[
        { name: names.paid, values: valuesOf("paid"), tone: "good" },
        { name: names.rejected, values: valuesOf("rejected"), tone: "bad" },
        { name: names.unknown, values: valuesOf("unknown"), tone: "doubt" },
      ]}
      format={figures.payments}
      tableColumns={[
        {
          key: "share",
          title: columns.share,
          numeric: true,
          render: (index) => months.slice(index, index + 1).map(shareOf),
        },
        {
          key: "unfinished",
          title: columns.unfinished,
          numeric: true,
          render: (index) => count(months[index]?.unfinished ?? 0),
        },
      ]}
    />
  );
}

function titleOf(title: string, name: string | undefined): string {
  return name === undefined ? title : `${title} (${name})`;
}

/** The year where it begins, and at the first. */
function labelsOf(months: readonly MonthPaid[], language: Language): readonly string[] {
  return months.map(({ month }, index) =>
    shortMonth(month, language, index === 0 || month.endsWith("-01")),
  );
}
