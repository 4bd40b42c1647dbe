import type { Comparison, Receipt } from "../api/types.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { count } from "../components/numbers.ts";
import { useTexts } from "../texts/language.ts";

interface Line {
  readonly name: string;
  readonly payments: number;
  /** Not known before it was compared, but of what was paid. */
  readonly points: number | undefined;
}

const STATES = ["paid", "rejected", "unknown", "accepted", "withdrawn"] as const;

/** Sheet, asked, answered and by the books: what adds up to what. */
export function ReceiptTotals({ receipt }: { readonly receipt: Receipt }) {
  const { receipt: texts } = useTexts();
  const columns: readonly Column<Line>[] = [
    { key: "line", title: texts.line, render: ({ name }) => name },
    {
      key: "count",
      title: texts.count,
      numeric: true,
      render: ({ payments }) => count(payments),
    },
    {
      key: "points",
      title: texts.points,
      numeric: true,
      render: ({ points }) => (points === undefined ? "–" : count(points)),
    },
  ];
  return (
    <section aria-label={texts.totals}>
      <h2>{texts.totals}</h2>
      <DataTable
        kind="rows"
        caption={texts.totals}
        columns={columns}
        rows={useLines(receipt)}
        rowKey={({ name }) => name}
      />
      <Notes comparison={receipt.comparison} />
    </section>
  );
}

function useLines({ counts, points, comparison, reversals = [] }: Receipt): readonly Line[] {
  const { lines, takenBack } = useTexts().receipt;
  const taken = reversals.flatMap((reversal) => reversal.takenBack ?? []);
  const counted = comparison?.state === "done" ? comparison.counted : undefined;
  const states = STATES.filter((state) => state === "paid" || counts[state] > 0);
  return [
    { name: lines.sheet, payments: counts.payments, points: points.total },
    ...(counted === undefined ? [] : [{ name: lines.asked, ...counted.asked }]),
    ...states.map((state) => ({
      name: lines[state],
      payments: counts[state],
      points: state === "paid" ? points.paid : counted?.byState[state]?.points,
    })),
    ...(taken.length === 0 ? [] : [{ name: takenBack, ...sumOf(taken) }]),
    ...(counted === undefined || comparison?.books === "none"
      ? []
      : [
          { name: lines.compared, ...counted.compared },
          { name: lines.inBooks, ...counted.inBooks },
        ]),
  ];
}

function sumOf(parts: readonly { readonly payments: number; readonly points: number }[]) {
  return parts.reduce((sum, part) => ({
    payments: sum.payments + part.payments,
    points: sum.points + part.points,
  }));
}

/** What explains figures that are not those of the points system. */
function Notes({ comparison }: { readonly comparison: Comparison | undefined }) {
  const { receipt: texts } = useTexts();
  const { settledByPeople = 0, retried = 0, erased = 0 } = comparison?.counted ?? {};
  const notes = [
    ...(settledByPeople > 0 ? [texts.settledByPeople(settledByPeople)] : []),
    ...(retried > 0 ? [texts.retried(retried)] : []),
    ...(erased > 0 ? [texts.erased(erased)] : []),
  ];
  return notes.length === 0 ? null : <p className="quiet small">{notes.join(" · ")}</p>;
}
