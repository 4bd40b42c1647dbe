import { lazy, type ReactNode, Suspense } from "react";
import { type Column, DataTable } from "../components/data-table.tsx";
import { count } from "../components/numbers.ts";
import { useTexts } from "../texts/language.ts";
import "./charts.css";

/** What a colour says; the theme has one for each, light and dark. */
export type Tone = "primary" | "good" | "bad" | "doubt" | "quiet";

export interface BarSeries {
  readonly name: string;
  /** One a label, in the labels' order. */
  readonly values: readonly number[];
  readonly tone: Tone;
  /** One a label, where single bars are to stand out. */
  readonly tones?: readonly Tone[];
  /**
   * `bar`, the usual one; `behind`: pale and as wide as there is room, behind the bars, as what they are
   * held against; `line`: through all labels, as a limit is.
   */
  readonly kind?: "bar" | "behind" | "line";
}

/** Labels that are shaded from top to bottom behind all bars, the first and the last by their index. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface BarChartProps {
  /** What is seen, in a few words: the chart's name for all who read it, and its table's. */
  readonly title: string;
  /** What the labels are: "Month". Heads the table's first column. */
  readonly labelTitle: string;
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  readonly band?: Band;
  /** Bars on top of each other, as parts of one sum, instead of side by side. */
  readonly stacked?: boolean;
  /** A value in full, where it is pointed at and in the table; whole numbers with commas by default. */
  readonly format?: (value: number) => string;
  /** More columns of the table: what is worth reading beside the bars. Rows are indexes of labels. */
  readonly tableColumns?: readonly Column<number>[];
  /** What the picture shows, in a sentence, for those who can't see it. */
  readonly summary?: string;
}

/** The library that draws is fetched when there is something to draw; without it the table remains. */
const BarCanvas = lazy(() => import("./bar-canvas.tsx").catch(() => ({ default: NotDrawn })));

/** A bar chart, with all its values as a table beneath it. */
export function BarChart(props: BarChartProps) {
  const { charts } = useTexts();
  const { title, series, band } = props;
  return (
    <figure className="chart" aria-label={title}>
      <div className="chart-canvas">
        <Suspense>
          <BarCanvas {...props} />
        </Suspense>
      </div>
      {(series.length > 1 || band !== undefined) && (
        <ul className="chart-legend" aria-label={charts.legend}>
          {series.map(({ name, tone, kind = "bar" }) => (
            <li key={name} className={`chart-${kind} chart-tone-${tone}`}>
              {name}
            </li>
          ))}
          {band !== undefined && <li className="chart-band">{band.name}</li>}
        </ul>
      )}
      <details className="chart-table">
        <summary>{charts.asTable}</summary>
        <ValuesTable {...props} />
      </details>
    </figure>
  );
}

function ValuesTable({
  title,
  labelTitle,
  labels,
  series,
  band,
  format = count,
  tableColumns = [],
}: BarChartProps) {
  const isInBand = (index: number): boolean =>
    band !== undefined && index >= band.from && index <= band.to;
  const inTable = series.filter((each) => !isLevel(each));
  const columns: readonly Column<number>[] = [
    {
      key: "label",
      title: labelTitle,
      render: (index): ReactNode => (
        <>
          {labels[index]}
          {isInBand(index) && <span className="quiet small"> ({band?.name})</span>}
        </>
      ),
    },
    ...inTable.map(({ name, values }, at) => ({
      key: `values-${at}`,
      title: name,
      numeric: true,
      render: (index: number) => format(values[index] ?? 0),
    })),
    ...tableColumns,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is too wide is moved by keys as well
    <section className="chart-table-room" aria-label={title} tabIndex={0}>
      <DataTable
        kind="rows"
        caption={title}
        columns={columns}
        rows={labels.map((_, index) => index)}
        rowKey={String}
      />
      {series.filter(isLevel).map(({ name, values }) => (
        <p key={name} className="quiet small">
          {name}: {format(values[0] ?? 0)}
        </p>
      ))}
    </section>
  );
}

/** A line of one height says in a sentence what a column would repeat in every row. */
function isLevel({ kind, values }: BarSeries): boolean {
  return kind === "line" && values.every((value) => value === values[0]);
}

function NotDrawn(_: BarChartProps) {
  const { charts } = useTexts();
  return <p className="quiet">{charts.notDrawn}</p>;
}
