import { Alert, Button } from "antd";
import type { Breakdown } from "../../api/types.ts";
import { type Band, BarChart, type BarSeries } from "../../charts/bar-chart.tsx";
import { shortNumber } from "../../charts/short-number.ts";
import type { Column } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";

type Bin = Breakdown["bins"][number];
/** Shows the rows of these amounts. */
export type ShowRows = (amounts: { readonly from: number; readonly to: number }) => void;

/** Payments by amount in a picture, before what is usual: a thousandfold stands far from all others. */
export function AmountsChart({
  breakdown,
  isReversal,
  onShowRows,
}: {
  readonly breakdown: Breakdown;
  /** What is taken back is held against nothing. */
  readonly isReversal: boolean;
  readonly onShowRows: ShowRows | undefined;
}) {
  const { sheet: texts } = useTexts();
  const { language } = useLanguage();
  const { bins, usual } = breakdown;
  const outside = bins.filter((bin) => isOutside(bin, usual));
  const short = (points: number) => shortNumber(points, language);
  const labelOf = ({ from, to }: Bin) =>
    from === to ? short(from) : texts.range(short(from), short(to + 1));
  // One bar alone tells nothing that its table would not.
  if (bins.length < 2) return null;
  const columns: readonly Column<number>[] = [
    {
      key: "sum",
      title: texts.sum,
      numeric: true,
      render: (at) => texts.figure(bins[at]?.points ?? 0),
    },
    ...(onShowRows === undefined ? [] : [rowsColumn(bins, texts.showRows, onShowRows)]),
  ];
  const range = bandOf(breakdown, texts.usualRange);
  return (
    <section className="sheet-part" aria-label={texts.amounts}>
      <h3>{texts.amounts}</h3>
      <OutsideNotice outside={outside} onShowRows={onShowRows} />
      <BarChart
        title={texts.amounts}
        labelTitle={texts.amount}
        labels={bins.map(labelOf)}
        series={seriesOf(breakdown, texts)}
        {...(range === undefined ? {} : { band: range })}
        tableColumns={columns}
        summary={outside.length === 0 ? texts.amountsHelp : texts.outside(sumOf(outside))}
      />
      {!isReversal && (
        <p className="quiet small">
          {usual === undefined ? texts.noUsual : texts.usualOf(count(usual.payouts))}
        </p>
      )}
    </section>
  );
}

/** What the picture shows at a glance, in words for all who read it. */
function OutsideNotice({
  outside,
  onShowRows,
}: {
  readonly outside: readonly Bin[];
  readonly onShowRows: ShowRows | undefined;
}) {
  const { sheet: texts } = useTexts();
  const first = outside.filter(({ payments }) => payments > 0);
  const [from, to] = [first[0]?.from, first.at(-1)?.to];
  if (from === undefined || to === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={texts.outside(sumOf(outside))}
      action={
        onShowRows !== undefined && isOneSide(first, outside) ? (
          <Button onClick={() => onShowRows({ from, to })}>{texts.showRows}</Button>
        ) : undefined
      }
    />
  );
}

/** Whether nothing usual lies between them, so that one range of amounts finds them all. */
function isOneSide(found: readonly Bin[], outside: readonly Bin[]): boolean {
  const from = found[0];
  const to = found.at(-1);
  if (from === undefined || to === undefined) return false;
  const between = outside.filter((bin) => bin.from >= from.from && bin.to <= to.to);
  return between.every((bin, at) => at === 0 || bin.from === (between[at - 1]?.to ?? 0) + 1);
}

function isOutside(bin: Bin, usual: Breakdown["usual"]): boolean {
  return usual !== undefined && (bin.to < usual.from || bin.from > usual.to);
}

function sumOf(bins: readonly Bin[]): number {
  return bins.reduce((sum, { payments }) => sum + payments, 0);
}

function bandOf({ bins, usual }: Breakdown, name: string): Band | undefined {
  if (usual === undefined) return undefined;
  const from = bins.findIndex((bin) => bin.from >= usual.from);
  const to = bins.findLastIndex((bin) => bin.to <= usual.to);
  return { name, from, to };
}

/** This sheet's payments, in red where they are outside of what is usual, before the usual shares. */
function seriesOf(
  { bins, payments, usual }: Breakdown,
  texts: { readonly payments: string; readonly usualShares: string },
): readonly BarSeries[] {
  const shares = bins.map(({ usualShare = 0 }) => Math.round(usualShare * payments));
  const isKnown = bins.some(({ usualShare }) => usualShare !== undefined);
  return [
    {
      name: texts.payments,
      values: bins.map((bin) => bin.payments),
      tone: "primary",
      tones: bins.map((bin) => (isOutside(bin, usual) ? "bad" : "primary")),
    },
    ...(isKnown
      ? [{ name: texts.usualShares, values: shares, tone: "quiet", kind: "behind" } as const]
      : []),
  ];
}

function rowsColumn(bins: readonly Bin[], text: string, onShowRows: ShowRows): Column<number> {
  return {
    key: "rows",
    title: "",
    render(at) {
      const bin = bins[at];
      if (bin === undefined || bin.payments === 0) return null;
      return (
        <Button size="small" onClick={() => onShowRows(bin)}>
          {text}
        </Button>
      );
    },
  };
}
